#!/usr/bin/env bash
# Makes the captures of testdata/pcaps anew, and bodies.tsv beside them, from real programs in two network namespaces.
#
#   testdata/make.sh [NAME...]     all of them, or those named
#
# Needs root and Debian's nginx-light, libnginx-mod-http-brotli-filter, apache2-bin, tinyproxy-bin, dnsmasq-base, curl,
# openssl, brotli, zstd, tcpdump, ethtool, iproute2, nftables, python3 and python3-websockets; for the pcapng one
# Wireshark's dumpcap as well. Touches nothing outside its namespaces, its temporary directory and testdata/pcaps.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$here/pcaps
wanted=("$@")
host=www.example.test
origin=origin.example.test
work=$(mktemp -d)
client=wtc$$ server=wts$$
pids=()

cleanup() {
  for pid in "${pids[@]:-}"; do [ -z "$pid" ] || kill "$pid" 2>/dev/null || true; done
  ip netns del "$client" 2>/dev/null || true
  ip netns del "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

on_client() { ip netns exec "$client" "$@"; }
on_server() { ip netns exec "$server" "$@"; }

until_true() { # COMMAND...: tries for five seconds
  for _ in $(seq 50); do "$@" >/dev/null 2>&1 && return; sleep 0.1; done
  echo "make.sh: still not true after 5 s: $*" >&2
  exit 1
}

lay_cable() {
  ip netns add "$client"
  ip netns add "$server"
  for n in "$client" "$server"; do
    ip netns exec "$n" sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 \
      net.ipv4.tcp_no_metrics_save=1
    ip -n "$n" link set lo up
  done
  ip link add cable address 02:00:00:00:00:01 netns "$client" type veth peer name cable address 02:00:00:00:00:02 netns "$server"
  on_client ethtool -K cable tso off gso off gro off tx off >/dev/null
  on_server ethtool -K cable tso off gso off gro off tx off >/dev/null
  ip -n "$client" link set cable up
  ip -n "$server" link set cable up
  ip -n "$client" addr add 10.20.0.1/24 dev cable
  ip -n "$server" addr add 10.20.0.2/24 dev cable
  ip -n "$client" addr add 10.20.0.3/32 dev cable # the origin behind the proxy, on this side so that both its connections pass
  ip -n "$client" addr add fd00::1/64 dev cable
  ip -n "$server" addr add fd00::2/64 dev cable
}

start_servers() {
  cp "$here"/make/* "$work"
  cd "$work"
  mkdir tmp www
  python3 content.py .
  mkdir www/upload www/limited www/dav www/shared locks
  chmod 755 .
  chown www-data www/shared locks # Apache gives up root
  make_secrets
  code
  # Called outright, not through a function, so that $! is the program itself.
  ip netns exec "$server" nginx -p "$work/" -c nginx.conf -g 'pid nginx.pid;' -e stderr 2>nginx.log & pids+=($!)
  ip netns exec "$server" python3 -m http.server --bind 10.20.0.2 --directory odd 8000 >/dev/null 2>&1 & pids+=($!)
  ip netns exec "$server" python3 odd.py odd 10.20.0.2 8080 & pids+=($!)
  ip netns exec "$server" python3 backend.py 127.0.0.1 8090 & pids+=($!)
  for port in 80 8000 8080; do until_true on_client curl -s "http://10.20.0.2:$port/plain"; done
}

# For sh -c: the rest of the arguments is a program that sees file $0 in the place of file $1.
instead='mount --bind "$0" "$1" && shift && exec "$@"'

make_secrets() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -keyout key.pem -out cert.pem \
    -subj "/O=wiretalk/CN=$host" -addext "subjectAltName=DNS:$host,DNS:$origin" 2>/dev/null
  echo "ada:$(openssl passwd -apr1 'open: sesame')" >users
  echo "ada:records:$(printf 'ada:records:open: sesame' | md5sum | cut -d' ' -f1)" >digest-users
}

# Files of which nginx serves the coded form as it is.
code() {
  command gzip -9nc coded/notes.txt | brotli -c >coded/notes.txt.gz.br
  zstd -q coded/notes.txt
  python3 -c 'import sys, zlib; sys.stdout.buffer.write(zlib.compress(sys.stdin.buffer.read()))' <coded/notes.txt >coded/notes.txt.zz
}

# The servers that only some of the captures need.
start_others() {
  ip netns exec "$server" apache2 -d "$work" -f apache.conf -DFOREGROUND 2>apache.err & pids+=($!)
  ip netns exec "$server" python3 interim.py www 10.20.0.2 8083 & pids+=($!)
  ip netns exec "$server" /usr/bin/python3 talk.py server 10.20.0.2 8765 & pids+=($!)
  ip netns exec "$server" dnsmasq --keep-in-foreground --conf-file=/dev/null --pid-file= --user=root --no-hosts --no-resolv \
    --listen-address=10.20.0.2 --bind-interfaces --local=/example.test/ --cname="$host,web.example.test,300" --host-record=web.example.test,10.20.0.2,60 & pids+=($!)
  echo "nameserver 10.20.0.2" >resolv.conf
  echo "10.20.0.3 $origin" >hosts
  ip netns exec "$client" nginx -p "$work/" -c nginx.conf -g 'pid origin.pid;' -e stderr 2>origin.log & pids+=($!)
  ip netns exec "$server" unshare -m sh -c "$instead" hosts /etc/hosts tinyproxy -d -c tinyproxy.conf >/dev/null 2>&1 & pids+=($!)
  for port in 3128 8081 8083; do until_true on_client curl -s "http://10.20.0.2:$port/item.json"; done
  until_true on_client curl -s http://10.20.0.3/
  until_true on_client curl -s --http0.9 http://10.20.0.2:8765/
}

capture() { # NAME COMMAND...: what passes while COMMAND runs, seen from the client's side
  local file=$1 name=${1%%.*}; shift
  [ ${#wanted[@]} -eq 0 ] || [[ " ${wanted[*]} " == *" $name "* ]] || return 0
  local precision=micro writer quiet='not (ip6 and ip6[6] = 0)' # no multicast listener reports, which come when they like
  [ "$name" != ipv6 ] || precision=nano
  writer=(tcpdump -i cable -s 0 -U --immediate-mode --time-stamp-precision "$precision" -Z root -w "$work/$file" "$quiet")
  if [[ $file == *.pcapng ]]; then
    command -v dumpcap >/dev/null || { echo "$file: left as it is, there is no dumpcap here"; return 0; }
    writer=(dumpcap -q -i cable -s 0 --capture-comment "$name: see testdata/pcaps/README.md" -w "$work/$file" -f "$quiet")
  fi
  ip -n "$client" neigh flush dev cable
  ip -n "$server" neigh flush dev cable
  : >"$work/$name.log"
  ip netns exec "$client" "${writer[@]}" 2>"$work/$name.log" & local dump=$!
  pids+=("$dump")
  until_true grep -q 'listening on\|^File:' "$work/$name.log"
  "$@" >/dev/null 2>"$work/$name.client.log" || true
  sleep 0.7
  kill -TERM "$dump"
  wait "$dump" 2>/dev/null || true
  [[ $file != *.pcapng ]] || python3 anonymise.py "$work/$file"
  cat "$work/$file" >"$out/$file"
  echo "$file: $(stat -c %s "$out/$file") bytes"
}

at_server=()
for port in 80 443 8000 8080 8081 8083 8084; do at_server+=(--resolve "$host:$port:10.20.0.2"); done

get() { on_client curl -s -g "${at_server[@]}" "$@"; }
play() { on_client timeout 20 python3 client.py "$host" 10.20.0.2 "$1"; }

keep_alive() { get "http://$host/"{index.html,item.json,site.css,logo.png} "http://$host/item.json?id=17&lang=zh"; }

one_each() { get -H 'Connection: close' "http://$host/"{index.html,item.json,site.css,logo.png} "http://$host/item.json?id=17&lang=zh"; }

head_of_line() { play head_of_line; }

pipelined() { play pipelined; play pipelined_hint; }

chunked() { get "http://$host/ssi/greeting.html"; get "http://$host:8080/"{extensions,trailer,split}; }

gzip() { get --compressed "http://$host/"{notes.txt,site.css,logo.png}; get --compressed "http://$host:8080/"{zlib,deflate}; }

post_continue() {
  get -H 'Expect: 100-continue' --data-binary @sent/put.txt -X PUT "http://$host/upload/put.txt"
  get -H 'Transfer-Encoding: chunked' -H 'Expect:' --data-binary @sent/put.txt -X PUT "http://$host/upload/chunked.txt"
  get -H 'Expect: 100-continue' --data-binary @sent/refused.txt -X PUT "http://$host/limited/refused.txt"
  get --data-binary @sent/form "http://$host/seen"
}

head_and_304() {
  local etag
  etag=$(get -I "http://$host/notes.txt" | sed -n 's/^ETag: //p' | tr -d '\r')
  get -I "http://$host/notes.txt" --next -s "http://$host/notes.txt" \
    --next -s -H "If-None-Match: $etag" "http://$host/notes.txt" --next -s "http://$host/empty" \
    --next -s -I "http://$host/missing" --next -s "http://$host/item.json"
}

browser() { on_client python3 browser.py "$host" 10.20.0.2; }

close_delimited() { get "http://$host:8000/plain"; get -0 "http://$host:8080/stream"; }

early_close() { get "http://$host:8080/short" || true; get "http://$host:8080/short-chunked"; }

refused() { get "http://10.20.0.2:81/" || true; get --local-port 40443 "http://10.20.0.2:8443/"; }

reset() { get "http://$host:8080/reset" || true; play give_up; }

unanswered() {
  on_server nft 'add table ip t; add chain ip t in { type filter hook input priority 0; }; add rule ip t in tcp dport 82 drop'
  get --connect-timeout 3.5 http://10.20.0.2:82/ || true
  on_server nft 'delete table ip t'
}

ipv6() { on_client curl -s -6 -g "http://[fd00::2]/"{index.html,item.json}; }

# A queue on the server's side that is too short for a window loses real segments, so real retransmissions follow.
loss() {
  on_server tc qdisc add dev cable root tbf rate 20mbit burst 4k limit 12k
  get "http://$host/big.txt"
  on_server tc qdisc del dev cable root
}

half_close() { play half_close; }

port_reuse() { play port_reuse; }

. "$here/make/messages.sh"
. "$here/make/meaning.sh"
. "$here/make/beyond.sh"

lay_cable
start_servers
start_others
capture keep-alive.pcap keep_alive
capture one-each.pcap one_each
capture pipelined.pcap pipelined
capture head-of-line.pcap head_of_line
capture chunked.pcap chunked
capture gzip.pcap gzip
capture post-continue.pcapng post_continue
capture head-and-304.pcap head_and_304
capture browser.pcap browser
capture close-delimited.pcap close_delimited
capture early-close.pcap early_close
capture refused.pcap refused
capture reset.pcap reset
capture unanswered.pcap unanswered
capture ipv6.pcap ipv6
capture loss.pcap loss
capture half-close.pcap half_close
capture port-reuse.pcap port_reuse
capture codings.pcap codings
capture multipart-upload.pcap multipart_upload
capture chunked-trailers.pcap chunked_trailers
capture pipelined-head.pcap pipelined_head
capture interim.pcap interim
capture expect-failed.pcap expect_failed
capture http10.pcap http10
capture cookies.pcap cookies
capture redirects.pcap redirects
capture revalidation.pcap revalidation
capture range.pcap range
capture auth.pcap auth
capture webdav.pcap webdav
capture websocket.pcap websocket
capture websocket-deflate.pcap websocket_deflate
capture tls.pcap tls
capture tls13.pcap tls13
capture dns-then-http.pcap dns_then_http
capture proxy-get.pcap proxy_get
capture connect-tunnel.pcap connect_tunnel
capture connect-tls.pcap connect_tls
capture h2c-prior.pcap h2c_prior
capture h2c-upgrade.pcap h2c_upgrade
capture failing.pcap failing
command gzip -9nc "$out/keep-alive.pcap" >"$out/keep-alive.pcap.gz"
"$here/make/bodies.sh" "$work" >"$out/bodies.tsv"
