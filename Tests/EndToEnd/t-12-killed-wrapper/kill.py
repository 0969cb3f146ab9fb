"""Kills sendmail at random moments and compares what was acknowledged with what is delivered."""

import os
import random
import re
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import sendmail_calls as calls

SENDMAIL = os.environ["SENDMAIL"]
PRESEND = os.environ["PRESEND"]
SPOOL = os.path.join(os.environ["WORK"], "spool")
# At least this many calls must have ended by the signal.
WANTED_KILLS = 220
# And this many must have been acknowledged, or the test would say nothing about acknowledged mail.
WANTED_ACKNOWLEDGED = 50
MOST_CALLS = 2000


def message(number):
    body = b"".join(b"%d line of message %d\r\n" % (line, number) for line in range(40))
    return (
        b"From: shop@beispiel.test\nTo: anna@kunde.test\nSubject: kill %d\n\n" % number
        + body.replace(b"\r\n", b"\n")
        + b"end of message %d\n" % number
    )


def start(number):
    process = subprocess.Popen(
        [SENDMAIL, "-i", "-f", "shop@beispiel.test", "anna@kunde.test"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        process.stdin.write(message(number))
        process.stdin.close()
    except BrokenPipeError:
        pass
    return process


def usual_duration():
    """Median seconds of a whole call, so that the kills fall into it and not behind it."""
    durations = []
    for _ in range(9):
        begin = time.monotonic()
        start(0).wait(calls.LONGEST_CALL)
        durations.append(time.monotonic() - begin)
    return sorted(durations)[len(durations) // 2]


def main():
    seed = int(os.environ.get("PRESEND_TEST_SEED", time.time_ns() % 1_000_000))
    chance = random.Random(seed)
    duration = usual_duration()
    calls.wait_until_empty(os.path.join(SPOOL, "queue"))
    calls.take_records()
    acknowledged, killed, unexpected, number = set(), 0, [], 0
    while (killed < WANTED_KILLS or len(acknowledged) < WANTED_ACKNOWLEDGED) and number < MOST_CALLS:
        number += 1
        process = start(number)
        time.sleep(chance.uniform(0, 1.2 * duration))
        process.send_signal(signal.SIGKILL)
        status = process.wait(calls.LONGEST_CALL)
        error = process.stderr.read()
        if status == 0:
            acknowledged.add(number)
        elif status == -signal.SIGKILL:
            killed += 1
        else:
            unexpected.append((number, status, error))
    # What a killed call left in the queue is tried by the next run, as after any crash.
    subprocess.run([PRESEND, "queue", "run"], capture_output=True, timeout=300)
    calls.wait_until_empty(os.path.join(SPOOL, "queue"))
    delivered, damaged = {}, 0
    for _, octets in calls.take_records():
        subject = int(re.search(rb"(?m)^Subject: kill (\d+)", octets).group(1))
        delivered[subject] = delivered.get(subject, 0) + 1
        body = octets.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
        damaged += body != message(subject).partition(b"\n\n")[2]
    lost = sorted(acknowledged - delivered.keys())
    twice = sorted(subject for subject, count in delivered.items() if count > 1)
    print(f"  seed {seed}, usual call {duration * 1000:.1f} ms: {number} calls, {killed} killed, "
          f"{len(acknowledged)} acknowledged, {len(delivered)} delivered "
          f"({len(delivered.keys() - acknowledged)} of calls killed behind the commit point)")
    for what, found in (("lost", lost), ("delivered twice", twice), ("unexpected exits", unexpected)):
        if found:
            print(f"  {what}: {found[:10]}")
    if damaged:
        print(f"  {damaged} delivered with another body")
    enough = killed >= WANTED_KILLS and len(acknowledged) >= WANTED_ACKNOWLEDGED
    if not enough:
        print("  too few kills or acknowledgements to say anything")
    return 0 if enough and not (lost or twice or unexpected or damaged) else 1


sys.exit(main())
