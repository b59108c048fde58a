"""The two ends of the cable, and what can be done to what arrives at them.

One process plays both ends: a socket belongs for good to the namespace it was made in, so each
situation reads as one sequence of steps."""

import ctypes
import os
import socket
import struct
import subprocess
import time

MSG_FASTOPEN = 0x20000000
TCP_REPAIR, TCP_REPAIR_QUEUE, TCP_QUEUE_SEQ = 19, 20, 21
REPAIR_ON, REPAIR_OFF = 1, -1  # off without the window probe that 0 would send
RECEIVED, SENT = 1, 2
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16

libc = ctypes.CDLL(None, use_errno=True)


class End:
    """One end: a namespace, its addresses, and the sockets and rules in it."""

    def __init__(self, namespace, address, address6):
        self.namespace, self.address, self.address6 = namespace, address, address6
        self.kept = []  # sockets that must not be closed because nobody names them any more

    def run(self, *command):
        subprocess.run(["ip", "netns", "exec", self.namespace, *command], check=True, stdout=subprocess.DEVNULL)

    def open(self, family=socket.AF_INET, kind=socket.SOCK_STREAM, protocol=0):
        with open("/proc/self/ns/net") as home, open(f"/run/netns/{self.namespace}") as there:
            enter(there)
            try:
                s = socket.socket(family, kind, protocol)
            finally:
                enter(home)
        s.settimeout(15)
        self.kept.append(s)
        return s

    def set(self, **values):
        self.run("sysctl", "-qw", *[f"net.ipv4.{name}={value}" for name, value in values.items()])

    def drop(self, rule):
        """Loses what arrives here and matches; the capture is taken at the client's cable, so it has seen all of it."""
        self.run("nft", "add rule inet t arriving " + rule + " drop")

    def reset_all(self, rule):
        """Answers what arrives here and matches with RST, as a firewall may."""
        self.run("nft", "add rule inet t arriving " + rule + " reject with tcp reset")

    def let_in(self):
        self.run("nft", "flush chain inet t arriving")

    def abort_all(self):
        """Kills every TCP socket here, as an administrator may."""
        self.run("ss", "-tKHa")

    def vanish(self):
        for s in self.kept:
            vanish(s)

    def states(self):
        """What the kernel says of its sockets."""
        out = subprocess.run(["ip", "netns", "exec", self.namespace, "ss", "-tnaH"], capture_output=True, text=True)
        rows = [line.split() for line in out.stdout.splitlines()]
        return [f"{r[0]} {r[3].rpartition(':')[2]}>{r[4].rpartition(':')[2]}" for r in rows if r[0] != "LISTEN"]

    def listen(self, port=8000, family=socket.AF_INET, **options):
        s = self.open(family)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        for name, value in options.items():
            option(s, name, value)
        s.bind((self.address6 if family == socket.AF_INET6 else self.address, port))
        s.listen(8)
        return s

    def bound(self, port, family=socket.AF_INET, isn=None, **options):
        """A socket that will connect from this port, and with this initial sequence number if one is given."""
        s = self.open(family)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        for name, value in options.items():
            option(s, name, value)
        s.bind((self.address6 if family == socket.AF_INET6 else self.address, port))
        if isn is not None:  # connect() keeps a sequence number that is there already
            with repair(s):
                s.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR_QUEUE, SENT)
                s.setsockopt(socket.IPPROTO_TCP, TCP_QUEUE_SEQ, struct.pack("I", isn))
        return s

    def slow(self, rate="100kbit"):
        """Puts a queue before the cable that empties at this rate once 1600 bytes have gone at once."""
        self.run("tc", "qdisc", "add", "dev", "cable", "root", "tbf", "rate", rate, "burst", "1600", "limit", "60000")

    def hold(self, other, milliseconds):
        """Keeps what is sent next in the queue for so long, behind datagrams that the capture does not show."""
        sink = other.open(kind=socket.SOCK_DGRAM)
        sink.bind((other.address, 0))
        filler = self.open(kind=socket.SOCK_DGRAM)
        filler.connect(sink.getsockname())
        size = 1600 + milliseconds * 100 // 8  # the bucket, and what 100 kbit/s carry meanwhile
        while size > 0:
            filler.send(bytes(max(1, min(size, 1400) - 42)))
            size -= 1400

    def inject(self, source, destination, flags, seq, ack=0, data=b"", window=512):
        """Sends a segment that no TCP here has made."""
        head = struct.pack("!HHIIBBHHH", source[1], destination[1], seq % 2**32, ack % 2**32, 0x50, flags, window, 0, 0)
        places = socket.inet_aton(source[0]) + socket.inet_aton(destination[0])
        total = checksum(places + struct.pack("!HH", 6, len(head) + len(data)) + head + data)
        packet = head[:16] + struct.pack("!H", total) + head[18:] + data
        ip = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(packet), 0, 0x4000, 64, 6, 0) + places
        self.open(kind=socket.SOCK_RAW, protocol=socket.IPPROTO_RAW).sendto(ip + packet, (destination[0], 0))


class repair:
    """While it lasts the socket is silent, and its numbers can be read and set."""

    def __init__(self, s):
        self.socket = s

    def __enter__(self):
        self.socket.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, REPAIR_ON)

    def __exit__(self, *_):
        self.socket.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, REPAIR_OFF)


def enter(namespace):
    if libc.setns(namespace.fileno(), 0):
        raise OSError(ctypes.get_errno(), "cannot enter the namespace " + namespace.name)


def option(s, name, value):
    level = socket.SOL_SOCKET if name.startswith("SO_") else socket.IPPROTO_TCP
    s.setsockopt(level, getattr(socket, name), value)


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return 0xFFFF ^ total


def numbers(s):
    """The sequence numbers that this end will send and expects next."""
    found = []
    with repair(s):
        for queue in (SENT, RECEIVED):
            s.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR_QUEUE, queue)
            found.append(struct.unpack("I", s.getsockopt(socket.IPPROTO_TCP, TCP_QUEUE_SEQ, 4))[0])
    return found


def reset(s):
    """Closes with a RST."""
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    s.close()


def vanish(s):
    """Ends the socket without a word to its peer, as a crash of its host would."""
    try:
        s.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, REPAIR_ON)
    except OSError:
        pass  # closed already, or nothing that has a peer
    s.close()


def start(s, peer):
    """Begins to connect and does not wait."""
    s.setblocking(False)
    s.connect_ex(peer.getsockname())


def drain(s):
    """Reads until the other end closes."""
    s.settimeout(15)
    while s.recv(65536):
        pass


def wait(milliseconds):
    time.sleep(milliseconds / 1000)


def text(size):
    """So many bytes in numbered lines."""
    return b"".join(b"line %010d\n" % n for n in range(size // 16 + 1))[:size]
