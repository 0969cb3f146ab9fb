"""Sends messages of awkward sizes and shapes and compares what arrives, octet by octet."""

import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import sendmail_calls as calls

SENDMAIL = os.environ["SENDMAIL"]
QUEUE = os.path.join(os.environ["WORK"], "spool", "queue")
FIELDS = b"From: shop@beispiel.test\r\nTo: anna@kunde.test\r\nSubject: size\r\nMessage-ID: <m@beispiel.test>\r\n" \
    b"Date: Fri, 20 Nov 2026 12:00:00 +0100\r\n\r\n"


def body(size, every, chance):
    """CRLF lines, every so many of them beginning with dots, size octets in all."""
    lines, octets, number = [], 0, 0
    while octets < size:
        number += 1
        line = b"." * chance.randint(1, 3) if number % every == 0 else b""
        line += bytes(chance.choices(b"abcdefghij .", k=chance.randint(0, 70)))
        line = line[: max(0, size - octets - 2)] + b"\r\n"
        lines.append(line)
        octets += len(line)
    return b"".join(lines)


def sent(octets, arguments):
    status, _, error = calls.call(SENDMAIL, arguments, octets)
    if status:
        return status, error
    calls.wait_until_empty(QUEUE)
    records = calls.take_records()
    return status, records[0][1] if len(records) == 1 else b"%d messages" % len(records)


def bodies(octets):
    return octets.partition(b"\r\n\r\n")[2]


def main():
    seed = int(os.environ.get("PRESEND_TEST_SEED", "20261121"))
    chance = random.Random(seed)
    count = failures = 0
    sizes = [0, 1, 2, 998, 16384]
    sizes += [65536 + delta for delta in (-300, -150, -2, -1, 0, 1, 2, 7, 150)]
    sizes += [131072 + chance.randint(-400, 400) for _ in range(6)] + [1_000_000]
    for size in sizes:
        for every in (1, 7, 1_000_000):
            wanted = body(size, every, chance)
            for name, octets in (("CRLF", FIELDS + wanted), ("LF", (FIELDS + wanted).replace(b"\r\n", b"\n"))):
                status, received = sent(octets, ["-i", "-f", "shop@beispiel.test", "anna@kunde.test"])
                count += 1
                if status or bodies(received).rstrip(b"\r\n") != wanted.rstrip(b"\r\n"):
                    failures += 1
                    print(f"  {size} octets, dots every {every}, {name}: exit {status}, "
                          f"{len(bodies(received))} octets arrived of {len(wanted)}: {received[:60] if status else ''}")
            dialogue = ["C: EHLO localhost", "C: MAIL FROM:<shop@beispiel.test>", "C: RCPT TO:<anna@kunde.test>", "C: DATA"]
            stuffed = (FIELDS + wanted).replace(b"\r\n.", b"\r\n..")
            if not stuffed.endswith(b"\r\n"):
                stuffed += b"\r\n"
            stuffed += b".\r\n"
            status, refusals = calls.converse(
                SENDMAIL, ["-bs"], dialogue + [f"C: <{len(stuffed)} octets>", "C: QUIT"], stuffed)
            calls.wait_until_empty(QUEUE)
            records = calls.take_records()
            count += 1
            if status or refusals or len(records) != 1 or bodies(records[0][1]).rstrip(b"\r\n") != wanted.rstrip(b"\r\n"):
                failures += 1
                print(f"  {size} octets, dots every {every}, -bs: exit {status}, {refusals}, {len(records)} messages")
    print(f"  seed {seed}: {count} messages, {failures} changed")
    return 1 if failures else 0


sys.exit(main())
