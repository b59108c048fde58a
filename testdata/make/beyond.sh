# Cases in which a connection carries more than HTTP/1, or is one of several that belong together. Sourced by make.sh.

talk() { on_client timeout 20 /usr/bin/python3 talk.py client 10.20.0.2 8765 "$1"; }

websocket() { talk plain; }

websocket_deflate() { talk deflate; }

secure() { get --http1.1 --cacert cert.pem "$@"; }

tls() { secure --tls-max 1.2 "https://$host/"{index.html,item.json}; }

tls13() { secure "https://$host/"{index.html,item.json}; }

dns_then_http() { on_client unshare -m sh -c "$instead" resolv.conf /etc/resolv.conf curl -s "http://$host/item.json"; }

through_proxy() { on_client curl -s -x http://10.20.0.2:3128 "$@"; }

proxy_get() {
  through_proxy "http://$origin/"{index.html,missing}
  through_proxy -X PUT -T sent/seen.json "http://$origin/upload/seen.json"
}

connect_tunnel() {
  through_proxy -p "http://$origin/"{index.html,item.json}
  through_proxy -p "http://$origin:25/"
}

connect_tls() { through_proxy --http1.1 --cacert cert.pem "https://$origin/item.json"; }

h2c_prior() { get --http2-prior-knowledge "http://$host:8084/index.html"; }

h2c_upgrade() { get --http2 "http://$host:8081/notes.txt"; }
