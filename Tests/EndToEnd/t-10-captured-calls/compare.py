"""Replays every capture against Postfix and presend, and compares the envelopes that reach the smarthost."""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import sendmail_calls as calls

CAPTURES = os.path.join(calls.SHARED, "data", "captures")
POSTFIX = dict(os.environ, MAIL_CONFIG=os.environ["POSTFIX"])
POSTFIX_QUEUE = [os.path.join(os.environ["POSTFIX"], "spool", name) for name in ("maildrop", "incoming", "active")]
PRESEND_QUEUE = [os.path.join(os.environ["WORK"], "spool", name) for name in ("queue",)]
# Programs that only look at the queue; their output is each mail system's own.
LOOKING_ONLY = ("mailq", "newaliases")
# capture -> (addresses left out of the comparison, reason).
DIFFERENCES = {
    "bsd-mailx-f": (
        {"-f@smarthost.test"},
        "a local-part may begin with a hyphen (RFC 5321 §4.1.2); Postfix refuses it (allow_min_user) and bounces",
    )
}


def replay(program, capture, data, environment, queue):
    """Exit status, what was refused, and the transactions at the smarthost in a form that compares."""
    if "smtp_dialogue" in capture:
        status, refusals = calls.converse(program, capture["argv"], capture["smtp_dialogue"], data, environment)
    else:
        name = os.path.basename(capture["argv0"])
        status, _, error = calls.call(program, capture["argv"], data, name, environment)
        refusals = [error.decode("utf-8", "replace").strip()] if status else []
    calls.wait_until_empty(*queue)
    envelopes = {}
    bcc = 0
    for record, octets in calls.take_records():
        sender = calls.comparable(record["mail"])
        # One message may come in several transactions; together they make its envelope.
        envelopes.setdefault(sender, set()).update(calls.comparable(address) for address in record["recipients"])
        bcc += len(calls.bcc_fields(octets))
    return status, refusals, envelopes, bcc


def main():
    names = sorted(name for name in os.listdir(CAPTURES) if os.path.isdir(os.path.join(CAPTURES, name)))
    failures = 0
    for name in names:
        folder = os.path.join(CAPTURES, name)
        with open(os.path.join(folder, "capture.json"), encoding="utf-8") as file:
            capture = json.load(file)
        with open(os.path.join(folder, "stdin.eml"), "rb") as file:
            data = file.read()
        postfix = replay("/usr/sbin/sendmail", capture, data, POSTFIX, POSTFIX_QUEUE)
        presend = replay(os.environ["SENDMAIL"], capture, data, None, PRESEND_QUEUE)
        problems = []
        left_out = DIFFERENCES.get(name, (set(), ""))[0]
        for envelopes in (postfix[2], presend[2]) if left_out else ():
            envelopes.pop("", None)  # Postfix's notice about the address it refused
            for recipients in envelopes.values():
                recipients -= left_out
        if presend[0] != postfix[0]:
            problems.append(f"exit status {presend[0]}, Postfix {postfix[0]}: {presend[1]}")
        if presend[2] != postfix[2]:
            problems.append(f"envelope {presend[2]}, Postfix {postfix[2]}")
        if presend[3]:
            problems.append("a Bcc field was delivered")
        if not presend[2] and name not in LOOKING_ONLY:
            problems.append("nothing was delivered")
        for problem in problems:
            print(f"  {name}: {problem}")
        failures += bool(problems)
    print(f"  {len(names)} captures, {failures} differ")
    return 1 if failures or not names else 0


sys.exit(main())
