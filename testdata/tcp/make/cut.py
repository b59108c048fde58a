"""Writes a capture that holds only some frames of another, in the order named: cut.py FROM TO FRAME|FIRST-LAST|FIRST- ...

Each frame keeps the time it had, so one that is put earlier than it was bears a later time than the next."""

import struct
import sys

with open(sys.argv[1], "rb") as f:
    header, rest = f.read(24), f.read()
frames = []
while rest:
    size = 16 + struct.unpack_from("<I", rest, 8)[0]
    frames.append(rest[:size])
    rest = rest[size:]
with open(sys.argv[2], "wb") as f:
    f.write(header)
    for part in sys.argv[3:]:
        first, dash, last = part.partition("-")
        end = int(last or len(frames)) if dash else int(first)
        f.write(b"".join(frames[int(first) - 1:end]))
