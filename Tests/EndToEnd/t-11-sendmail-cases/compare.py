"""Runs the cases of data/mta-matrix and compares exit status, envelope and octets with the record of Postfix."""

import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import sendmail_calls as calls

MATRIX = os.path.join(calls.SHARED, "data", "mta-matrix")
QUEUE = os.path.join(os.environ["WORK"], "spool", "queue")

# What presend does on purpose otherwise than Postfix: case -> (what, value, reason).
# "status": another exit status; "envelopes": other envelopes; "octets": other octets are delivered.
DIFFERENCES = {
    "t-no-rcpt": [("status", 65, "no recipients is the message's fault: trying again later (75) helps nobody")],
    "no-args-no-rcpt": [("status", 64, "no recipients is a wrong call: trying again later (75) helps nobody")],
    "unknown-Z": [("status", 64, "a wrong option is a wrong call; 75 would make callers try for ever")],
    "G-n-U-v": [
        ("status", 0, "-n (no aliases) asks for what presend does anyway; refusing it loses mail"),
        ("envelopes", {"root@vm.test": ["a@example.com"]}, "as above"),
    ],
    "dashdash": [
        ("envelopes", {"root@vm.test": ["-x@example.com"]}, "behind -- it is an address, and a valid one"),
    ],
    "bv": [("envelopes", {}, "verifying sends nothing; Postfix mails a report")],
    "v-flag": [("envelopes", {"root@vm.test": ["a@example.com"]}, "-v sends no report by mail")],
    "bare-cr": [("octets", None, "a lone CR becomes a line end, as every client shows it; Postfix makes it a space")],
    "nul-byte": [
        ("status", 65, "no message may hold NUL (RFC 5322 §3.5); refused at once rather than by the next server"),
        ("envelopes", {}, "as above"),
    ],
    "local-user": [("octets", None, "addresses in fields are not completed: only the envelope is presend's to complete")],
    "longline": [("octets", None, "the line is not broken: RFC 5322 §2.1.1 is the smarthost's to enforce")],
}


def read(name):
    with open(os.path.join(MATRIX, name), encoding="utf-8") as file:
        return json.load(file)


def envelopes_of(transactions):
    """reverse-path -> sorted recipients, over all transactions."""
    result = {}
    for sender, recipients in transactions:
        result.setdefault(calls.comparable(sender), set()).update(map(calls.comparable, recipients))
    return {sender: sorted(recipients) for sender, recipients in result.items()}


def first_word(parameter_line):
    return parameter_line.split(" ")[0]


def body_and_fields(octets):
    """Fields but for those that a mail system adds, in order, and the body; line ends as LF."""
    text = octets.replace(b"\r\n", b"\n")
    section, _, body = text.partition(b"\n\n")
    fields = re.split(rb"\n(?![ \t])", section)
    added = re.compile(rb"(?i)(received|(resent-)?message-id|(resent-)?date|from|return-path):")
    return [field for field in fields if field and not added.match(field)], body.rstrip(b"\n")


def expected(case, record):
    """Postfix's record, corrected by the differences meant."""
    messages = [m for m in record["msgs"] if case["case"] == "f-null" or case["case"] == "f-empty"
                or not m["mail"].startswith("<> ")]
    values = {
        "status": record["rc"],
        "envelopes": envelopes_of((first_word(m["mail"]), map(first_word, m["rcpt"])) for m in messages),
        "octets": [body_and_fields(m["data"].encode("latin-1")) for m in messages],
    }
    for what, value, _ in DIFFERENCES.get(case["case"], []):
        values[what] = value
        if what == "envelopes":
            values["octets"] = None
    return values


def actual(case):
    status, _, error = calls.call(os.environ["SENDMAIL"], case["argv"], case["stdin"].encode("latin-1"))
    calls.wait_until_empty(QUEUE)
    records = calls.take_records()
    values = {
        "status": status,
        "envelopes": envelopes_of((record["mail"], record["recipients"]) for record, _ in records),
        "octets": [body_and_fields(octets) for _, octets in records],
    }
    return values, error.decode("utf-8", "replace").strip(), sum(len(calls.bcc_fields(o)) for _, o in records)


def main():
    cases, record = read("cases.json"), read("postfix.json")
    failures = 0
    for case in cases:
        name = case["case"]
        wanted = expected(case, record[name])
        try:
            values, error, bcc = actual(case)
        except TimeoutError as problem:
            print(f"  {name}: {problem}")
            failures += 1
            break  # what is still in the queue would be taken for the next case
        problems = [
            f"{what} {values[what]!r:.300}, wanted {wanted[what]!r:.300}"
            for what in wanted
            if wanted[what] is not None and values[what] != wanted[what]
        ]
        if bcc:
            problems.append("a Bcc field was delivered")
        if values["status"] and len(error.splitlines()) != 1:
            problems.append(f"standard error has not one line: {error!r}")
        for problem in problems:
            print(f"  {name}: {problem}")
        if problems and error:
            print(f"    | {error}")
        failures += bool(problems)
    print(f"  {len(cases)} cases, {failures} differ")
    return 1 if failures or not cases else 0


sys.exit(main())
