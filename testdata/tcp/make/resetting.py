"""RST in each state, RST that must not be obeyed, and ends that are gone."""

import socket

from ends import ACK, RST, SYN, drain, numbers, reset, text, vanish, wait
from opening import finish, pair, talk


def reset_established(client, server):
    """SO_LINGER of 0 s: by the client, then on another connection by the server."""
    listener = server.listen()
    for port, by in ((40000, 0), (40001, 1)):
        ends = pair(client, server, port, listener)
        talk(*ends)
        reset(ends[by])
        wait(80)


def reset_unread(client, server):
    """The client closes with data unread: RST instead of FIN."""
    c, s = pair(client, server)
    c.sendall(text(40))
    s.recv(65536)
    s.sendall(text(400))
    wait(80)
    c.close()
    wait(80)


def reset_to_late_data(client, server):
    """The client closes in order; the server goes on sending to nobody."""
    c, s = pair(client, server)
    talk(c, s)
    c.close()
    wait(80)
    s.sendall(text(100))
    wait(80)


def reset_again(client, server):
    """The same, but several segments are under way when the first RST goes: each is answered."""
    c, s = pair(client, server)
    talk(c, s)
    c.close()
    wait(80)
    s.sendall(text(2000))
    wait(200)


def reset_fin_wait_1(client, server):
    """The FIN is lost, and the server resets."""
    c, s = pair(client, server)
    talk(c, s)
    server.drop("tcp flags & fin == fin")
    c.close()
    wait(20)
    reset(s)
    wait(100)


def reset_close_wait(client, server):
    """The server, in CLOSE-WAIT, resets; the client is in FIN-WAIT-2."""
    c, s = pair(client, server)
    talk(c, s)
    c.shutdown(socket.SHUT_WR)
    wait(100)
    reset(s)
    wait(100)


def reset_fin_wait_2(client, server):
    """The client, in FIN-WAIT-2, resets; the server is in CLOSE-WAIT."""
    c, s = pair(client, server)
    talk(c, s)
    c.shutdown(socket.SHUT_WR)
    wait(100)
    reset(c)
    wait(100)


def reset_last_ack(client, server):
    """The last ACK is lost and the client forgets its TIME-WAIT: the FIN that comes again is answered with RST."""
    c, s = pair(client, server)
    talk(c, s)
    c.close()
    wait(80)
    server.drop("tcp flags & (fin | ack) == ack")
    s.close()
    wait(20)
    client.abort_all()
    server.let_in()
    wait(500)


def reset_closing(client, server):
    """FINs cross, their ACKs are lost, and the client's socket is killed: the server's next FIN is answered with RST."""
    c, s = pair(client, server)
    talk(c, s)
    wait(80)
    for end, other in ((client, server), (server, client)):
        end.drop("tcp flags & (fin | ack) == ack")
        end.slow()
        end.hold(other, 60)
    c.close()
    s.close()
    wait(130)
    client.abort_all()
    wait(600)


def reset_time_wait(client, server):
    """A RST into TIME-WAIT, by a hand that is not the server's."""
    c, s = pair(client, server)
    talk(c, s)
    names = s.getsockname(), c.getsockname()
    sent, _ = numbers(s)
    finish(c, s)
    server.inject(*names, RST, sent + 1)
    wait(80)


def reset_by_firewall(client, server):
    """A rule at the client answers the server's data with RST; the client knows nothing of that and closes."""
    c, s = pair(client, server)
    talk(c, s)
    client.reset_all("tcp sport 8000")
    s.sendall(text(30))
    wait(100)
    c.close()
    wait(100)


def reset_outside_window(client, server):
    """RSTs by a hand that is not the client's, before the window and past it: nothing must happen."""
    c, s = pair(client, server)
    talk(c, s)
    sent, _ = numbers(c)
    for far in (-1, -100_000, 10_000_000, 2**31):
        client.inject(c.getsockname(), s.getsockname(), RST, sent + far)
        wait(20)
    talk(c, s)
    finish(c, s)


def challenge_to_reset(client, server):
    """A RST inside the window that is not the very next number: RFC 5961 section 3."""
    c, s = pair(client, server)
    talk(c, s)
    sent, _ = numbers(c)
    client.inject(c.getsockname(), s.getsockname(), RST, sent + 100)
    wait(100)
    talk(c, s)
    finish(c, s)


def challenge_to_syn(client, server):
    """A SYN into an open connection, inside the window: RFC 5961 section 4."""
    c, s = pair(client, server)
    talk(c, s)
    sent, _ = numbers(c)
    client.inject(c.getsockname(), s.getsockname(), SYN, sent + 100)
    wait(100)
    talk(c, s)
    finish(c, s)


def challenge_to_ack(client, server):
    """An ACK of what was never sent, and one of long ago: RFC 5961 section 5."""
    c, s = pair(client, server)
    talk(c, s)
    sent, received = numbers(c)
    client.inject(c.getsockname(), s.getsockname(), ACK, sent, received + 5000)
    wait(600)  # past the kernel's limit on challenges
    client.inject(c.getsockname(), s.getsockname(), ACK, sent, received - 1_000_000)
    wait(100)
    talk(c, s)
    finish(c, s)


def half_open_discovered(client, server):
    """The client's host loses its memory and connects from the same port: RFC 9293 figure 9."""
    listener = server.listen()
    c, s = pair(client, server, 40000, listener)
    talk(c, s)
    vanish(c)
    wait(100)
    c, s = pair(client, server, 40000, listener)
    talk(c, s)
    finish(c, s)


def half_open_data(client, server):
    """The client's host loses its memory and the server sends: RFC 9293 figure 10."""
    c, s = pair(client, server)
    talk(c, s)
    vanish(c)
    wait(50)
    s.sendall(text(40))
    wait(100)
