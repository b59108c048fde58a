"""The same pair of ports again, and connections that are idle for long."""

from ends import ACK, numbers, reset, vanish, wait
from opening import finish, pair, talk


def time_wait_reused(client, server):
    """The client, in TIME-WAIT, connects again; then the server is in TIME-WAIT and takes the client's new SYN."""
    client.set(tcp_tw_reuse=1)
    listener = server.listen()
    for port in (40000, 40001):
        for _ in range(2):
            c, s = pair(client, server, port, listener)
            talk(c, s)
            finish(*((c, s) if port == 40000 else (s, c)))
            wait(1200 if port == 40000 else 100)


def time_wait_old_number(client, server):
    """The new SYN's number is below the old connection's: TIME-WAIT answers with ACK, the client resets that and tries again."""
    client.set(tcp_timestamps=0)
    listener = server.listen()
    for isn in (2_000_000_000, 1_900_000_000):
        c, s = pair(client, server, 40000, listener, isn=isn)
        talk(c, s)
        finish(s, c)


def time_wait_over(client, server):
    """2 MSL, by the RFC's measure, after the close: a segment by another hand, which no connection awaits any more."""
    c, s = pair(client, server)
    talk(c, s)
    sent, received = numbers(c)
    here, there = c.getsockname(), s.getsockname()
    finish(c, s)
    wait(240_500)
    client.inject(here, there, ACK, sent + 1, received + 1)
    wait(80)


def reset_then_reused(client, server):
    listener = server.listen()
    c, s = pair(client, server, 40000, listener)
    talk(c, s)
    reset(c)
    wait(50)
    c, s = pair(client, server, 40000, listener)
    talk(c, s)
    finish(c, s)


def refused_then_open(client, server):
    """Nobody listens yet; the client tries again from the same port."""
    c, nobody = client.bound(40000), server.bound(8000)
    try:
        c.connect(nobody.getsockname())
    except ConnectionRefusedError:
        c.close()
    nobody.close()
    wait(50)
    finish(*pair(client, server))


def refused_again(client, server):
    """The same, by the same number."""
    c, nobody = client.bound(40000, isn=7000), server.bound(8000)
    try:
        c.connect(nobody.getsockname())
    except ConnectionRefusedError:
        c.close()
    nobody.close()
    wait(50)
    c, s = pair(client, server, isn=7000)
    talk(c, s)
    finish(c, s)


def keep_alive(client, server):
    c, s = pair(client, server, TCP_KEEPIDLE=1, TCP_KEEPINTVL=1, SO_KEEPALIVE=1)
    talk(c, s)
    wait(3500)
    finish(c, s)


def keep_alive_vanished(client, server):
    """The server's side goes silent; after three probes the client gives up, with a RST."""
    c, s = pair(client, server, TCP_KEEPIDLE=1, TCP_KEEPINTVL=1, TCP_KEEPCNT=3, SO_KEEPALIVE=1)
    talk(c, s)
    wait(80)
    server.drop("tcp dport 8000")
    wait(4500)


def keep_alive_forgotten(client, server):
    """The server's host has lost its memory: the first probe is answered with RST."""
    c, s = pair(client, server, TCP_KEEPIDLE=1, TCP_KEEPINTVL=1, SO_KEEPALIVE=1)
    talk(c, s)
    vanish(s)
    wait(1500)
