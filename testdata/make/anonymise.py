"""Blanks in a pcapng what tells of the machine it was captured on: the hardware and operating system options."""

import struct
import sys

PRIVATE = {0x0A0D0D0A: {2, 3}, 1: {12, 15}}  # shb_hardware, shb_os; if_os, if_hardware
FIXED = {0x0A0D0D0A: 24, 1: 16}  # bytes of a block before its options


def blank(path):
    with open(path, "rb") as f:
        data = bytearray(f.read())
    block = 0
    while block < len(data):
        kind, length = struct.unpack_from("<II", data, block)
        option, end = block + FIXED.get(kind, length), block + length - 4
        while option < end:
            code, size = struct.unpack_from("<HH", data, option)
            if code in PRIVATE[kind]:
                data[option + 4 : option + 4 + size] = b"-" * size
            option += 4 + (size + 3) // 4 * 4
        block += length
    with open(path, "wb") as f:
        f.write(data)


blank(sys.argv[1])
