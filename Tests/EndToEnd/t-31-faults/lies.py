"""Shows that the fault tests can fail: programs whose system calls lie to them, or a smarthost that spoils a message, must be
found to break each promise. A promise whose breach goes unnoticed would be none."""

import collections
import os
import shutil
import subprocess

import bench as benches
import ledger as books
import world as worlds

ANNA = "anna@kunde.test"


class Lies:
    def __init__(self, bench):
        self.bench, self.missed = bench, []

    def expect(self, word):
        """Empties the queue; what was found must be this and is then forgotten."""
        self.bench.settle()
        words = {found for found, _ in self.bench.ledger.findings}
        if word not in words:
            self.missed.append(f"“{word}” goes unnoticed (found: {sorted(words)})")
        self.bench.ledger.findings.clear()

    def place(self, call, folder="-"):
        """The first call of this name in that folder, as FAULT has it, in the last run with a log."""
        counts = collections.Counter()
        for line in self.bench.calls():
            _, name, path = line.split(" ")[:3]
            counts[name] += 1
            if name == call and path.startswith(folder):
                return f"{counts[name]}/{name}"
        raise SystemExit(f"no {call} of {folder}… in: {self.bench.calls()}")

    def submit(self, fault=""):
        message = self.bench.message([ANNA])
        self.bench.submit(message, fault)
        return message

    def relay(self, fault=""):
        [id] = self.bench.queue([self.bench.message([ANNA])])
        self.bench.run([*benches.RELAY, "--once", "--queue-id", id], fault)
        return id

    def tell(self):
        self.submit()  # makes the spool
        self.submit()
        link, synchronise = self.place("linkat", "queue/"), self.place("fsync", "queue")
        # The name is not made, but said to be.
        self.submit(f"{link}:lie")
        self.expect("lost")
        # The folder cannot be synchronised; the entry is said to be void, and its name to be taken back.
        self.submit(f"{synchronise}:eio,1/ftruncate:lie,1/unlink:lie+")
        self.expect("delivered though refused")

        self.relay()
        note = self.place("write", "intents/")
        # The last is QUIT.
        dot = f"{sum(line.split(' ')[1] == 'send' for line in self.bench.calls()) - 1}/send"
        # "dot-sent" is not written, but said to be; the relay dies before the answer.
        self.relay(f"{note}:lie,{dot}:kill-after")
        self.expect("silent duplicate")
        # It is written, but a person has asked for an attempt now.
        id = self.relay(f"{dot}:kill-after")
        subprocess.run([benches.PRESEND, "queue", "retry", id], check=True, timeout=benches.LONGEST_CALL)
        self.expect("in doubt, and not waited for")
        self.bench.world.spoils_next = True
        self.relay()
        self.expect("changed")

        self.tamper()
        self.relay()
        # The decision is not written to the log, but said to be.
        self.relay(f"{self.place('write', 'audit/')}:lie")
        self.expect("not recorded once")
        self.release()
        # That log stays broken.
        shutil.rmtree(benches.SPOOL)
        self.submit()

        with open(os.path.join(benches.SPOOL, "failed", "0" * 19), "w", encoding="ascii") as file:
            file.write("none of ours")
        self.expect("left over")
        self.bench.submit(self.bench.message(["no address"]))
        self.expect("strange exit")
        self.tell_of_notices()
        return self.missed

    def release(self):
        """A person releases a message, and the log of it is not written, but said to be."""
        self.bench.submit(self.bench.message([ANNA], is_held=True))
        [id] = books.spool_names(benches.SPOOL, "held")
        command = benches.deciding("release", id)
        # Killed behind its first line, which is the decision about the message; the next is the person's.
        self.bench.run(command, "1/rename:kill")
        self.bench.run(command, f"{self.place('write', 'audit/')}:lie")
        self.expect("released by nobody")

    def tamper(self):
        """An octet of the log is another for a while."""
        [name] = [name for name in books.spool_names(benches.SPOOL, "audit") if name.endswith(".jsonl")]
        with open(os.path.join(benches.SPOOL, "audit", name), "r+b", buffering=0) as file:
            file.seek(20)
            octet = file.read(1)
            os.pwrite(file.fileno(), bytes([octet[0] ^ 1]), 20)
            self.expect("the log is broken")
            os.pwrite(file.fileno(), octet, 20)

    def tell_of_notices(self):
        """Promises about notices, by what the smarthost says it took."""
        world = self.bench.world
        for copies, reports, word in ((0, 2, "told twice"), (1, 1, "delivered and reported")):
            message = self.bench.message([ANNA])
            message.fate = "accepted"
            report = f"\r\nFinal-Recipient: rfc822; {ANNA}\r\nAction: failed\r\nSubject: fault {message.number}\r\n".encode()
            world.taken += [worlds.Taken([ANNA], message.octets.replace(b"\n", b"\r\n"), False)] * copies
            world.taken += [worlds.Taken([benches.SENDER], report, True)] * reports
            self.expect(word)
        for wants, word in ((True, "receipt missing"), (False, "receipt too many")):
            message = self.bench.message([ANNA])
            message.fate, message.wants_receipts = "accepted", wants
            world.taken += [worlds.Taken([ANNA], message.octets.replace(b"\n", b"\r\n"), False)]
            if not wants:
                receipt = f"\r\n\r\nFinal-Recipient: rfc822; {ANNA}\r\nAction: relayed\r\n\r\nSubject: fault {message.number}\r\n"
                world.taken.append(worlds.Taken([benches.SENDER], receipt.encode(), True))
            self.expect(word)
        world.taken.append(worlds.Taken([ANNA], b"Subject: another\r\n\r\n", False))
        self.expect("unknown")
