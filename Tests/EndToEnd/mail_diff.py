#!/usr/bin/env python3
"""Compares a message as expected with the message as delivered, and shows the lines that differ.

    mail_diff.py EXPECTED DELIVERED [--all]

Line ends count as equal whatever they are. In the header section, fields that a gateway must add (Received,
Message-ID, Date, From when EXPECTED has none) may be there on top of what is expected; --all compares them too.
Exit status 0: equal.
"""

import difflib
import sys

ADDED = ("received", "message-id", "date", "from")


def split(octets):
    lines = octets.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    while lines and not lines[-1]:
        lines.pop()
    blank = lines.index(b"") if b"" in lines else len(lines)
    fields = []
    for line in lines[:blank]:
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1] += b"\n" + line
        else:
            fields.append(line)
    return fields, lines[blank:]


def name(field):
    return field.split(b":")[0].strip().lower().decode("latin-1")


def without_added(delivered, expected):
    has = {name(field) for field in expected}
    return [field for field in delivered if name(field) not in ADDED or name(field) in has - {"received"}]


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--all"]
    expected, delivered = (split(open(path, "rb").read()) for path in arguments)
    fields = delivered[0] if "--all" in sys.argv else without_added(delivered[0], expected[0])
    show = lambda lines: [line.decode("utf-8", "backslashreplace") for line in lines]
    rows = list(
        difflib.unified_diff(
            show(expected[0] + expected[1]), show(fields + delivered[1]), "expected", "delivered", lineterm="", n=0
        )
    )
    print(*("    " + row for row in rows[:40]), sep="\n", end="\n" if rows else "")
    return 1 if rows else 0


if __name__ == "__main__":
    sys.exit(main())
