"""The bench of the fault tests: a site whose programs run with faults, the world behind it, and the ledger."""

import collections
import contextlib
import os
import random
import re
import signal
import subprocess

import ledger as books
import world as worlds

WORK = os.environ["WORK"]
SPOOL = os.path.join(WORK, "spool")
SENDMAIL = os.path.join(WORK, "alone", "sendmail")
PRESEND = os.path.join(WORK, "alone", "presend")
PLAIN, ENCRYPTED = os.path.join(WORK, "presend.yml"), os.path.join(WORK, "encrypted.yml")
PROGRAM = os.path.join(os.environ["PRESEND_BIN"], "presend-relay")
RELAY = [PROGRAM, "--config", PLAIN]
RELAY_ENCRYPTED = [PROGRAM, "--config", ENCRYPTED]
LOG = os.path.join(WORK, "calls")
LONGEST_CALL = 120
SENDER = "shop@beispiel.test"


def write_configuration(path, relay):
    password = os.path.join(WORK, "password")
    with open(password, "w", encoding="ascii") as file:
        file.write(worlds.PASSWORD + "\n")
    os.chmod(password, 0o600)
    with open(path, "w", encoding="ascii") as file:
        file.write("organisation: { domains: [beispiel.test, beispiel.de] }\n")
        file.write(f'queue: {{ directory: "{SPOOL}", minimum-free-octets: 0 }}\n')
        file.write(f'relay: {{ {relay}, user: {worlds.USER}, password-file: "{password}" }}\n')


def deciding(decision, id):
    """The command by which a person decides about what is held; what is released is what was looked at, by its digest."""
    command = [PRESEND, "held", decision, id]
    if decision == "release":
        with open(os.path.join(SPOOL, "held", id), "rb") as entry:
            command += ["--seen", entry.read()[-65:-1].decode(), "--reason", "agreed"]
    return command


class Bench:
    """The site, the world and the ledger, and ways to use them."""

    def __init__(self, seed):
        world = worlds.World(os.path.join(WORK, "tls/server.pem"), os.path.join(WORK, "tls/server.key"))
        write_configuration(PLAIN, f'url: "smtp://127.0.0.1:{world.port}", tls: none')
        write_configuration(ENCRYPTED, f'url: "smtp://localhost:{world.port}", ca-file: "{WORK}/tls/ca.pem"')
        self.world, self.chance = world, random.Random(seed)
        self.ledger = books.Ledger()
        self.number = 0
        self.injected = {}
        # Entries by their queue id, and what is decided of those that are held.
        self.ids, self.decisions = {}, {}

    # --- Messages -----------------------------------------------------------------------------------------------------

    def message(self, recipients, octets=3000, is_held=False):
        self.number += 1
        text = b"".join(b"%d: line of message %d\n.%d\n" % (line, self.number, line) for line in range(octets // 45 + 1))
        fields = f"From: {SENDER}\nTo: undisclosed-recipients:;\nSubject: fault {self.number}\n"
        if is_held:  # a signed part that would have to be rewritten waits for a person
            with open(os.path.join(os.environ["TEST_ROOT"], "Fixtures/demo/signed-with-pixel.eml"), "rb") as file:
                whole = re.sub(rb"(?m)^Subject: .*$", b"Subject: fault %d" % self.number, file.read(), count=1)
        else:
            whole = fields.encode() + b"\n" + text
        message = books.Message(self.number, recipients, whole, is_held)
        self.ledger.add(message)
        return message

    # --- Programs -----------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def faulty(self, fault, switches=()):
        """The environment of a program with a fault; switches of Tests/Faults/fault.c."""
        environment = dict(os.environ, LD_PRELOAD=os.environ["FAULT_LIBRARY"], FAULT_ROOT=SPOOL, FAULT_LOG=LOG, FAULT=fault)
        environment.update((switch, "1") for switch in switches)
        open(LOG, "w").close()
        yield environment
        self.world.settle()

    def run(self, command, fault="", standard_input=b"", switches=()):
        """Runs a program with a fault; returns its status and what it said."""
        with self.faulty(fault, switches) as environment:
            done = subprocess.run(
                command, input=standard_input, capture_output=True, env=environment, timeout=LONGEST_CALL)
        return done.returncode, done.stdout + done.stderr

    def note_strike(self, command, fault, messages):
        """Notes what went wrong with these messages; whether anything did."""
        struck = [line.split(" ") for line in self.calls() if " FAULT " in line]
        if struck:
            _, call, name, _, kind = struck[0]
            words = [os.path.basename(command), call, *([name.split("/")[0]] if name != "-" else []), kind]
            self.count(" ".join(words), messages, fault)
        return bool(struck)

    def count(self, what, messages, detail=""):
        self.injected[what] = self.injected.get(what, 0) + 1
        for message in messages:
            message.trouble = f"{message.trouble} {what} {detail}".strip()

    def calls(self):
        with open(LOG, encoding="utf-8", errors="replace") as file:
            return file.read().splitlines()

    def note_unsettled(self, message, answer):
        """Of a message that was refused with a warning nobody can know what becomes of it; but only where the disk failed at each way
        to take it back, once its name was not to be made durable."""
        struck = [line.split(" ")[1] for line in self.calls() if " FAULT " in line]
        if b"may be sent all the same" in answer and any(
                call == "fsync" and {"ftruncate", "unlink"} <= set(struck[place:]) for place, call in enumerate(struck)):
            message.fate = "unsettled"

    def clean(self, command):
        done = subprocess.run(command, capture_output=True, timeout=LONGEST_CALL)
        self.world.settle()
        return done.returncode, done.stdout + done.stderr

    def submit(self, message, fault="", switches=()):
        """sendmail by arguments; whether the fault struck."""
        status, output = self.run(
            [SENDMAIL, "-i", "-f", SENDER, "--", *message.recipients], fault, message.octets, switches)
        fates = {0: "accepted", 77: "held", -signal.SIGKILL: "killed"}
        message.fate = fates.get(status, "refused")
        self.note_unsettled(message, output)
        if status not in (0, 70, 73, 74, 75, 77, -signal.SIGKILL):
            self.ledger.find("strange exit", message, f"{status}: {output[-300:]!r}")
        return self.note_strike(SENDMAIL, fault, [message])

    def converse(self, messages, fault=""):
        """sendmail -bs with a transaction for each message, which is taken when the dot is answered with 250 and an id."""
        with self.faulty(fault) as environment:
            process = subprocess.Popen(
                [SENDMAIL, "-bs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)

            def ask(octets):
                try:
                    process.stdin.write(octets + b"\r\n")
                    process.stdin.flush()
                except BrokenPipeError:
                    return b""
                line = b"250-"
                while line[3:4] == b"-":
                    line = process.stdout.readline()
                return line

            process.stdout.readline()
            ask(b"EHLO localhost")
            for message in messages:
                ask(f"MAIL FROM:<{SENDER}>".encode())
                for recipient in message.recipients:
                    ask(f"RCPT TO:<{recipient}>{' NOTIFY=SUCCESS,FAILURE' * message.wants_receipts}".encode())
                reply = ask(b"DATA")
                if reply.startswith(b"354"):
                    reply = ask(message.octets.replace(b"\n", b"\r\n").replace(b"\r\n.", b"\r\n..") + b".")
                id = re.match(rb"250 2.0.0 Ok: queued as (\w+)", reply)
                message.fate = "accepted" if id else "refused" if reply else "killed"
                self.note_unsettled(message, reply)
                if id:
                    self.ids[id[1].decode()] = message
            ask(b"QUIT")
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
            process.stdout.close()
            process.wait(LONGEST_CALL)
        return self.note_strike(SENDMAIL, fault, messages)

    def queue(self, messages):
        """Takes messages without any fault."""
        self.converse(messages)
        for message in messages:
            if message.fate != "accepted":
                raise SystemExit(f"a message is not taken though nothing fails: {message.fate}")
        return [next(id for id, known in self.ids.items() if known is message) for message in messages]

    # --- The end of a batch ------------------------------------------------------------------------------------------

    def note_doubts(self):
        """Reads the journals, before anything else happens to their entries."""
        announced = books.announced(SPOOL)
        for id in {*books.spool_names(SPOOL, "journal"), *books.spool_names(SPOOL, "queue")}:
            counts = books.doubts(os.path.join(SPOOL, "journal", id), announced[id])
            if id in self.ids:
                message = self.ids[id]
                message.doubts |= collections.Counter({message.recipients[place]: n for place, n in counts.items()})
            else:
                self.ledger.notice_doubts += sum(counts.values())

    def settle(self):
        """Delivers all that is left, without faults, and compares."""
        self.world.plan = None
        self.note_doubts()
        for id in books.spool_names(SPOOL, "held"):
            self.clean(deciding(self.decisions.get(id, "release"), id))
        before = len(self.world.taken)
        if books.spool_names(SPOOL, "queue") or books.spool_names(SPOOL, "decided"):
            self.clean([*RELAY, "--once"])
        for taken in self.world.taken[before:]:
            # What may have arrived already has to wait for half an hour.
            message = self.ledger.messages.get(books.number_in(taken.octets))
            if message and not taken.is_null_sender and any(message.doubts[recipient] for recipient in taken.recipients):
                self.ledger.find("in doubt, and not waited for", message)
        for _ in range(8):
            if not books.spool_names(SPOOL, "queue"):
                break
            self.clean([*RELAY, "--once", "--flush"])
        for taken in self.world.taken:
            self.ledger.note(taken)
        self.world.taken.clear()
        self.ledger.judge(books.log_of(SPOOL))
        for folder in ("queue", "held", "failed", "decided"):
            for id in books.spool_names(SPOOL, folder):
                self.ledger.findings.append(("left over", f"{folder}/{id}"))
                os.unlink(os.path.join(SPOOL, folder, id))
        self.ids, self.decisions = {}, {}
