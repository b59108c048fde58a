"""Both ends of the connections of make.sh: talk.py client|server NAME."""
import socket
import struct
import sys
import time

end, name = sys.argv[1:]
REQUEST = b"GET /report HTTP/1.1\r\nHost: www.example.test\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 400\r\n\r\n"


def reset(s):
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    s.close()


def serve():
    listening = socket.create_server(("10.20.0.2", 80))
    s, _ = listening.accept()
    if name == "closed-already":
        time.sleep(0.1)
        s.close()
        time.sleep(0.5)
        return
    s.recv(4096)
    if name == "closed":
        time.sleep(0.5)
        s.close()
    elif name == "reset-by-server":
        time.sleep(0.5)
        reset(s)
    elif name == "half-closed":
        time.sleep(0.8)
        s.close()
    elif name.startswith("head-then-body"):
        if name.endswith("no-delay"):
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        s.sendall(HEAD)
        s.sendall(400 * b"x")
        s.recv(1)
        s.close()
    else:
        time.sleep(10)


def ask():
    s = socket.create_connection(("10.20.0.2", 80))
    if name == "closed-already":
        time.sleep(0.3)
    if name == "no-path":
        time.sleep(2.5)
    s.sendall(REQUEST)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 0)
    s.settimeout({"given-up": 1, "reset-by-client": 0.7, "no-path": 2}.get(name, 5))
    if name == "half-closed":
        s.shutdown(socket.SHUT_WR)
    try:
        got = 0
        while b := s.recv(4096):
            got += len(b)
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 0)
            if got >= len(HEAD) + 400:
                break
    except OSError:
        pass
    if name == "reset-by-client":
        reset(s)
    else:
        s.close()


{"server": serve, "client": ask}[end]()
