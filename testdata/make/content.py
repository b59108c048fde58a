"""Writes the files that the servers serve: DIR/www for nginx and DIR/odd for odd.py. The same on every run."""

import gzip
import os
import struct
import sys
import zlib

SENTENCES = [
    "A segment carries a sequence number and so knows its place.",
    "What was not acknowledged is sent again.",
    "The window says how much may be on its way.",
    "A response belongs to the oldest request that has none.",
    "连接的两端各有自己的状态。",
    "确认号是期望收到的下一个字节。",
]
DAV = b'<?xml version="1.0" encoding="utf-8"?>\n'


def text(size):
    """Numbered lines of about size bytes."""
    lines, length = [], 0
    while length < size:
        line = f"{len(lines) + 1:05d} {SENTENCES[len(lines) * 7 % len(SENTENCES)]}\n"
        lines.append(line)
        length += len(line.encode())
    return "".join(lines).encode()


def noise(size, seed):
    """Bytes that do not compress."""
    out, state = bytearray(), seed
    while len(out) < size:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        out.append(state >> 56)
    return bytes(out)


def png(width, height, seed):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = noise(width * height * 3, seed)
    rows = b"".join(b"\0" + pixels[y * width * 3 : (y + 1) * width * 3] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def page(title, body, charset):
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="{charset}"><title>{title}</title>\n'
        '<link rel="stylesheet" href="/site.css"><script src="/app.js"></script></head>\n'
        f"<body><h1>{title}</h1>\n{body}</body></html>\n"
    ).encode(charset)


def files():
    paragraphs = "".join(f"<p>{line}</p>\n" for line in text(2500).decode().splitlines())
    css = b"".join(b".step-%d { margin-left: %dem; color: #%06x }\n" % (n, n, n * 70001) for n in range(40))
    yield "www/index.html", page("wiretalk", paragraphs, "utf-8")
    yield "www/首页.html", page("首页", paragraphs + '<img src="/logo.png">\n', "utf-8")
    yield "www/gbk.html", page("搜索结果", "<p>找到三个连接。</p>\n" * 20, "gbk")
    yield "www/item.json", b'{"id":17,"name":"segment"}\n'
    yield "www/site.css", css
    yield "www/site.css.gz", gzip.compress(css, 9, mtime=0)
    yield "www/app.js", b"'use strict';\n" + b"".join(b"export const f%d = (x) => x * %d;\n" % (n, n) for n in range(120))
    yield "www/logo.png", png(40, 40, 1)
    yield "www/map.png", png(60, 40, 2)
    yield "www/photo.png", png(60, 60, 3)
    yield "www/notes.txt", text(3000)
    yield "www/big.txt", text(240_000)
    yield "www/ssi/greeting.html", b'<!--#set var="who" value="reader" -->Good day, <!--#echo var="who" -->.\n' + b"<p>Assembled while it was sent.</p>\n" * 20
    yield "sent/greeting.html", b"Good day, reader.\n" + b"<p>Assembled while it was sent.</p>\n" * 20
    yield "sent/form", b"name=%E5%BC%A0%E4%B8%89&text=" + b"hello+" * 300
    yield "sent/put.txt", text(6000)
    yield "sent/refused.txt", text(4000)
    yield "www/private/notes.txt", text(800)
    yield "www/private/item.json", b'{"id":17,"name":"segment"}\n'
    yield "sent/propfind.xml", DAV + b'<propfind xmlns="DAV:"><prop><getcontentlength/><getetag/><resourcetype/></prop></propfind>\n'
    yield "sent/lock.xml", (DAV + b'<lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope><locktype><write/></locktype>'
                            b"<owner>ada</owner></lockinfo>\n")
    yield "coded/notes.txt", text(3000)
    yield "sent/seen.json", b'{"page":"/\xe9\xa6\x96\xe9\xa1\xb5.html","ms":184}'
    for name, size in [("plain", 600), ("extensions", 900), ("trailer", 700), ("trailers", 5000), ("split", 400), ("hinted", 500),
                       ("zlib", 3000), ("deflate", 3000), ("stream", 5000), ("short", 2000), ("short-chunked", 1200),
                       ("reset", 3000), ("slow", 1500)]:
        yield "odd/" + name, text(size)


def main(root):
    for name, data in files():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data)
        # nginx makes its ETag of time and size.
        os.utime(path, (1_700_000_000, 1_700_000_000))


main(sys.argv[1])
