"""What the fault tests know of each message, and what they find wrong."""

import collections
import hashlib
import os
import re


class Message:
    """A message with a number, so that every copy of it is known again."""

    def __init__(self, number, recipients, octets, is_held=False):
        self.number, self.recipients, self.octets, self.is_held = number, recipients, octets, is_held
        # What the submitter was told: "accepted", "refused", "held", "killed" before anything was said, or "unsettled", by a
        # disk that took no change any more.
        self.fate = None
        # Records of a final dot without outcome in the journal of its entry, by recipient.
        self.doubts = collections.Counter()
        self.trouble = ""
        # The queue ids under which it arrived.
        self.arrived_as = set()
        self.copies = {recipient: 0 for recipient in recipients}
        # Notices of failure, and of success where the sender wants them.
        self.reports = {recipient: 0 for recipient in recipients}
        self.wants_receipts = False
        self.receipts = {recipient: 0 for recipient in recipients}

    @property
    def body(self):
        return self.octets.replace(b"\r\n", b"\n").partition(b"\n\n")[2].replace(b"\n", b"\r\n")


def number_in(octets):
    """The number of the message in a copy of it, or in what a report returns of it."""
    found = re.search(rb"(?m)^Subject: fault (\d+)", octets)
    return int(found[1]) if found else None


class Ledger:
    def __init__(self):
        self.messages = {}
        # What was found: (word, explanation).
        self.findings = []
        # Doubts about entries that are notices.
        self.notice_doubts = 0

    def add(self, message):
        self.messages[message.number] = message

    def find(self, word, message, explanation=""):
        self.findings.append((word, f"message {message.number} ({message.fate}; {message.trouble}) {explanation}"))

    def note(self, taken):
        """Enters what the smarthost took."""
        message = self.messages.get(number_in(taken.octets))
        if message is None:
            self.findings.append(("unknown", repr(taken.octets[:200])))
            return
        if taken.is_null_sender:
            for block in taken.octets.split(b"\r\n\r\n"):
                recipient = re.search(rb"(?m)^Final-Recipient: rfc822; (\S+)", block)
                action = re.search(rb"(?m)^Action: (\w+)", block)
                if recipient and action[1] == b"failed":
                    message.reports[recipient[1].decode()] += 1
                elif recipient and action[1] == b"relayed":
                    message.receipts[recipient[1].decode()] += 1
            return
        for recipient in taken.recipients:
            message.copies[recipient] += 1
        message.arrived_as.update(re.findall(rb"\sid (\w{19});", taken.octets.partition(b"\r\n\r\n")[0])[:1])
        if taken.octets.partition(b"\r\n\r\n")[2] != message.body:
            self.find("changed", message)

    def judge(self, log):
        """Compares what was promised with what came of it, once the queue is empty.

        log: the octets of the log of decisions.
        """
        decided = collections.Counter(re.findall(rb'"event":"decision","id":"(\w+)"', log))
        released = set(re.findall(rb'"event":"released","id":"(\w+)"', log))
        if not is_chained(log):
            self.findings.append(("the log is broken", repr(log[-300:])))
        for message in self.messages.values():
            for id in message.arrived_as:
                if decided[id] != 1:
                    self.find("not recorded once", message, f"{id.decode()}: {decided[id]} decisions in the log")
                if message.is_held and id not in released:
                    self.find("released by nobody", message, id.decode())
            for recipient in message.recipients:
                self.judge_one(message, recipient, message.copies[recipient], message.reports[recipient])
        self.messages, self.notice_doubts = {}, 0

    def judge_one(self, message, recipient, copies, reports):
        if message.fate in ("accepted", "held") and not copies and not reports:
            self.find("lost", message, f"{recipient}: neither delivered nor reported")
        if message.fate == "refused" and (copies or reports):
            self.find("delivered though refused", message, f"{recipient}: {copies} copies, {reports} reports")
        doubts = message.doubts[recipient]
        if copies > 1 + doubts:
            self.find("silent duplicate", message, f"{recipient}: {copies} copies, {doubts} doubts recorded")
        if reports > 1 + self.notice_doubts:
            self.find("told twice", message, f"{recipient}: {reports} reports")
        if copies and reports and not doubts:
            self.find("delivered and reported", message, recipient)
        receipts = message.receipts[recipient]
        if copies and message.wants_receipts and not receipts and message.fate == "accepted":
            self.find("receipt missing", message, recipient)
        if receipts > (1 + doubts + self.notice_doubts if copies and message.wants_receipts else 0):
            self.find("receipt too many", message, f"{recipient}: {receipts} receipts, {copies} copies")


def is_chained(log):
    """Whether every line of the log is whole and goes on from the one before. docs/formats.md, "The audit trail"."""
    before = b"0" * 64
    for line in log.splitlines(keepends=True):
        body, mark, tail = line.rpartition(b',"hash":"')
        if not mark or b'"prev":"' + before + b'"' not in body or tail != hashlib.sha256(body).hexdigest().encode() + b'"}\n':
            return False
        before = tail[:64]
    return True


def log_of(spool):
    octets = b""
    for name in spool_names(spool, "audit"):
        if name.endswith(".jsonl"):
            with open(os.path.join(spool, "audit", name), "rb") as file:
                octets += file.read()
    return octets


def records(octets):
    """The whole counted records in these octets: (tag, content). docs/queue.md, "The file of an entry"."""
    while head := re.match(rb"(.)(\d+):", octets, re.DOTALL):
        end = head.end() + int(head[2])
        if len(octets) <= end:
            return  # a torn tail says nothing
        yield head[1].decode(), octets[head.end():end]
        octets = octets[end + 1:]


def octets_of(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


def announced(spool):
    """What relays have announced for their batches, by queue id: (length of the journal then, octets of the line)."""
    lines = collections.defaultdict(list)
    for name in spool_names(spool, "intents"):
        for _, intent in records(octets_of(os.path.join(spool, "intents", name))):
            (_, id), (_, length) = list(records(intent))[:2]
            line = intent[len(b"i%d:%s\nl%d:%s\n" % (len(id), id, len(length), length)):]
            lines[id.decode()].append((int(length), line))
    return lines


def doubts(journal, announcements):
    """How often a journal says of a recipient that the final dot was sent and nothing is known of what came of it, by the
    recipient's place in the entry. Announcements belong behind it, if it was as long then as it is now."""
    octets = octets_of(journal)
    whole = sum(len(b"%s%d:" % (kind.encode(), len(content))) + len(content) + 1 for kind, content in records(octets))
    octets = octets[:whole] + b"".join(line for length, line in announcements if length == whole)
    unsettled, counts = set(), collections.Counter()
    for kind, content in records(octets):
        places = {int(field) for tag, field in records(content) if tag == "x"}
        if kind == ".":
            counts.update(places & unsettled)
            unsettled |= places
        elif kind in "sgf" or (kind == "d" and b"in doubt" not in content):
            unsettled -= places
    counts.update(unsettled)
    return counts


def spool_names(spool, folder):
    path = os.path.join(spool, folder)
    return sorted(os.listdir(path)) if os.path.isdir(path) else []
