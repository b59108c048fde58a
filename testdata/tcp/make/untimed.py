"""Writes a capture as pcapng in simple packet blocks, which have no times: untimed.py FROM TO"""

import struct
import sys


def block(kind, body):
    body += b"\0" * (-len(body) % 4)
    size = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + size + body + size


with open(sys.argv[1], "rb") as f:
    header, rest = f.read(24), f.read()
with open(sys.argv[2], "wb") as f:
    f.write(block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)))
    f.write(block(1, struct.pack("<HHI", struct.unpack_from("<I", header, 20)[0], 0, 0)))
    while rest:
        captured, length = struct.unpack_from("<II", rest, 8)
        f.write(block(3, struct.pack("<I", length) + rest[16:16 + captured]))
        rest = rest[16 + captured:]
