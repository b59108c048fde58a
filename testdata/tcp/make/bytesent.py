"""What becomes of the bytes: lost, late, twice, held back, urgent, past the end of the numbers."""

import fcntl
import socket
import struct
import termios

from ends import ACK, PSH, drain, numbers, text, wait
from opening import finish, pair, talk

SEGMENT = 536
NTH = "tcp dport 8000 meta length > 500 numgen inc mod 1000 == %d"  # counts what carries a full segment


def small(client, server, **options):
    """A connection with small segments, so that a flight of them is a small capture."""
    c, s = pair(client, server, TCP_MAXSEG=SEGMENT + 12, **options)  # 12 bytes go to the timestamps
    talk(c, s)
    wait(80)
    return c, s


def receive(s, size):
    while size > 0:
        size -= len(s.recv(65536))


def received_bytes(s):
    """How many bytes wait to be read."""
    return struct.unpack("i", fcntl.ioctl(s, termios.FIONREAD, bytes(4)))[0]


def zero_window(client, server):
    """The server does not read; probes are answered with a window of 0 until it does."""
    c, s = pair(client, server, listener=server.listen(SO_RCVBUF=2304))
    c.setblocking(False)
    left = text(6000)
    left = left[c.send(left):]
    wait(1800)
    c.setblocking(True)
    receive(s, 6000 - len(left))
    c.sendall(left)
    receive(s, len(left))
    wait(80)
    finish(c, s)


def window_full(client, server):
    """The server reads slowly: its window is filled, and opens a little at a time."""
    c, s = pair(client, server, listener=server.listen(SO_RCVBUF=4096), TCP_MAXSEG=SEGMENT + 12)
    c.setblocking(False)
    c.send(text(8000))
    got = 0
    while got < 8000:
        wait(60)
        got += len(s.recv(800))
    finish(c, s)


def probe_with_byte(client, server):
    """The window is zero, and another hand sends the next byte alone, as other systems than Linux probe."""
    c, s = pair(client, server, listener=server.listen(SO_RCVBUF=2304))
    c.setblocking(False)
    c.send(text(6000))
    wait(100)
    sent, received = numbers(s)
    client.inject(c.getsockname(), s.getsockname(), PSH | ACK, received, sent, text(6000)[received_bytes(s):][:1])
    wait(100)
    receive(s, 6000)
    wait(80)
    finish(c, s)


def fast_retransmission(client, server):
    """One segment of ten is lost behind the capture; SACK says which."""
    c, s = small(client, server)
    server.drop(NTH % 2)
    c.sendall(text(10 * SEGMENT))
    receive(s, 10 * SEGMENT)
    wait(100)
    finish(c, s)


def two_holes(client, server):
    """Two segments of twelve are lost: SACK with two blocks."""
    c, s = small(client, server)
    server.drop(NTH % 1)
    server.drop(NTH % 3)
    c.sendall(text(10 * SEGMENT))
    receive(s, 10 * SEGMENT)
    wait(100)
    finish(c, s)


def no_sack(client, server):
    """One segment of ten is lost, and SACK was not agreed on: duplicate ACKs alone say so."""
    client.set(tcp_sack=0)
    fast_retransmission(client, server)


def lost_before_capture(client, server):
    """One segment of the server's is lost before the capture: a hole, then what fills it, out of order."""
    c, s = pair(client, server, listener=server.listen(TCP_MAXSEG=SEGMENT + 12))
    talk(c, s)
    wait(80)
    server.run("ip", "link", "add", "sink", "type", "veth", "peer", "name", "beyond")
    for half in ("sink", "beyond"):
        server.run("ip", "link", "set", half, "up")
    server.run("nft", "add table netdev t; add chain netdev t leaving { type filter hook egress device cable priority 0; };"
               "add rule netdev t leaving tcp sport 8000 meta length > 500 numgen inc mod 1000 == 2 fwd to sink")
    s.sendall(text(10 * SEGMENT))
    receive(c, 10 * SEGMENT)
    wait(100)
    finish(c, s)


def retransmission_timeout(client, server):
    """Nothing arrives for a second."""
    client.set(tcp_early_retrans=0)
    c, s = small(client, server)
    server.drop("tcp dport 8000")
    c.sendall(text(SEGMENT))
    wait(1000)
    server.let_in()
    receive(s, SEGMENT)
    wait(100)
    finish(c, s)


def tail_loss_probe(client, server):
    """The last segment of four is lost; no later one can betray that, so the sender probes with it."""
    c, s = small(client, server)
    server.drop(NTH % 3)
    c.sendall(text(4 * SEGMENT))
    receive(s, 4 * SEGMENT)
    wait(100)
    finish(c, s)


def duplicate_sack(client, server):
    """ACKs are lost, so data comes twice, and the server says so with D-SACK."""
    c, s = small(client, server)
    client.drop("tcp sport 8000")
    c.sendall(text(2 * SEGMENT))
    wait(400)
    client.let_in()
    receive(s, 2 * SEGMENT)
    wait(800)
    finish(c, s)


def reordered(client, server):
    """The second of four segments takes a slower way than the others, and comes last."""
    server.set(tcp_recovery=0, tcp_early_retrans=0)  # so that the server does not take it for lost
    c, s = pair(client, server, listener=server.listen(TCP_MAXSEG=SEGMENT + 12))
    talk(c, s)
    wait(80)
    for step in (["qdisc", "add", "dev", "cable", "root", "handle", "1:", "htb", "default", "10"],
                 ["class", "add", "dev", "cable", "parent", "1:", "classid", "1:10", "htb", "rate", "1gbit", "quantum", "1514"],
                 ["class", "add", "dev", "cable", "parent", "1:", "classid", "1:20", "htb", "rate", "800kbit", "burst", "1600",
                  "cburst", "1600"]):
        server.run("tc", *step)
    server.run("nft", "add chain inet t leaving { type route hook output priority 0; };"
               "add rule inet t leaving tcp sport 8000 meta length > 500 numgen inc mod 1000 == 1 meta priority set 1:20")
    filler = server.open(kind=socket.SOCK_DGRAM)
    filler.setsockopt(socket.SOL_SOCKET, socket.SO_PRIORITY, 0x10020)
    sink = client.open(kind=socket.SOCK_DGRAM)
    sink.bind((client.address, 0))
    for _ in range(3):  # 10 ms each on the slower way
        filler.sendto(bytes(960), sink.getsockname())
    s.sendall(text(4 * SEGMENT))
    receive(c, 4 * SEGMENT)
    wait(100)
    finish(c, s)


def duplicated(client, server):
    """Each of the client's segments arrives twice; the server acknowledges the second with D-SACK."""
    c, s = small(client, server)
    client.run("nft", "add table netdev t; add chain netdev t leaving { type filter hook egress device cable priority 0; };"
               "add rule netdev t leaving tcp dport 8000 meta mark != 7 meta mark set 7 dup to cable")
    talk(c, s, 400)
    wait(80)
    talk(c, s, 400)
    finish(c, s)


def mirrored(client, server):
    """One copy on the wire, two in the capture."""
    c, s = pair(client, server)
    talk(c, s, 400)
    wait(80)
    finish(c, s)


def urgent(client, server):
    c, s = pair(client, server)
    c.sendall(b"before ")
    c.send(b"!", socket.MSG_OOB)
    c.sendall(b" after")
    wait(50)
    s.recv(100)
    s.recv(1, socket.MSG_OOB)
    c.send(b"urgent up to its last byte: ?", socket.MSG_OOB)
    c.close()
    wait(80)
    drain(s)
    s.close()
    wait(80)


def no_flags(client, server):
    """A segment by another hand without any flag, as a port scan sends it: it is not answered."""
    c, s = pair(client, server)
    talk(c, s)
    sent, received = numbers(c)
    client.inject(c.getsockname(), s.getsockname(), 0, sent, received)
    wait(80)
    finish(c, s)


def wrapped(client, server):
    """The numbers end at the SYN, in the middle of a segment, between two segments, and at the FIN."""
    listener = server.listen()
    for port, before in ((40000, 0), (40001, 700), (40002, 2 * SEGMENT), (40003, 1 + 3 * SEGMENT)):
        c, s = pair(client, server, port, listener, isn=2**32 - 1 - before, TCP_MAXSEG=SEGMENT + 12)
        c.sendall(text(3 * SEGMENT))
        receive(s, 3 * SEGMENT)
        s.sendall(text(20))
        c.recv(100)
        finish(c, s)
    wait(50)


def wrapped_and_lost(client, server):
    """The numbers end while a hole is open on each side of the end."""
    c, s = pair(client, server, isn=2**32 - 1 - 5 * SEGMENT, TCP_MAXSEG=SEGMENT + 12)
    wait(80)
    server.drop(NTH % 3)
    server.drop(NTH % 5)
    c.sendall(text(10 * SEGMENT))
    receive(s, 10 * SEGMENT)
    wait(100)
    finish(c, s)


def long_talk(client, server):
    """An ordinary connection, of which other captures are cut: the pauses keep its frames in one order."""
    c, s = pair(client, server)
    for _ in range(3):
        c.sendall(text(500))
        receive(s, 500)
        wait(60)
        s.sendall(text(100))
        c.recv(200)
        wait(60)
    finish(c, s)


snapped = long_talk  # captured with a short snapshot length
