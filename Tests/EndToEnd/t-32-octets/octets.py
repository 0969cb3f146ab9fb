"""Random messages through presend to a smarthost, compared by hash with what was handed in.

    octets.py COUNT LARGE NAME

COUNT messages by sendmail and by sendmail -bs, the last LARGE of them of many megabytes; NAME is for the report. The one rule
that may change an octet: CRLF, LF and CR alone each become CRLF, and the last line gets one if it has none. presend puts a
Received field on top; so does Postfix, where it stands behind. What has a NUL is given back with status 65.
"""

import base64
import concurrent.futures
import hashlib
import os
import random
import re
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import sendmail_calls as calls

SENDMAIL, QUEUE = os.environ["SENDMAIL"], os.path.join(os.environ["WORK"], "spool", "queue")
SENDER, RECIPIENT = "shop@beispiel.test", "anna@kunde.test"
AT_ONCE = 4
# What is on its way is compared when so many have been handed in: a full folder of records would slow both sides down.
BATCH = 200
# Sizes around the buffers of programs, and what mail usually has.
SIZES = [0, 1, 2, 60, 500, 998, 3000, 3000, 3000, 16384, 20_000, 65_536, 65_700]
LARGE_SIZES = [1_000_000, 5_000_000, 15_000_000]
LARGEST = 25 << 20
# Lines that mean something on the wire, or to a program that reads one octet too many or too few.
ODD_LINES = [b".", b"..", b"...", b". ", b".x", b"", b" ", b"\t", b"From me", b">From me", b"QUIT", b"--", b"\x1a",
             b"\xff\xfe", b"\xc3\xa9" * 20, b"\x7f\x01\x08", b"=", b"a" * 997, b"a" * 998, b"a" * 999, b"." * 1000, b"b" * 5000]


class Sample:
    def __init__(self, seed, octets, has_final_line_end, line_ends, is_nul=False):
        self.number = seed
        chance = random.Random(seed)
        self.is_session = chance.random() < 0.3
        body = large_body(chance, octets) if octets > 100_000 else small_body(chance, octets, line_ends)
        if is_nul:
            place = chance.randint(0, len(body))
            body = body[:place] + b"\0" + body[place:]
        end = chance.choice([b"\n", b"\r\n"])
        fields = [f"From: {SENDER}", f"To: {RECIPIENT}", f"Subject: octets {seed}", f"Message-ID: <{seed}@beispiel.test>",
                  "Date: Fri, 20 Nov 2026 12:00:00 +0100", "X-Odd: \t folded", "\t and  white\t ", "x-empty:",
                  "MIME-Version: 1.0"]
        if octets > 100_000:
            fields += ["Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64"]
        else:
            fields += ["Content-Type: text/plain; charset=x-unknown", "Content-Transfer-Encoding: 8bit"]
        self.octets = b"".join(field.encode() + end for field in fields) + end + body
        if self.is_session or has_final_line_end:
            self.octets += b"\r\n" if self.is_session else end
        self.is_nul = is_nul
        self.expected = digest(on_the_wire(self.octets))


def small_body(chance, octets, line_ends):
    lines, count = [], 0
    while count < octets:
        kind = chance.random()
        if kind < 0.3:
            line = chance.choice(ODD_LINES)
        elif kind < 0.4:
            line = b"." + bytes(chance.choices(b"abc .", k=chance.randint(0, 70)))
        elif kind < 0.5:
            line = bytes(octet for octet in chance.randbytes(chance.randint(0, 300)) if octet not in b"\0\r\n")
        else:
            line = bytes(chance.choices(b"abcdefghij klmno", k=chance.randint(0, 78)))
        lines.append(line + chance.choice(line_ends))
        count += len(lines[-1])
    return b"".join(lines)[:octets]


def large_body(chance, octets):
    return base64.encodebytes(chance.randbytes(octets * 3 // 4))


def on_the_wire(octets):
    octets = re.sub(rb"\r\n|\r|\n", b"\r\n", octets)
    return octets if octets.endswith(b"\r\n") else octets + b"\r\n"


def digest(octets):
    return hashlib.sha256(octets).hexdigest()


def without_trace(octets):
    """Without the Received fields on top."""
    return re.sub(rb"\A(?:Received:[^\r]*\r\n(?:[ \t][^\r]*\r\n)*)+", b"", octets)


def hand_in(sample):
    """- Returns: the exit status, of -bs 0 for a message that was taken and 65 for one that was given back for good."""
    if not sample.is_session:
        return calls.call(SENDMAIL, ["-i", "-f", SENDER, RECIPIENT], sample.octets)[0]
    dialogue = ["C: EHLO localhost", f"C: MAIL FROM:<{SENDER}>", f"C: RCPT TO:<{RECIPIENT}>", "C: DATA"]
    stuffed = (b"\r\n" + sample.octets).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n"
    status, refusals = calls.converse(SENDMAIL, ["-bs"], dialogue + [f"C: <{len(stuffed)} octets>", "C: QUIT"], stuffed)
    return 65 if len(refusals) == 1 and refusals[0].startswith("554 5.6.0") else status or (70 if refusals else 0)


class Run:
    def __init__(self, samples):
        self.samples, self.awaited, self.failures = samples, {}, []
        self.octets, self.refused, self.lock = 0, 0, threading.Lock()

    def one(self, sample):
        with self.lock:
            if not sample.is_nul:
                self.awaited[sample.number] = sample
        status = hand_in(sample)
        if status != (65 if sample.is_nul else 0):
            self.failures.append(f"message {sample.number}: status {status}")
        self.refused += sample.is_nul
        self.octets += len(sample.octets)

    def compare(self):
        """Waits for what is on its way, and compares it."""
        calls.wait_until_empty(QUEUE)
        end = time.monotonic() + calls.LONGEST_CALL
        while self.awaited and time.monotonic() < end:
            for _, octets in calls.take_records():
                self.receive(octets)
            time.sleep(0.01)
        self.failures += [f"message {number} has not arrived" for number in self.awaited]
        self.awaited = {}

    def receive(self, octets):
        found = re.search(rb"(?m)^Subject: octets (\d+)", octets)
        sample = self.awaited.pop(int(found[1]), None) if found else None
        if sample is None:
            self.failures.append(f"a message nobody awaits: {octets[:200]!r}")
        elif digest(without_trace(octets)) != sample.expected:
            self.failures.append(f"message {sample.number} is changed: {difference(without_trace(octets), on_the_wire(sample.octets))}")

    def go(self):
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            for start in range(0, len(self.samples), BATCH):
                list(pool.map(lambda make: self.one(make()), self.samples[start:start + BATCH]))
                self.compare()
        # What comes now is one too many.
        time.sleep(0.3)
        for _, octets in calls.take_records():
            self.receive(octets)


def difference(left, right):
    place = next((place for place, (a, b) in enumerate(zip(left, right)) if a != b), min(len(left), len(right)))
    return f"octet {place} of {len(left)}, {left[place - 20:place + 20]!r} instead of {right[place - 20:place + 20]!r}"


def blindness():
    """What goes unnoticed of ways to spoil a message on its way."""
    sample = Sample(1, 3000, True, [b"\n"])
    right = b"Received: by somebody\r\n\tat some time\r\n" + on_the_wire(sample.octets)
    middle = len(right) // 2
    spoiled = {
        "the last line end is missing": right[:-2], "a dot more": right.replace(b"\r\n\r\n", b"\r\n\r\n.", 1),
        "a line end is LF": right[:-2] + b"\n", "an octet is another": right[:middle] + b"\1" + right[middle + 1:],
        "an octet more": right + b"\n", "the end is missing": right[:middle], "another message": right.replace(b"octets 1", b"octets 2"),
    }
    missed = []
    for what, octets in [("nothing", right), *spoiled.items()]:
        run = Run([])
        run.awaited = {1: sample}
        run.receive(octets)
        if bool(run.failures) != (octets != right):
            missed.append(f"the test is blind: {what}")
    return missed


def main():
    count, large, name = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    seed = int(os.environ.get("PRESEND_TEST_SEED", time.time_ns() % 1_000_000)) * 1_000_000
    chance = random.Random(seed)
    makers = []
    for number in range(seed, seed + count):
        octets = chance.choice(SIZES) + chance.choice([0, 0, chance.randint(0, 50)])
        line_ends = chance.choice([[b"\n"], [b"\r\n"], [b"\n", b"\r\n"], [b"\n", b"\r\n", b"\r"]])
        is_last, is_nul = number >= seed + count - large, chance.random() < 0.02
        if is_last:
            octets, is_nul = LARGEST if number == seed + count - 1 else chance.choice(LARGE_SIZES), False
        arguments = (number, octets, chance.random() < 0.7, line_ends, is_nul)
        makers.append(lambda arguments=arguments: Sample(*arguments))
    run = Run(makers)
    run.failures += blindness()
    run.go()
    print(f"  {name}: seed {seed // 1_000_000}, {count} messages, {run.octets / 1e6:.0f} MB, {run.refused} with NUL given back, "
          f"{len(run.failures)} failures")
    for failure in run.failures[:10]:
        print("  " + failure)
    return 1 if run.failures else 0


sys.exit(main())
