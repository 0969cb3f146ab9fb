"""Kills presend-relay at random moments while it empties a long queue, and compares what arrived with what was in doubt.

    kill_relay.py CONNECTIONS
"""

import collections
import os
import random
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import sendmail_calls as calls

WORK, PRESEND = os.environ["WORK"], os.environ["PRESEND"]
SENDMAIL = os.path.join(WORK, "alone", "sendmail")
RELAY = [os.path.join(os.environ["PRESEND_BIN"], "presend-relay"), "--config", os.environ["PRESEND_CONFIG"]]
QUEUE = os.path.join(WORK, "spool", "queue")
MESSAGES = 320
KILLS = 12
# So many of the kills have to strike while messages leave, else this would show nothing.
LEAST_STRIKES = 6
# Entries that one connection's announcement may leave in doubt: docs/queue.md.
LARGEST_BATCH = 32


def message(number):
    return b"From: shop@beispiel.test\nTo: anna@kunde.test\nSubject: entry %d\nMessage-ID: <%d@beispiel.test>\n\nGuten Tag\n" % (
        number, number)


def hand_in(number):
    subprocess.run(
        [SENDMAIL, "-i", "-f", "shop@beispiel.test", "anna@kunde.test"], input=message(number), check=True, stderr=subprocess.DEVNULL)


def in_doubt():
    """The ids that the spool itself calls in doubt."""
    listed = subprocess.run([PRESEND, "queue", "list"], capture_output=True, text=True, check=True).stdout
    return [entry.split()[0] for entry in re.split(r"\n(?=\S)", listed) if "(in doubt" in entry]


def kill_after(left):
    """Runs a relay until so many entries are left, and kills it.
    - Returns: how many are left then."""
    process = subprocess.Popen([*RELAY, "--once", "--flush"], stderr=subprocess.DEVNULL)
    while process.poll() is None and len(os.listdir(QUEUE)) > left:
        pass
    process.kill()
    process.wait()
    return len(os.listdir(QUEUE))


def main():
    connections = int(sys.argv[1])
    seed = int(os.environ.get("PRESEND_TEST_SEED", time.time_ns() % 1_000_000))
    chance = random.Random(seed)
    for number in range(MESSAGES):
        hand_in(number)
    subjects = {}
    for id in os.listdir(QUEUE):
        with open(os.path.join(QUEUE, id), "rb") as file:
            subjects[id] = int(re.search(rb"Subject: entry (\d+)", file.read())[1])
    doubts, earlier, strikes, most, problems = collections.Counter(), set(), 0, 0, []
    for _ in range(KILLS):
        before = len(os.listdir(QUEUE))
        left = kill_after(before - chance.randint(0, 2 * MESSAGES // KILLS))
        doubtful = set(in_doubt())
        strikes += 0 < left < before
        most = max(most, len(doubtful - earlier))
        doubts.update(subjects[id] for id in doubtful)
        earlier = doubtful
    subprocess.run([*RELAY, "--once", "--flush"], stderr=subprocess.DEVNULL, timeout=300, check=True)
    copies = collections.Counter(
        int(re.search(rb"Subject: entry (\d+)", octets)[1]) for _, octets in calls.take_records())
    print(f"  {connections} connections: seed {seed}, {strikes} of {KILLS} kills while messages left, at most {most} newly in doubt, "
          f"{copies.total() - len(copies)} copies too many")
    if os.listdir(QUEUE):
        problems.append(f"{len(os.listdir(QUEUE))} are still in the queue")
    for number in range(MESSAGES):
        if not 1 <= copies[number] <= 1 + doubts[number]:
            problems.append(f"entry {number}: {copies[number]} copies, in doubt {doubts[number]} times")
    if strikes < LEAST_STRIKES:
        problems.append(f"only {strikes} kills struck")
    if most > LARGEST_BATCH * connections:
        problems.append(f"{most} newly in doubt at once")
    verified = subprocess.run([PRESEND, "audit", "verify"], capture_output=True, text=True)
    if verified.returncode != 0:
        problems.append(f"audit verify: {verified.stdout}{verified.stderr}")
    listed = subprocess.run([PRESEND, "audit", "export"], capture_output=True, text=True, check=True).stdout
    decisions = collections.Counter(re.findall(r'"event":"decision","id":"(\w+)"', listed))
    if decisions != collections.Counter(dict.fromkeys(subjects, 1)):
        wrong = set(decisions) ^ set(subjects)
        problems.append(f"decisions: {decisions.total()} of {len(decisions)} entries, {len(wrong)} wrong")
    for problem in problems[:12]:
        print("  " + problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
