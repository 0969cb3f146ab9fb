#!/usr/bin/python3
"""Messages that hold, behind what some server takes for the end of a message, a second one to a thief (CVE-2023-51764 and its like).

    smuggling.py send SENDMAIL LEDGER         hands them in: with -i, without, and by -bs, in one piece and octet by octet around the end
    smuggling.py direct PORT                  gives the first of them to a server itself
    smuggling.py check LEDGER SMARTHOST-FOLDER

What arrives is one message for each that was taken, with the octets that were handed in: CRLF, LF and CR alone become CRLF.
"""

import glob
import hashlib
import json
import re
import smtplib
import subprocess
import sys
import time

# Line ends around a dot. The first is what servers took for an end that senders did not.
ENDS = [
    b"\n.\r\n", b"\n.\n", b"\r\n.\n", b"\r\n.\r", b"\r.\r\n", b"\r.\r", b"\r.\n", b"\n.\r", b"\r\r\n.\r\r\n", b"\n\n.\n\n", b"\r\n.\r\r\n",
    b"\r\n\x00.\r\n", b"\r\n.\x00\r\n", b"\r\n\x0b.\r\n", b"\x85.\x85", b"\r\n.\r\n", b"\r\n..\r\n", b"\n..\n", b"\r\n. \r\n", b"\r\n.\t\r\n",
]  # fmt: skip
SECOND = b"MAIL FROM:<shop@beispiel.test>\r\nRCPT TO:<dieb@anderswo.test>\r\nDATA\r\nSubject: Zweite\r\n\r\nZweite.\r\n.\r\n"


def on_the_wire(octets):
    octets = re.sub(rb"\r\n|\r|\n", b"\r\n", octets)
    return octets if octets.endswith(b"\r\n") else octets + b"\r\n"


def cut_at_dot(octets):
    """Without -i a line with nothing but a dot ends the message; lines end in LF, CR before it being part of the end."""
    return re.split(rb"(?:\A|(?<=\n))\.\r*\n", octets, maxsplit=1)[0]


def message(mark, newline, end, second=SECOND):
    return newline.join([b"From: shop@beispiel.test", b"To: anna@kunde.test", b"Subject: Ihre Frage", b"", b"mark-%d." % mark]) + end + second


def whole(octets):
    return [octets]


def in_pieces(octets):
    """Octet by octet around the first dot behind the mark."""
    dot = octets.index(b".", octets.index(b"mark-") + 8)
    return [octets[: dot - 3]] + [octets[i : i + 1] for i in range(dot - 3, dot + 6)] + [octets[dot + 6 :]]


def stuffed(octets, newline):
    """As a client does that knows one line end."""
    lines = octets.split(newline)
    return newline.join(b"." + line if line.startswith(b".") else line for line in lines)


def run(argv, pieces):
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for piece in pieces:
        process.stdin.write(piece)
        process.stdin.flush()
        if len(pieces) > 1:
            time.sleep(0.002)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def send(sendmail, ledger):
    cases = []

    def note(way, end, taken, octets, said):
        digest = hashlib.sha256(on_the_wire(octets).partition(b"\r\n\r\n")[2]).hexdigest()
        cases.append({"way": way, "end": repr(end), "taken": taken, "digest": digest, "said": said.decode("utf-8", "replace")})

    for end in ENDS:
        for cut in (whole, in_pieces):
            for newline in (b"\r\n", b"\n"):
                octets = message(len(cases), newline, end)
                status, _, err = run([sendmail, "-t", "-i"], cut(octets))
                note("-i", end, status == 0, octets, err)
                octets = message(len(cases), newline, end)
                status, _, err = run([sendmail, "-t"], cut(octets))
                # What follows the dot is told of; two dots at the beginning of a line may be a stuffed one, see DotConvention.
                note("without -i", end, status == 0, b"" if b"\n.." in octets else cut_at_dot(octets), err)
                octets = message(len(cases), newline, end)
                # A dialogue in the line end of its client, who makes transparent what begins its own lines.
                if not octets.endswith(newline):
                    octets += newline
                dialogue = newline.join([b"EHLO x", b"MAIL FROM:<shop@beispiel.test>", b"RCPT TO:<anna@kunde.test>", b"DATA", stuffed(octets, newline) + b".", b"QUIT", b""])
                _, out, _ = run([sendmail, "-bs"], cut(dialogue))
                note("-bs", end, out.count(b"queued as") == 1, octets, out)
                if out.count(b"queued as") > 1:
                    print(f"-bs took two messages with {end!r}")
    with open(ledger, "w", encoding="ascii") as file:
        json.dump(cases, file)


def direct(port):
    """A client that makes transparent what follows CRLF, and nothing else, at a server that takes other line ends too."""
    client = smtplib.SMTP("127.0.0.1", int(port))
    client.ehlo("x")
    client.mail("shop@beispiel.test")
    client.rcpt("anna@kunde.test")
    client.docmd("DATA")
    client.send(message(0, b"\r\n", ENDS[0]))
    for _ in range(5):  # to the first message, and the four commands of the second
        client.getreply()
    client.close()


def check(ledger, folder):
    with open(ledger, encoding="ascii") as file:
        cases = json.load(file)
    arrivals, bad = {}, 0
    for path in sorted(glob.glob(folder + "/[0-9]*.json")):
        with open(path, encoding="utf-8") as file:
            record = json.load(file)
        with open(path[:-5] + ".eml", "rb") as file:
            octets = file.read()
        mark = re.search(rb"mark-(\d+)\.", octets)
        if not mark or record["recipients"] != ["anna@kunde.test"]:
            bad += 1
            print(f"a message that nobody handed in: {record['recipients']} {octets[:80]!r}")
            continue
        arrivals.setdefault(int(mark[1]), []).append(hashlib.sha256(octets.partition(b"\r\n\r\n")[2]).hexdigest())
    nothing = hashlib.sha256(b"").hexdigest()
    for mark, case in enumerate(cases):
        found = arrivals.get(mark, [])
        if len(found) != int(case["taken"]):
            bad += 1
            print(f"{case['way']} {case['end']}: {len(found)} messages arrived, taken: {case['taken']}; {case['said'][-120:]!r}")
        elif found and case["digest"] not in (found[0], hashlib.sha256(b"\r\n").hexdigest(), nothing):
            bad += 1
            print(f"{case['way']} {case['end']}: other octets arrived")
    taken = sum(case["taken"] for case in cases)
    print(f"{len(cases)} messages, {taken} taken, {len(cases) - taken} refused")
    sys.exit(bad > 0)


if __name__ == "__main__":
    {"send": send, "direct": direct, "check": check}[sys.argv[1]](*sys.argv[2:])
