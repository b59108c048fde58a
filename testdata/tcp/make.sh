#!/usr/bin/env bash
# Makes the captures of testdata/tcp anew: what the kernel's own TCP does in each situation, between two network namespaces.
#
#   testdata/tcp/make.sh [NAME...]     all of them, or those named
#
# Needs root and Debian's tcpdump, ethtool, iproute2, nftables and python3, and a Linux that has TCP_REPAIR, tbf and htb.
# Touches nothing outside its namespaces, its temporary directory and testdata/tcp. Takes about seven minutes, four of which are a TIME-WAIT.
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
client=wtcpc$$ server=wtcps$$
running=

cleanup() {
  [ -z "$running" ] || kill "$running" 2>/dev/null || true
  ip netns del "$client" 2>/dev/null || true
  ip netns del "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

on_client() { ip netns exec "$client" "$@"; }

until_true() { # COMMAND...: tries for five seconds
  for _ in $(seq 100); do "$@" >/dev/null 2>&1 && return; sleep 0.05; done
  echo "make.sh: still not true after 5 s: $*" >&2
  exit 1
}

# Each situation gets namespaces of its own, so that no TIME-WAIT, cached route or rule of one is seen in another.
lay_cable() {
  local n
  for n in "$client" "$server"; do
    ip netns add "$n"
    ip netns exec "$n" sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv4.tcp_no_metrics_save=1 \
      net.ipv4.tcp_congestion_control=reno net.ipv4.tcp_ecn=0
    ip -n "$n" link set lo up
    ip netns exec "$n" nft 'add table inet t; add chain inet t arriving { type filter hook input priority 0; }'
  done
  ip link add cable address 02:00:00:00:00:01 netns "$client" type veth peer name cable address 02:00:00:00:00:02 netns "$server"
  for n in "$client" "$server"; do
    ip netns exec "$n" ethtool -K cable tso off gso off gro off tx off >/dev/null
    # TCP hands down several segments as one buffer whatever ethtool says; a rule that counts must see each alone.
    ip -n "$n" link set cable up gso_max_segs 1
  done
  ip -n "$client" addr add 10.30.0.1/24 dev cable
  ip -n "$server" addr add 10.30.0.2/24 dev cable
  ip -n "$client" addr add fd00:30::1/64 dev cable
  ip -n "$server" addr add fd00:30::2/64 dev cable
}

capture() { # NAME [INTERFACE [SNAPLEN]]: the TCP segments that pass the client's end while the situation NAME is played
  local name=$1 interface=${2:-cable} snaplen=${3:-0}
  lay_cable
  [ "$interface" = cable ] || lay_mirror
  ip netns exec "$client" tcpdump -i "$interface" -s "$snaplen" -U --immediate-mode -Z root -w "$work/$name.pcap" tcp \
    2>"$work/log" & running=$!
  until_true grep -q 'listening on' "$work/log"
  timeout 300 python3 "$here/make/play.py" "$client" "$server" "$name"
  sleep 0.2
  kill -TERM "$running"
  wait "$running" 2>/dev/null || true
  running=
  ip netns del "$client"
  ip netns del "$server"
  cat "$work/$name.pcap" >"$here/$name.pcap"
  echo "$name: $(stat -c %s "$here/$name.pcap") bytes"
}

# A mirror port that is told to copy what enters and what leaves two ports of one switch sees each segment twice.
lay_mirror() {
  on_client ip link add mirror type veth peer name beyond
  on_client ip link set mirror up
  on_client ip link set beyond up
  on_client tc qdisc add dev cable clsact
  local way
  for way in ingress egress; do
    on_client tc filter add dev cable "$way" protocol ip u32 match u32 0 0 \
      action mirred egress mirror dev mirror pipe action mirred egress mirror dev mirror
  done
}

cut() { # NAME FROM FRAMES...: NAME is FROM with only these frames, in this order
  local name=$1 from=$2; shift 2
  python3 "$here/make/cut.py" "$here/$from.pcap" "$here/$name.pcap" "$@"
  echo "$name: $(stat -c %s "$here/$name.pcap") bytes"
}

untimed() { # NAME FROM: NAME is FROM as pcapng without times
  python3 "$here/make/untimed.py" "$here/$2.pcap" "$here/$1.pcapng"
  echo "$1: $(stat -c %s "$here/$1.pcapng") bytes"
}

while read -r kind name rest; do
  case $kind in '#'* | '') continue ;; esac
  [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
  # shellcheck disable=SC2086 # the frames of a cut are words
  "$kind" "$name" $rest </dev/null
done <"$here/make/list"
