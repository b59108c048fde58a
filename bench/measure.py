"""Measures wiretalk against tshark, run in turn so that both meet the same machine; compare.sh calls it."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass

FIELDS = """frame.number frame.time_epoch tcp.stream ip.src ip.dst tcp.srcport tcp.dstport
http.request.method http.request.uri http.host http.response.code http.content_type http.content_length""".split()
CODE = FIELDS.index("http.response.code")
METHOD = FIELDS.index("http.request.method")


@dataclass
class Run:
    wall: float  # seconds
    cpu: float  # seconds, user and system
    rss: int  # peak, KiB


def wiretalk_command(program, capture):
    return [program, "-n", "-r", capture, "-T", "json"]


def tshark_command(capture, *options):
    fields = [word for name in FIELDS for word in ("-e", name)]
    return ["tshark", "-n", *options, "-r", capture, "-Y", "http.request or http.response", "-T", "fields", *fields]


def run(command, output):
    """Runs command with its output in a file.

    Time starts it, not Python: a child's peak memory is at least that of the process that forked it."""
    note = output + ".time"
    with open(output, "wb") as out, open(output + ".err", "wb") as err:
        timed = ["/usr/bin/time", "-q", "-o", note, "-f", "%M", *command]
        start = time.perf_counter()
        process = subprocess.Popen(timed, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        with open(output + ".err", errors="replace") as err:
            sys.exit(f"{' '.join(command)}: exit status {process.returncode}\n{err.read()[-2000:]}")
    with open(note) as f:
        rss = f.read()
    # Time's own figures for the processor are hundredths of a second; the kernel's are finer and hold its child's.
    return Run(wall, usage.ru_utime + usage.ru_stime, int(rss))


def wiretalk_counts(output):
    counts = Counter()
    with open(output, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["type"] == "http":
                response = record.get("response", {})
                counts["requests"] += "method" in record.get("request", {})
                # Tshark shows a response when it ends, and counts interim ones too.
                whole = "status" in response and response.get("complete", True)
                counts["responses"] += whole + len(response.get("interim", []))
    return counts


def tshark_counts(output):
    """A frame with several messages has its values on one line, with commas between them."""
    counts = Counter()
    with open(output, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            values = line.rstrip("\n").split("\t")
            counts["requests"] += len(values[METHOD].split(",")) if values[METHOD] else 0
            counts["responses"] += len(values[CODE].split(",")) if values[CODE] else 0
    return counts


def median(runs, field):
    return statistics.median(getattr(r, field) for r in runs)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--scratch", required=True, help="directory for the outputs")
    parser.add_argument("wiretalk")
    parser.add_argument("captures", nargs="+")
    args = parser.parse_args()
    ours_out = os.path.join(args.scratch, "wiretalk.json")
    theirs_out = os.path.join(args.scratch, "tshark.tsv")

    print(f"medians of {args.runs} runs each, in turn; times are seconds, memory is the peak in MB")
    print(f"{'':8}{'MB':>6} | {'CPU':>7}{'tshark':>8}{'ratio':>7} | {'wall':>7}{'tshark':>8}{'ratio':>7} | "
          f"{'memory':>7}{'tshark':>8}{'share':>7} | responses")
    differ = False
    for capture in args.captures:
        with open(capture, "rb") as f:  # into the page cache, for both alike
            while f.read(1 << 22):
                pass
        ours, theirs = [], []
        for _ in range(args.runs):
            ours.append(run(wiretalk_command(args.wiretalk, capture), ours_out))
            theirs.append(run(tshark_command(capture), theirs_out))
        a, b = wiretalk_counts(ours_out), tshark_counts(theirs_out)
        if a["responses"] != b["responses"]:
            # As it comes, tshark loses a stream's later responses at its first out-of-order segment.
            run(tshark_command(capture, "-o", "tcp.reassemble_out_of_order:TRUE"), theirs_out)
            b = max(b, tshark_counts(theirs_out), key=lambda counts: counts["responses"])
        cells = []
        for field in ("cpu", "wall"):
            x, y = median(ours, field), median(theirs, field)
            cells.append(f"{x:7.2f}{y:8.2f}{y / max(x, 0.001):6.1f}x")
        x, y = median(ours, "rss") / 1024, median(theirs, "rss") / 1024
        cells.append(f"{x:7.0f}{y:8.0f}{100 * x / y:6.1f}%")
        same = a["responses"] == b["responses"]
        differ |= not same
        cells.append(f"{a['responses']} both" if same else f"DIFFER: {a['responses']}, tshark {b['responses']}")
        name = os.path.splitext(os.path.basename(capture))[0]
        print(f"{name:8}{os.path.getsize(capture) / 1e6:6.0f} | " + " | ".join(cells), flush=True)
        if a["requests"] != b["requests"]:
            print(f"{'':8}requests differ: {a['requests']}, tshark {b['requests']}", flush=True)
    if differ:
        sys.exit("the two did not count the same responses: look at those captures before believing their ratios")


main()
