"""What presend rewrote is read back by three readers: nobody is named to anybody else, and nothing but the edits has changed.

    read_back.py COUNT POLICY        POLICY is "bcc" or "individual"
"""

import collections
import concurrent.futures
import os
import random
import re
import sys
import tempfile
import time
import types

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import letters
import readers
import sendmail_calls as calls

SENDMAIL, WORK = os.environ["SENDMAIL"], os.environ["WORK"]
AT_ONCE = 4
# Fields that may go or change, and fields that presend adds.
DESTINATIONS = {"to", "cc", "mail-followup-to", "apparently-to", "x-recipients", "x-envelope-to", "delivered-to", "bcc", "x-bcc",
                "resent-bcc"}
ADDED = {"received"}
# Of the messages so many have to be rewritten, else this would show nothing.
LEAST_REWRITTEN = 0.4


class ReadBack:
    def __init__(self, policy):
        self.policy, self.failures, self.letters = policy, [], {}
        self.statuses, self.changed_parts = collections.Counter(), 0

    def fail(self, letter, reader, what):
        self.failures.append(f"letter {letter.number}, {reader}: {what}")

    def hand_in(self, letter):
        status, _, said = calls.call(
            SENDMAIL, ["-i", "-f", letters.SENDER, *letter.recipients], letter.octets)
        letter.status = status
        self.statuses[status] += 1
        if status not in (0, 77):
            self.fail(letter, "sendmail", f"status {status}: {said[:200]!r}")

    def go(self, all_letters):
        self.letters = {letter.number: letter for letter in all_letters}
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self.hand_in, all_letters))
        calls.wait_until_empty(os.path.join(WORK, "spool", "queue"))
        time.sleep(0.3)
        copies = []
        for record, octets in calls.take_records():
            found = re.search(rb"(?m)^Subject: letter (\d+)", octets)
            copies.append((self.letters[int(found[1])], record["recipients"], octets))
        self.count(copies)
        originals = {letter.number: on_the_wire(letter.readable) for letter, _, _ in copies}
        for letter, _, _ in copies:
            contents = readers.python_view(originals[letter.number]).contents
            # Every picture here is one that reports the opening.
            letter.mended = {readers.identity(re.sub(rb"<img [^>]*>", b"", content)) for content in contents}
            if self.policy == "individual":
                letter.mended |= {readers.identity(naming_only(guest, content)) for content in contents
                                  for guest in letter.recipients}
        self.read("email", readers.python_view, copies, originals)
        self.read("GMime", readers.gmime_view, copies, originals)
        numbers = list(originals)
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            views = readers.inspect_views(folder, [octets for _, _, octets in copies] + [originals[n] for n in numbers])
        self.compare("presend", copies, views[:len(copies)], dict(zip(numbers, views[len(copies):])))

    def count(self, copies):
        """Everybody gets one copy of what was taken, nobody of what was not."""
        got = collections.Counter((letter.number, address) for letter, addresses, _ in copies for address in addresses)
        for letter in self.letters.values():
            for address in letter.recipients:
                wanted = 1 if letter.status == 0 else 0
                if got.pop((letter.number, address), 0) != wanted:
                    self.fail(letter, "smarthost", f"{address} has not got {wanted} copies")
        self.failures += [f"{address} gets letter {number}" for number, address in got]

    def read(self, reader, view, copies, originals):
        views = [view(octets) for _, _, octets in copies]
        self.compare(reader, copies, views, {number: view(octets) for number, octets in originals.items()})

    def compare(self, reader, copies, views, originals):
        for (letter, recipients, _), view in zip(copies, views):
            original = originals[letter.number]
            self.look_for_names(reader, letter, recipients, view)
            if view.tree != original.tree:
                self.fail(letter, reader, f"the tree is {view.tree} instead of {original.tree}")
            self.compare_leaves(reader, letter, view, original)
            if kept(view) != kept(original):
                self.fail(letter, reader, f"fields differ: {set(kept(view)) ^ set(kept(original))}")

    def look_for_names(self, reader, letter, recipients, view):
        """A recipient outside may be named to nobody but themselves; colleagues to each other."""
        for address in letter.externals + letter.hidden:
            if self.policy == "individual" and recipients == [address]:
                continue
            if spelled_anywhere(address, view.addressed):
                self.fail(letter, reader, f"{address} is named to {recipients}")

    def compare_leaves(self, reader, letter, view, original):
        """Of a part that has changed nothing but the picture, or the other guests, may have gone."""
        for (kind, now), (_, before) in zip(view.leaves, original.leaves):
            if now == before:
                continue
            self.changed_parts += 1
            if now not in letter.mended:
                self.fail(letter, reader, f"a part of {kind} has changed, and not by its picture or guests alone")


# A message as it should come out, and ways to spoil it, by what every reader then has to find.
MENDED = "\r\n".join([
    "From: sabine.roth@beispiel.test", "To: undisclosed-recipients:;", "Subject: letter 0", "Importance: normal", "MIME-Version: 1.0",
    "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/plain", "", "Guten Tag", "--b",
    "Content-Type: text/calendar", "", "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "END:VEVENT", "END:VCALENDAR", "--b--", ""]).encode()
SPOILED = [
    ("is named", b"undisclosed-recipients:;", b"anna@kunde.example"),
    ("is named", b"Importance: normal", b"X-Recipients: =?utf-8?q?anna=40kunde.example?="),
    ("is named", b"UID:1", b"UID:1\r\nATTENDEE:mailto:anna@kunde.exa\r\n mple"),
    ("fields differ", b"Importance: normal\r\n", b""),
    ("the tree is", b"text/plain", b"text/html"),
    ("has changed", b"Guten Tag", b"Guten Tag."),
]


def blindness():
    """- Returns: what a reader does not find though it is there."""
    copies = [MENDED] + [MENDED.replace(before, after) for _, before, after in SPOILED]
    letter = types.SimpleNamespace(number=0, externals=["anna@kunde.example"], hidden=[], mended=set())
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        readings = {"presend": readers.inspect_views(folder, copies)}
    readings["email"] = [readers.python_view(copy) for copy in copies]
    readings["GMime"] = [readers.gmime_view(copy) for copy in copies]
    missed = []
    for reader, (right, *wrong) in readings.items():
        for (word, _, after), view in zip(SPOILED, wrong):
            run = ReadBack("bcc")
            run.compare(reader, [(letter, ["anna@kunde.example", "bernd@partner.example"], b"")], [view], {0: right})
            if not any(word in failure for failure in run.failures):
                missed.append(f"{reader} is blind: “{word}” goes unnoticed after {after!r}")
    return missed


def spelled_anywhere(address, text):
    """The address in any spelling: quotes, case and white space around the "@" aside."""
    flat = re.sub(r"\s*@\s*", "@", re.sub(r'["\\]', "", text)).lower()
    return re.search(r"(?<![\w.+'-])" + re.escape(address.lower()) + r"(?![\w-])", flat) is not None


def naming_only(guest, calendar):
    """The calendar without the ATTENDEE lines of all but one guest and the sender."""
    def line(match):
        user = re.sub(rb"\r?\n[ \t]", b"", match[0]).rstrip().rpartition(b"mailto:")[2]
        return match[0] if user in (guest.encode(), letters.SENDER.encode()) else b""
    return re.sub(rb"(?m)^ATTENDEE[^\n]*\n(?:[ \t][^\n]*\n)*", line, calendar)


def kept(view):
    """The fields that no edit concerns, in order."""
    return [(name, body) for name, body in view.fields if name.strip().lower() not in DESTINATIONS | ADDED]


def on_the_wire(octets):
    octets = re.sub(rb"\r\n|\r|\n", b"\r\n", octets)
    return octets if octets.endswith(b"\r\n") else octets + b"\r\n"


def main():
    count, policy = int(sys.argv[1]), sys.argv[2]
    seed = int(os.environ.get("PRESEND_TEST_SEED", time.time_ns() % 1_000_000))
    chance = random.Random(f"{seed} {policy}")
    fixtures = os.path.join(os.environ["ROOT"], "Fixtures", "messages")
    run = ReadBack(policy)
    run.failures += blindness()
    run.go([letters.Letter(number, random.Random(chance.random()), fixtures) for number in range(1, count + 1)])
    rewritten = run.statuses[0]
    print(f"  {policy}: seed {seed}, {count} messages, {rewritten} rewritten and sent, {run.statuses[77]} given back or held, "
          f"{run.changed_parts} readings of changed parts, {len(run.failures)} failures")
    if rewritten < LEAST_REWRITTEN * count:
        run.failures.append(f"only {rewritten} of {count} messages were rewritten")
    for failure in run.failures[:12]:
        print("  " + failure)
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
