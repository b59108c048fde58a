#!/usr/bin/env python3
"""Takes the README's screenshot: a real run in tmux, drawn as SVG.

    docs/screenshot.py WIRETALK OUT.svg CAPTURE KEY...

WIRETALK is the built program; each KEY is sent as tmux send-keys names it. Needs tmux.
"""
import html
import re
import subprocess
import sys
import time
import unicodedata

COLUMNS, ROWS = 118, 34
WIDTH, HEIGHT = 8.43, 18  # of a character cell, in pixels
GROUND, INK = "#16181d", "#d8dce4"
COLOURS = ["#3b4048", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d8dce4",
           "#7f8694", "#ef8a92", "#b3db96", "#f2d399", "#84c4f7", "#d99aea", "#7fd0da", "#ffffff"]


def tmux(*arguments):
    return subprocess.run(["tmux", "-L", "shot", "-f", "/dev/null", *arguments], check=True, capture_output=True, text=True).stdout


def colour(number):
    if number < 16:
        return COLOURS[number]
    if number >= 232:
        return "#%02x%02x%02x" % ((8 + 10 * (number - 232),) * 3)
    number -= 16
    return "#%02x%02x%02x" % tuple(0 if n == 0 else 55 + 40 * n for n in (number // 36, number // 6 % 6, number % 6))


class Pen:
    """The graphic rendition in force (ECMA-48 SGR)."""

    def __init__(self):
        self.ink, self.ground, self.bold, self.dim, self.reverse = None, None, False, False, False

    def obey(self, codes):
        codes = [int(c or 0) for c in codes.split(";")]
        while codes:
            c = codes.pop(0)
            if c == 0:
                self.__init__()
            elif c == 1:
                self.bold = True
            elif c == 2:
                self.dim = True
            elif c == 7:
                self.reverse = True
            elif c == 22:
                self.bold = self.dim = False
            elif c == 27:
                self.reverse = False
            elif 30 <= c <= 37 or 90 <= c <= 97:
                self.ink = COLOURS[c - 30 if c < 90 else c - 82]
            elif 40 <= c <= 47 or 100 <= c <= 107:
                self.ground = COLOURS[c - 40 if c < 100 else c - 92]
            elif c in (39, 49):
                setattr(self, "ink" if c == 39 else "ground", None)
            elif c in (38, 48) and codes:
                value = colour(codes[1]) if codes[0] == 5 else "#%02x%02x%02x" % tuple(codes[1:4])
                codes = codes[2:] if codes[0] == 5 else codes[4:]
                setattr(self, "ink" if c == 38 else "ground", value)

    def style(self):
        ink, ground = self.ink or INK, self.ground
        if self.reverse:
            ink, ground = ground or GROUND, ink
        return ink, ground, self.bold, self.dim


def draw(text):
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{COLUMNS * WIDTH + 24:.0f}" height="{ROWS * HEIGHT + 24}" '
           'font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="14">',
           f'<rect width="100%" height="100%" rx="8" fill="{GROUND}"/>']
    pen = Pen()
    for row, line in enumerate(text.split("\n")[:ROWS]):
        column, y = 0, 12 + row * HEIGHT
        for part in re.split(r"(\x1b\[[0-9;]*m)", line):
            if part.startswith("\x1b["):
                pen.obey(part[2:-1])
                continue
            if not part:
                continue
            cells = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in part)
            x, (ink, ground, bold, dim) = 12 + column * WIDTH, pen.style()
            if ground:
                out.append(f'<rect x="{x:.2f}" y="{y}" width="{cells * WIDTH:.2f}" height="{HEIGHT}" fill="{ground}"/>')
            if part.strip():
                weight = ' font-weight="bold"' if bold else ""
                fade = ' opacity="0.6"' if dim else ""
                out.append(f'<text x="{x:.2f}" y="{y + 14}" fill="{ink}" textLength="{cells * WIDTH:.2f}" '
                           f'xml:space="preserve"{weight}{fade}>{html.escape(part)}</text>')
            column += cells
    return "\n".join(out + ["</svg>", ""])


def main():
    program, out, capture, *keys = sys.argv[1:]
    tmux("new-session", "-d", "-s", "shot", "-x", str(COLUMNS), "-y", str(ROWS), f"TZ=UTC TERM=tmux-256color {program} -r {capture}")
    try:
        time.sleep(1)
        for key in keys:
            tmux("send-keys", "-t", "shot", key)
            time.sleep(0.3)
        time.sleep(0.5)
        text = tmux("capture-pane", "-p", "-e", "-t", "shot")
    finally:
        tmux("kill-server")
    with open(out, "w") as f:
        f.write(draw(text))


main()
