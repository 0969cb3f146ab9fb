#!/usr/bin/python3
"""Words that want to be more: each with a line end, or what somebody might take for one, in an argument, a field or an SMTP
parameter, and behind it a command or a field that names a thief.

    words.py send SENDMAIL LEDGER COUNT SEED  hands in one message with each of so many of them, drawn by the seed
    words.py check LEDGER SMARTHOST-FOLDER    compares what arrived with what was taken

Each message has a mark in its body. Taken (exit status 0, or 250 to the dot) means that it arrives once, for those recipients that
were meant, with no field that was not meant; refused means that nothing arrives. The thief gets nothing and is named in
no field of its own.
"""

import glob
import json
import os
import random
import re
import subprocess
import sys

THIEF = b"dieb@anderswo.test"
GOOD = "anna@kunde.test"
SENDER = b"shop@beispiel.test"
# What ends a line, or what some program somewhere takes for a line end: octets, UTF-8, truncated UTF-16, spelled ones.
ENDS = [
    b"\r\n", b"\n", b"\r", b"\r\r\n", b"\n\r", b"\x0b", b"\x0c", b"\x85", b"\xc2\x85", b"\xe2\x80\xa8",
    "čĊ".encode(), "嘍嘊".encode(), b"\xc0\x8d\xc0\x8a", b"%0d%0a", b"\\r\\n", b"=0D=0A", b"+0D+0A", b"&#13;&#10;",
]  # fmt: skip
# What else a word may be.
ODD = [b"", b" ", b"\xfc", "ü".encode(), b"a" * 100_000, b"<>", b">", b"\"", b"\\", b"\x7f", b"\x1b[2J", b"-t", b"--", b",", b"a b", b"@"]
MAIL = b"MAIL FROM:<" + SENDER + b">"
RCPT = b"RCPT TO:<" + GOOD.encode() + b">"


def tails(end):
    return [end + b"RCPT TO:<" + THIEF + b">", end + b"Bcc: " + THIEF, end + b"X-Thief: " + THIEF + end]


def message(mark, before=b"", sender=SENDER, end=b"\n"):
    lines = [b"To: " + GOOD.encode(), b"Subject: Ihre Frage"]
    if sender:
        lines.insert(0, b"From: " + sender)
    return before + end.join(lines + [b"", b"Ja, gern. mark-%d." % mark, b""])


def arguments():
    """(name, argv, has From)"""
    for word in [b"x" + tail for end in ENDS for tail in tails(end)] + ODD:
        for option in "frFNRVBOhpLXAdDMCov":
            yield f"-{option}", [b"-" + option.encode() + word, b"-i", GOOD.encode()], option != "F"
        for option in "frFV":
            yield f"-{option} apart", [b"-" + option.encode(), word, b"-i", GOOD.encode()], option != "F"
        yield "-f address", [b"-i", b"-f", SENDER + word, GOOD.encode()], True
        yield "-q", [b"-q" + word], True
        yield "-b", [b"-b" + word, GOOD.encode()], True
        for recipient in (GOOD.encode() + word, word + GOOD.encode(), b"<" + GOOD.encode() + word + b">", b'"' + word + b'"@kunde.test', b"(" + word + b") " + GOOD.encode()):
            yield "recipient", [b"-i", b"-f", SENDER, b"--", recipient], True
            yield "recipient beside", [b"-i", b"-f", SENDER, b"--", GOOD.encode(), recipient], True


NAMES = [b"From", b"Sender", b"Reply-To", b"To", b"Cc", b"Subject", b"Date", b"Message-ID", b"X-Mailer", b"List-Id", b"Content-Type", b"Received", b"Return-Path", b"Errors-To"]


def fields():
    """A field before the others, whose value or name goes on behind what is no line end of the message. A line feed ends a line
    of what is piped in, so what stands behind it is a field that the author wrote; that is not tried."""
    for end in ENDS + [b"\x00", b"\r\r", b"\x1c", b"\x1d", b"\x1e"]:
        if b"\n" in end:
            continue
        for name in NAMES:
            yield name + b": x" + end + b"Bcc: " + THIEF + b"\n"
            yield name + end + b"Bcc: " + THIEF + b"\n"
            yield name + b": x" + end + b"X-Thief: " + THIEF + b"\n"
        yield b"X-" + end + b"\tBcc: " + THIEF + b"\n"


def sessions():
    """Lines of a dialogue; None is where a good one stands."""
    for word in [end + b"RCPT TO:<" + THIEF + b">" for end in ENDS + [b"\x00"] if b"\n" not in end] + ODD:
        yield [b"EHLO x" + word, MAIL, RCPT]
        for parameter in (b"SIZE=1", b"BODY=7BIT", b"RET=HDRS", b"ENVID=x", b"AUTH=<>", b"SMTPUTF8", b"X=y"):
            yield [b"EHLO x", MAIL + b" " + parameter + word, MAIL, RCPT]
        for parameter in (b"NOTIFY=NEVER", b"ORCPT=rfc822;x", b"X=y"):
            yield [b"EHLO x", MAIL, RCPT + b" " + parameter + word, RCPT]
        for path in (b"x" + word + b"@beispiel.test", SENDER + word, b'"' + word + b'"@beispiel.test', b"@a" + word + b":" + SENDER):
            yield [b"EHLO x", b"MAIL FROM:<" + path + b">", MAIL, RCPT]
            yield [b"EHLO x", MAIL, b"RCPT TO:<" + path.replace(b"beispiel", b"kunde") + b">", RCPT]
        for command in (b"RSET", b"NOOP", b"VRFY x", b"HELP", b"XYZ"):
            yield [b"EHLO x", command + word, MAIL, RCPT]


def run(argv, octets):
    return subprocess.run(argv, input=octets, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False)


def case_of(kind, words, taken, status, said):
    return {"kind": kind, "words": words.hex()[:4000], "taken": taken, "status": status, "said": said.hex()[:4000]}


def by_arguments(program, mark, case):
    name, argv, has_author = case
    done = run(program + argv, message(mark, sender=SENDER if has_author else None))
    # A queue that is flushed or listed, recipients that are looked at, a dialogue: no message is taken.
    takes = not any(word.startswith((b"-q", b"-bi", b"-bp", b"-bv", b"-bs")) for word in argv)
    return case_of(name, b"\0".join(argv), done.returncode == 0 and takes, done.returncode, done.stderr)


def by_field(program, mark, before):
    octets = message(mark, before, sender=None if before.startswith(b"From") else SENDER)
    done = run(program + [b"-t", b"-i", b"-f", SENDER], octets)
    return case_of("-t", before[:-1], done.returncode == 0, done.returncode, done.stderr)


def by_session(program, mark, lines):
    dialogue = b"\r\n".join(lines + [b"DATA", message(mark, end=b"\r\n") + b".", b"QUIT", b""])
    done = run(program + [b"-bs"], dialogue)
    return case_of("-bs", b"\0".join(lines), b"queued as" in done.stdout, done.returncode, done.stdout)


def send(sendmail, ledger, count, seed):
    program = [os.fsencode(sendmail)]
    cases = []
    every = [(by_arguments, case) for case in arguments()] + [(by_field, case) for case in fields()] + [(by_session, case) for case in sessions()]
    chosen = random.Random(int(seed)).sample(every, min(int(count), len(every)))
    for mark, (way, case) in enumerate(chosen):
        cases.append(way(program, mark, case))
    with open(ledger, "w", encoding="ascii") as file:
        json.dump(cases, file)


def problems(case, arrivals):
    wanted = 1 if case["taken"] else 0
    if len(arrivals) != wanted:
        yield f"{len(arrivals)} messages arrived instead of {wanted}"
    if case["status"] not in (0, 64, 65, 77) or case["status"] == 0 and not case["taken"] and case["kind"] not in ("-bs", "-q", "-b"):
        yield f"exit status {case['status']}"
    if case["kind"] != "-bs" and re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", bytes.fromhex(case["said"])):
        yield "a control character in what is said"
    words = bytes.fromhex(case["words"])
    for record, octets in arrivals:
        # Who chooses an argument that is a list of recipients may name any, on one line.
        is_list = case["kind"].startswith("recipient") or words.lower().startswith((b"to", b"cc"))
        is_list = is_list and not re.search(rb"[\r\n\x0b\x0c]", words)
        if any(address.lower() == THIEF.decode() for address in record["recipients"]) and not is_list:
            yield "the thief is a recipient"
        if "dieb@" in json.dumps([record["mailParameters"], record["recipientParameters"]]) and b"+0D" not in words:
            yield "the thief is in a parameter"
        if re.search(rb"(?<!\r)\n|\r(?!\n)|\0", octets):
            yield "a line end that is none"
        for line in octets.partition(b"\r\n\r\n")[0].split(b"\r\n"):
            if re.match(rb"\s*(bcc|x-thief|rcpt to)\s*:", line, re.IGNORECASE):
                yield f"the thief has a line: {line[:60]!r}"


def lies():
    """What a failure would look like: each has to be noticed, or the check could not fail."""
    case = {"kind": "-f", "words": b"x".hex(), "taken": True, "status": 0, "said": ""}
    record = {"recipients": [GOOD], "mailParameters": [], "recipientParameters": [[]]}
    octets = b"From: a\r\nSubject: b\r\n\r\nbody\r\n"
    yield case, []
    yield case, [(record, octets)] * 2
    yield {**case, "taken": False}, [(record, octets)]
    yield {**case, "taken": False, "status": 70}, []
    yield {**case, "said": b"x\rroot".hex()}, [(record, octets)]
    yield case, [({**record, "recipients": [GOOD, THIEF.decode()]}, octets)]
    yield case, [({**record, "mailParameters": ["ENVID=dieb@anderswo.test"]}, octets)]
    yield case, [(record, octets.replace(b"b\r\n", b"b\n", 1))]
    yield case, [(record, octets.replace(b"\r\n\r\n", b"\r\nBcc: x\r\n\r\n"))]
    assert not list(problems(case, [(record, octets)]))


def check(ledger, folder):
    for case, arrived in lies():
        assert list(problems(case, arrived)), (case, arrived)
    with open(ledger, encoding="ascii") as file:
        cases = json.load(file)
    arrivals = {}
    for path in glob.glob(folder + "/[0-9]*.json"):
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            record = json.load(file)
        with open(path[:-5] + ".eml", "rb") as file:
            octets = file.read()
        mark = re.search(rb"mark-(\d+)\.", octets)
        arrivals.setdefault(int(mark[1]) if mark else None, []).append((record, octets))
    bad = 0
    for mark, case in enumerate(cases):
        for problem in problems(case, arrivals.get(mark, [])):
            bad += 1
            words = bytes.fromhex(case["words"])[:150]
            print(f"{case['kind']} {words!r}: {problem}; {bytes.fromhex(case['said'])[-160:]!r}")
    if None in arrivals:
        bad += 1
        print("a message of nobody's arrived")
    taken = sum(case["taken"] for case in cases)
    print(f"{len(cases)} words, {taken} taken, {len(cases) - taken} refused")
    sys.exit(bad > 0)


if __name__ == "__main__":
    {"send": send, "check": check}[sys.argv[1]](*sys.argv[2:])
