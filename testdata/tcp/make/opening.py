"""How connections begin."""

import socket

from ends import ACK, FIN, MSG_FASTOPEN, SYN, reset, start, text, wait


def pair(client, server, port=40000, listener=None, **options):
    """An open connection: the client's socket and the server's."""
    listener = listener or server.listen()
    c = client.bound(port, **options)
    c.connect(listener.getsockname())
    s, _ = listener.accept()
    server.kept.append(s)
    return c, s


def talk(c, s, size=40):
    """A question and its answer."""
    c.sendall(text(size))
    s.recv(65536)
    s.sendall(text(size))
    c.recv(65536)


def finish(c, s):
    """The client closes, the server a moment later."""
    c.close()
    wait(80)
    s.close()
    wait(80)


def handshake(client, server):
    """Nothing is slow and nothing is lost."""
    c, s = pair(client, server, listener=server.listen())
    talk(c, s)
    finish(c, s)


def crossing(client, server, milliseconds=60):
    """Both ends connect, and neither has heard of the other's SYN."""
    a, b = client.bound(40000), server.bound(8000)
    client.slow()
    server.slow()
    client.hold(server, milliseconds)
    server.hold(client, milliseconds)
    start(a, b)
    start(b, a)
    return a, b


def simultaneous_open(client, server):
    a, b = crossing(client, server)
    wait(200)
    a.setblocking(True)
    b.setblocking(True)
    talk(a, b)
    finish(a, b)


def syn_retransmitted(client, server):
    listener = server.listen()
    server.drop("tcp flags & (syn | ack) == syn")
    c = client.bound(40000)
    start(c, listener)
    wait(2500)
    server.let_in()
    s, _ = listener.accept()
    c.setblocking(True)
    talk(c, s)
    finish(c, s)


def syn_ack_retransmitted(client, server):
    """The SYN-ACK is lost behind the capture, so both ends send again."""
    listener = server.listen()
    client.drop("tcp flags & (syn | ack) == syn | ack")
    c = client.bound(40000)
    start(c, listener)
    wait(1500)
    client.let_in()
    s, _ = listener.accept()
    c.setblocking(True)
    talk(c, s)
    finish(c, s)


def handshake_ack_lost(client, server):
    """The client thinks the connection open, the server sends its SYN-ACK again."""
    listener = server.listen()
    server.drop("tcp flags & (syn | ack) == ack")
    c = client.bound(40000)
    c.connect(listener.getsockname())
    wait(1500)
    server.let_in()
    s, _ = listener.accept()
    talk(c, s)
    finish(c, s)


def unanswered(client, server):
    client.set(tcp_syn_retries=3, tcp_syn_linear_timeouts=1)
    listener = server.listen()
    server.drop("tcp dport 8000")
    start(client.bound(40000), listener)
    wait(7500)


def refused(client, server):
    nobody = server.bound(8000)  # bound, but it does not listen
    start(client.bound(40000), nobody)
    wait(100)


def scanned(client, server):
    """Segments by another hand that belong to no connection: SYN with FIN, FIN without ACK, and a bare ACK."""
    listener = server.listen()
    for port, flags, to in ((40000, SYN | FIN, 8000), (40001, SYN | FIN, 8001), (40002, FIN, 8001), (40003, ACK, 8000)):
        client.inject((client.address, port), (listener.getsockname()[0], to), flags, 1000, 5000 if flags & ACK else 0)
        wait(50)


def fast_open(client, server):
    """A cookie is asked for; data comes with it; and the server, having changed its key, does not know it any more."""
    client.set(tcp_fastopen=3)
    server.set(tcp_fastopen=3)
    listener = server.listen(TCP_FASTOPEN=8)
    for port in (40000, 40001, 40002):
        if port == 40002:
            server.set(tcp_fastopen_key="11111111-22222222-33333333-44444444")
        c = client.bound(port)
        c.setblocking(True)  # otherwise the data would not be taken before the answer to the SYN
        c.sendto(text(64), MSG_FASTOPEN, listener.getsockname())
        s, _ = listener.accept()
        server.kept.append(s)
        s.recv(65536)
        s.sendall(text(32))
        c.recv(65536)
        finish(c, s)


def syn_cookies(client, server):
    """With timestamps the cookie holds the options; without them the server cannot offer any but MSS."""
    server.set(tcp_syncookies=2)
    listener = server.listen()
    for port in (40000, 40001):
        c, s = pair(client, server, port, listener)
        talk(c, s)
        finish(c, s)
        client.set(tcp_timestamps=0)


def syn_received_reset(client, server):
    """A SYN of which the client's own kernel knows nothing: it answers the SYN-ACK with RST."""
    listener = server.listen()
    client.inject((client.address, 40000), listener.getsockname(), SYN, 1000)
    wait(200)


def syn_received_left(client, server):
    """The same, but the RST is lost: the server repeats its SYN-ACK and gives up."""
    server.set(tcp_synack_retries=1)
    listener = server.listen()
    server.drop("tcp flags & rst == rst")
    client.inject((client.address, 40000), listener.getsockname(), SYN, 1000)
    wait(3500)


def late_syn_ack(client, server):
    """Both SYNs cross, and the server's SYN-ACK takes its time: the client stays in SYN-RECEIVED."""
    a, b = crossing(client, server)
    server.hold(client, 100)
    wait(130)
    return a, b


def syn_received_closed(client, server):
    a, b = late_syn_ack(client, server)
    a.close()
    wait(400)
    b.close()
    wait(100)


def simultaneous_open_reset(client, server):
    a, _ = late_syn_ack(client, server)
    reset(a)
    wait(400)


def syn_ack_wrong(client, server):
    """A SYN-ACK that acknowledges nothing the client sent, as one of an old connection would: RFC 9293 figure 8."""
    listener = server.listen()
    server.drop("tcp flags & (syn | ack) == syn")
    c = client.bound(40000, isn=5000)
    start(c, listener)
    wait(100)
    server.inject(listener.getsockname(), (client.address, 40000), SYN | ACK, 90000, 4001)
    wait(100)
    server.let_in()
    s, _ = listener.accept()
    c.setblocking(True)
    talk(c, s)
    finish(c, s)


def ipv6(client, server):
    listener = server.listen(family=socket.AF_INET6)
    c, s = pair(client, server, 40000, listener, family=socket.AF_INET6)
    talk(c, s, 600)
    finish(c, s)
