"""A client for what curl cannot be asked to do: client.py HOST ADDRESS PART."""

import socket
import struct
import sys
import time

host, address, part = sys.argv[1:]


def request(method, path, *fields):
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {host}", *fields, "", ""]).encode()


def connect(port, source=0, buffer=0):
    s = socket.socket()
    if buffer:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if source:
        s.bind(("", source))
    s.settimeout(5)
    s.connect((address, port))
    return s


def drain(s):
    """Reads until the other end closes."""
    while s.recv(65536):
        pass


def abort(s):
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    s.close()


def pipelined():
    """All requests of a connection at once, a HEAD and one that is not there among them."""
    s = connect(80)
    s.sendall(request("GET", "/item.json") + request("HEAD", "/notes.txt") + request("GET", "/notes.txt")
              + request("GET", "/missing") + request("GET", "/index.html", "Connection: close"))
    drain(s)
    s.close()


def pipelined_hint():
    """An interim response among pipelined ones; the last request is cut across two segments."""
    s = connect(8080)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    last = request("GET", "/closing")
    s.sendall(request("GET", "/plain") + request("HEAD", "/hinted") + request("GET", "/hinted") + last[:20])
    time.sleep(0.05)
    s.sendall(last[20:])
    drain(s)
    s.close()


def head_of_line():
    """Three requests at once, of which the first takes long: the others' responses wait behind its."""
    s = connect(8080)
    s.sendall(request("GET", "/thinking") + request("GET", "/plain") + request("GET", "/closing"))
    drain(s)
    s.close()


def half_close():
    """Says that it will send no more before the response begins."""
    s = connect(8080)
    s.sendall(request("GET", "/slow", "Connection: close"))
    s.shutdown(socket.SHUT_WR)
    drain(s)
    s.close()


def give_up():
    """Resets the connection when the first bytes of a long response arrive."""
    s = connect(80, buffer=8192)
    s.sendall(request("GET", "/big.txt"))
    s.recv(100)
    abort(s)


def port_reuse():
    """Three connections between the same ports: reset by the client, closed by the server, closed by the client."""
    s = connect(8080, 40000)
    s.sendall(request("GET", "/plain"))
    s.recv(65536)
    abort(s)
    s = connect(8080, 40000)
    s.sendall(request("GET", "/closing"))
    drain(s)
    s.close()
    time.sleep(0.1)
    s = connect(8080, 40000)
    s.sendall(request("GET", "/plain"))
    s.recv(65536)
    s.close()


def pipelined_head():
    """Seven requests at once, of which only the third, the sixth and the last are answered with a body."""
    s = connect(80)
    s.sendall(request("HEAD", "/notes.txt") + request("HEAD", "/index.html") + request("GET", "/item.json")
              + request("GET", "/notes.txt", 'If-None-Match: "6553f100-bcc"')
              + request("GET", "/site.css", "If-Modified-Since: Tue, 14 Nov 2023 22:13:20 GMT")
              + request("GET", "/notes.txt", 'If-None-Match: "other"') + request("GET", "/logo.png", "Connection: close"))
    drain(s)
    s.close()


def trailers():
    """A request body in chunks with a trailer section behind it."""
    with open("sent/put.txt", "rb") as f:
        body = f.read()
    s = connect(80)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    s.sendall(request("PUT", "/upload/trailers.txt", "Transfer-Encoding: chunked", "Trailer: X-Lines", "Connection: close"))
    for a in range(0, len(body), 2500):
        piece = body[a : a + 2500]
        s.sendall(b"%X\r\n" % len(piece) + piece + b"\r\n")
        time.sleep(0.02)
    s.sendall(b"0\r\nX-Lines: %d\r\n\r\n" % body.count(b"\n"))
    drain(s)
    s.close()


def http09():
    """A request of the first HTTP: no version, no fields, and no head in the response."""
    s = connect(80)
    s.sendall(b"GET /item.json\r\n")
    drain(s)
    s.close()


globals()[part]()
