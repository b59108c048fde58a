#!/usr/bin/env bash
# Makes the captures here anew, from the kernel's TCP between two network namespaces, seen from the client's side.
#
#   internal/delay/testdata/make.sh [NAME...]     all of them, or those named
#
# Needs root, tcpdump, ethtool, iproute2, nftables and python3. Touches nothing outside its namespaces and this directory.
# Times, ports and sequence numbers are others each time; captures_test.go names the frames.
set -euo pipefail
cd "$(dirname "$0")"
client=wdc$$ server=wds$$
dump= peer= asks=
trap 'for pid in $dump $peer $asks; do kill $pid 2>/dev/null || true; done; for n in $client $server; do ip netns del $n || true; done' EXIT

for n in $client $server; do
  ip netns add $n
  ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
done
ip link add cable address 02:00:00:00:00:01 netns $client type veth peer name cable address 02:00:00:00:00:02 netns $server
ip -n $client addr add 10.20.0.1/24 dev cable
ip -n $server addr add 10.20.0.2/24 dev cable
for n in $client $server; do
  ip netns exec $n ethtool -K cable tso off gso off gro off tx off >/dev/null
  ip -n $n link set cable up
done

for name in ${*:-given-up reset-by-client closed reset-by-server captured-to-its-end half-closed closed-already \
  head-then-body head-then-body-no-delay no-path}; do
  ip netns exec $server nft flush ruleset
  ip netns exec $client tcpdump -i cable -s 0 -U --immediate-mode -Z root -w $name.pcap 'ip or arp' 2>/dev/null & dump=$!
  sleep 0.5
  ip netns exec $server python3 talk.py server $name & peer=$!
  until ip netns exec $server ss -Hltn | grep -q :80; do sleep 0.1; done
  if [ $name = no-path ]; then # what the client sends behind the handshake does not arrive
    (trap - EXIT; sleep 1.5; ip netns exec $server nft 'table ip no { chain path { type filter hook input priority 0; tcp dport 80 drop; }; }') &
  fi
  if [ $name = captured-to-its-end ]; then # the client waits for longer than is captured
    ip netns exec $client python3 talk.py client $name & asks=$!
    sleep 1.2
    ip netns exec $client python3 -c 'import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b"", ("10.20.0.2", 9))'
  else
    ip netns exec $client python3 talk.py client $name
  fi
  sleep 0.3
  kill -TERM $dump
  wait $dump 2>/dev/null || true
  kill $peer $asks 2>/dev/null || true
  wait $peer 2>/dev/null || true
done
