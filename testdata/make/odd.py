"""A server that answers lawfully but oddly, or breaks off: one oddity a path.

odd.py DIR ADDRESS PORT serves the files that content.py wrote to DIR."""

import base64
import gzip
import hashlib
import os
import socket
import struct
import sys
import threading
import time
import zlib

root = sys.argv[1]


def chunk(data, extension=""):
    return f"{len(data):x}{extension}\r\n".encode() + data + b"\r\n"


def slow(conn, pieces, pause=0.03):
    """Sends each piece in a segment of its own."""
    for piece in pieces:
        conn.sendall(piece)
        time.sleep(pause)


def plain(conn, body, head_only=False):
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    conn.sendall(head.encode() + (b"" if head_only else body))


def extensions(conn, body):
    conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: Chunked\r\n\r\n"
                 + chunk(body[:300], ";step=1") + chunk(body[300:700], ';note="a;b"') + chunk(body[700:], " ; last")
                 + b"000;done\r\n\r\n")


def trailer(conn, body):
    conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\nTrailer: X-Lines\r\n\r\n"
                 + chunk(body[:256]) + chunk(body[256:])
                 + b"0\r\nX-Lines: %d\r\nX-Checked: yes\r\n\r\n" % body.count(b"\n"))


def trailers(conn, body):
    """Content in gzip, the chunks in segments of their own, and what is only known at the end in the trailer section."""
    packed = gzip.compress(body, 9, mtime=0)
    digest = base64.b64encode(hashlib.sha256(packed).digest())
    slow(conn, [b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
                b"Trailer: Content-Digest, Server-Timing\r\n\r\n"]
         + [chunk(packed[a : a + 400]) for a in range(0, len(packed), 400)]
         + [b"0\r\nContent-Digest: sha-256=:" + digest + b":\r\nServer-Timing: pack;dur=4.2\r\n\r\n"])


def split(conn, body):
    """Cuts the head, chunk sizes and line ends across segments."""
    wire = (b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk(body[:160]) + chunk(body[160:]) + b"0\r\n\r\n")
    size = wire.index(b"\r\n\r\n") + 4
    cuts = [5, 40, size - 3, size - 1, size + 1, size + 3, size + 50, size + 165, size + 167, len(wire) - 4, len(wire) - 1]
    slow(conn, [wire[a:b] for a, b in zip([0] + cuts, cuts + [len(wire)])])


def hinted(conn, body):
    conn.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </site.css>; rel=preload\r\n\r\n")
    plain(conn, body)


def encoded(conn, body):
    conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: deflate\r\n"
                 b"Content-Length: %d\r\n\r\n" % len(body) + body)


def zlib_deflate(conn, body):
    encoded(conn, zlib.compress(body))


def raw_deflate(conn, body):
    packer = zlib.compressobj(wbits=-15)
    encoded(conn, packer.compress(body) + packer.flush())


def stream(conn, body):
    """Says nothing of the length: the end of the connection is the end of the body."""
    slow(conn, [b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n", body[:2000], body[2000:]])
    return "close"


def short(conn, body):
    slow(conn, [b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\n", body])
    return "close"


def short_chunked(conn, body):
    slow(conn, [b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n",
                chunk(body[:700]), b"400\r\n" + body[700:]])
    return "close"


def reset(conn, body):
    slow(conn, [b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9000\r\n\r\n", body])
    return "reset"


def late(conn, body):
    time.sleep(0.2)
    plain(conn, body)
    return "close"


def thinking(conn, body):
    time.sleep(0.3)
    plain(conn, body)


def closing(conn, body):
    plain(conn, body)
    return "close"


ANSWERS = {
    "/plain": plain, "/extensions": extensions, "/trailer": trailer, "/trailers": trailers, "/split": split, "/hinted": hinted,
    "/zlib": zlib_deflate, "/deflate": raw_deflate, "/stream": stream, "/short": short,
    "/short-chunked": short_chunked, "/reset": reset, "/slow": late, "/thinking": thinking, "/closing": closing,
}
FILES = {"/closing": "plain", "/thinking": "plain"}


def serve(conn):
    conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    requests = conn.makefile("rb")
    end = ""
    try:
        while not end:
            line = requests.readline().decode()
            if not line:
                break
            while requests.readline() not in (b"\r\n", b""):
                pass
            method, path, _ = line.split()
            with open(os.path.join(root, FILES.get(path, path[1:])), "rb") as f:
                body = f.read()
            if method == "HEAD":
                plain(conn, body, head_only=True)
            else:
                end = ANSWERS[path](conn, body)
    except ConnectionError:
        end = "reset"
    if end == "reset":
        conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    requests.close()
    conn.close()


listener = socket.create_server((sys.argv[2], int(sys.argv[3])))
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
