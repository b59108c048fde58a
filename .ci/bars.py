#!/usr/bin/env python3
"""Fails when the figures of shared/oracle/compare.py --json miss the project's bars.

    bars.py FIGURES.json
"""
import json
import sys

BARS = {  # least share of values that agree with tshark's
    0.98: ["connections", "connection present", "client", "server", "first_frame", "last_frame", "packets", "bytes"],
    0.95: ["request present", "response present", "method", "target"],
}


def missed(figures):
    """Yields a sentence for each bar that is missed."""
    if not figures["captures"]:
        yield "no capture was compared"
    if figures["misbehaved"]:
        yield f"{figures['misbehaved']} captures made the program misbehave"
    for bar, fields in BARS.items():
        for field in fields:
            agree, total = figures["fields"].get(field, (0, 0))
            if not total or agree < bar * total:
                yield f"{field}: {agree} of {total} agree, less than {100 * bar:g} %"


def main():
    with open(sys.argv[1]) as source:
        complaints = list(missed(json.load(source)))
    for complaint in complaints:
        print("bar missed: " + complaint)
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
