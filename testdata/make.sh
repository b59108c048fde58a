#!/usr/bin/env bash
# Makes the captures of testdata/pcaps anew, and bodies.tsv beside them, from real programs in two network namespaces.
#
#   testdata/make.sh [NAME...]     all of them, or those named
#
# Needs root and Debian's nginx-light, curl, tcpdump, ethtool, iproute2, nftables and python3; for the pcapng one
# Wireshark's dumpcap as well. Touches nothing outside its namespaces, its temporary directory and testdata/pcaps.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$here/pcaps
wanted=("$@")
host=www.example.test
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
  ip -n "$client" addr add fd00::1/64 dev cable
  ip -n "$server" addr add fd00::2/64 dev cable
}

start_servers() {
  cp "$here"/make/* "$work"
  cd "$work"
  mkdir tmp www
  python3 content.py .
  mkdir www/upload www/limited
  # Called outright, not through a function, so that $! is the program itself.
  ip netns exec "$server" nginx -p "$work/" -c nginx.conf -e stderr 2>nginx.log & pids+=($!)
  ip netns exec "$server" python3 -m http.server --bind 10.20.0.2 --directory odd 8000 >/dev/null 2>&1 & pids+=($!)
  ip netns exec "$server" python3 odd.py odd 10.20.0.2 8080 & pids+=($!)
  for port in 80 8000 8080; do until_true on_client curl -s "http://10.20.0.2:$port/plain"; done
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

get() { on_client curl -s -g --resolve "$host:80:10.20.0.2" --resolve "$host:8080:10.20.0.2" --resolve "$host:8000:10.20.0.2" "$@"; }
play() { on_client timeout 20 python3 client.py "$host" 10.20.0.2 "$1"; }

keep_alive() { get "http://$host/"{index.html,item.json,site.css,logo.png} "http://$host/item.json?id=17&lang=zh"; }

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

lay_cable
start_servers
capture keep-alive.pcap keep_alive
capture pipelined.pcap pipelined
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
command gzip -9nc "$out/keep-alive.pcap" >"$out/keep-alive.pcap.gz"
"$here/make/bodies.sh" "$work" >"$out/bodies.tsv"
