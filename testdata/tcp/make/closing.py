"""How connections end in order."""

import socket

from ends import ACK, PSH, drain, numbers, text, wait
from opening import finish, pair, talk


def close_four(client, server):
    c, s = pair(client, server)
    talk(c, s)
    finish(c, s)


def close_three(client, server):
    """The server's ACK waits for company, and its FIN comes in time to take it along."""
    c, s = pair(client, server)
    talk(c, s)
    talk(c, s)
    c.close()
    drain(s)
    s.close()
    wait(100)


def close_by_server(client, server):
    c, s = pair(client, server)
    talk(c, s)
    finish(s, c)


def close_with_data(client, server):
    """The last data and the FIN in one segment, each way."""
    c, s = pair(client, server)
    for end in (c, s):
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
    c.sendall(text(100))
    c.shutdown(socket.SHUT_WR)
    drain(s)
    s.sendall(text(200))
    s.close()
    drain(c)
    c.close()
    wait(100)


def simultaneous_close(client, server):
    """Each FIN is sent before the other's has come: both ends pass through CLOSING."""
    c, s = pair(client, server)
    talk(c, s)
    wait(80)
    client.slow()
    server.slow()
    client.hold(server, 60)
    server.hold(client, 60)
    c.close()
    s.close()
    wait(250)


def crossed_fin_lost(client, server):
    """The FINs cross, and the server's is lost, with its ACK: the client's, sent again, does not acknowledge it."""
    c, s = pair(client, server)
    talk(c, s)
    wait(80)
    client.slow()
    server.slow()
    client.hold(server, 60)
    server.hold(client, 60)
    client.drop("tcp dport 40000")
    c.close()
    s.close()
    wait(350)
    client.let_in()
    wait(900)


def half_close(client, server):
    """The client has said all; the server goes on for two seconds."""
    c, s = pair(client, server)
    c.sendall(text(60))
    c.shutdown(socket.SHUT_WR)
    drain(s)
    for _ in range(10):
        wait(200)
        s.sendall(text(300))
    s.close()
    drain(c)
    c.close()
    wait(100)


def fin_lost(client, server):
    """The FIN does not arrive, three times."""
    c, s = pair(client, server)
    talk(c, s)
    server.drop("tcp flags & fin == fin")
    c.close()
    wait(800)
    server.let_in()
    drain(s)
    s.close()
    wait(300)


def fin_ack_lost(client, server):
    """The FIN arrives and its ACK does not come back: the server sees the FIN again."""
    c, s = pair(client, server)
    talk(c, s)
    client.drop("tcp flags & (fin | syn) == 0")
    c.close()
    wait(800)
    client.let_in()
    wait(600)
    s.close()
    wait(100)


def last_ack_lost(client, server):
    """The ACK of the second FIN is lost: the FIN comes again, into TIME-WAIT, and is acknowledged again."""
    c, s = pair(client, server)
    talk(c, s)
    c.close()
    wait(80)
    server.drop("tcp flags & (fin | ack) == ack")
    s.close()
    wait(500)
    server.let_in()
    wait(1000)


def data_after_fin(client, server):
    """A segment of a hand that is not the client's, with data past its FIN: RFC 9293 section 3.10.7.4, seventh."""
    c, s = pair(client, server)
    talk(c, s)
    c.shutdown(socket.SHUT_WR)
    wait(80)
    sent, received = numbers(s)
    client.inject(c.getsockname(), s.getsockname(), PSH | ACK, received, sent, text(32))
    wait(80)
    s.sendall(text(40))
    wait(80)
    s.close()
    drain(c)
    c.close()
    wait(100)
