"""Goes through the faults: of every system call of the wrapper and the relay, and of every phase of SMTP.

What must hold, whatever fails: a message that was taken (exit status 0) is delivered or its sender is told; one that was
refused is not; nobody gets it twice, unless the journal says that it was in doubt; no octet of it changes.

PRESEND_FAULTS says how many faults; with PRESEND_FAULTS=pairs each is one of an error at a commit point and others at what takes
the entry back, all of them once. Most are drawn from the list of all cases, a few, and all beyond it, are random: other sizes, two
faults, a disk that stays broken, a relay that puts right what another left, two at once. PRESEND_TEST_SEED repeats a run.
"""

import collections
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time

import bench as benches
import ledger as books
import lies
import world as worlds

# What each call can suffer; Tests/Faults/fault.c knows the same.
DISK = ["kill", "kill-after", "eio"]
SUFFERS = {
    "open": DISK + ["enospc"], "write": DISK + ["enospc", "short"], "fsync": DISK + ["enospc"], "fdatasync": DISK,
    "link": DISK + ["enospc"], "linkat": DISK + ["enospc"], "rename": DISK + ["enospc"], "unlink": DISK, "ftruncate": DISK,
    "mkdir": DISK + ["enospc"], "flock": DISK, "close": DISK, "pread": ["kill", "eio", "short"], "opendir": ["kill", "eio"],
    "lstat": ["eio"], "statvfs": ["eio"], "send": DISK + ["short"], "recv": DISK + ["short"],
}
# So many cases are made before the queue is emptied and compared with the ledger.
BATCH = 40
DEFAULT_COUNT = 600
# There are more of them, and the first fault of each strikes.
LEAST_PAIRS = 150
# Of so many cases chance decides more than which of the list it is.
RANDOM_SHARE = 0.15
# A long run says now and then how far it is.
REPORT_EVERY = 500
# A small disk has up to so many pages of 4 KiB: the entry of a message of that size and its journal need a few less.
MOST_PAGES = 40
CROWD_OCTETS = 60_000
# A plan that leaves the relay waiting ends with its death or its being asked to stop.
ENDS = {"none": [signal.SIGKILL], "slow": [None, signal.SIGKILL, signal.SIGTERM]}
ANNA, REFUSED = "anna@kunde.test", "refused@kunde.test"


class Faults:
    def __init__(self, bench):
        self.bench = bench

    # --- One case of each sort: returns whether the fault struck --------------------------------------------------------

    def arguments(self, fault, octets=3000):
        return self.bench.submit(self.bench.message([ANNA], octets), fault)

    def named(self, fault, octets=3000):
        return self.bench.submit(self.bench.message([ANNA], octets), fault, ["FAULT_NAMED"])

    def founding(self, fault, octets=3000):
        """The first message, which makes the spool."""
        self.bench.settle()
        if os.path.exists(benches.SPOOL):  # not where the case before was killed before it made one
            shutil.rmtree(benches.SPOOL)
        return self.arguments(fault, octets)

    def holding(self, fault, octets=3000):
        return self.bench.submit(self.bench.message([ANNA], is_held=True), fault)

    def session(self, fault, octets=3000):
        return self.bench.converse([self.bench.message([ANNA, REFUSED], octets), self.bench.message([ANNA], octets)], fault)

    def relaying(self, fault, octets=3000, recipients=(ANNA,), wants_receipts=False):
        message = self.bench.message(list(recipients), octets)
        message.wants_receipts = wants_receipts
        [id] = self.bench.queue([message])
        self.bench.run([*benches.RELAY, "--once", "--queue-id", id], fault)
        return self.bench.note_strike(benches.RELAY[0], fault, [message])

    def reporting(self, fault, octets=3000):
        return self.relaying(fault, octets, (ANNA, REFUSED))

    def confirming(self, fault, octets=3000):
        """The smarthost offers no DSN, so it is the relay that tells the sender of success."""
        return self.relaying(fault, octets, (ANNA, REFUSED), wants_receipts=True)

    def deferring(self, fault, octets=3000):
        return self.relaying(fault, octets, (ANNA, f"later-{self.bench.number}@kunde.test"))

    def passing(self, fault, octets=3000):
        """A pass over the whole queue, with a notice that an earlier pass has made."""
        self.bench.settle()
        messages = [self.bench.message([REFUSED], octets), self.bench.message([ANNA], octets)]
        ids = self.bench.queue(messages[:1])
        self.bench.run([*benches.RELAY, "--once", "--queue-id", ids[0]])
        self.bench.queue(messages[1:])
        self.bench.run([*benches.RELAY, "--once"], fault)
        return self.bench.note_strike(benches.RELAY[0], fault, messages)

    def batching(self, fault, octets=3000):
        """A pass that sends many messages with one announcement, and takes what one of them needs on the way."""
        self.bench.settle()
        recipients = [(ANNA,), (ANNA, REFUSED), (f"later-{self.bench.number}@kunde.test",), (ANNA,), (ANNA,)]
        messages = [self.bench.message(list(people), octets) for people in recipients]
        self.bench.queue(messages)
        self.bench.run([*benches.RELAY, "--once"], fault)
        return self.bench.note_strike(benches.RELAY[0], fault, messages)

    def releasing(self, fault, octets=3000, decision="release"):
        message = self.bench.message([ANNA], is_held=True)
        before = books.spool_names(benches.SPOOL, "held")
        self.bench.submit(message)
        [id] = set(books.spool_names(benches.SPOOL, "held")) - set(before)
        self.bench.ids[id], self.bench.decisions[id] = message, decision
        if decision == "reject":
            message.fate = "rejected"
        self.bench.run(benches.deciding(decision, id), fault)
        return self.bench.note_strike(benches.PRESEND, fault, [message])

    def rejecting(self, fault, octets=3000):
        return self.releasing(fault, octets, "reject")

    SORTS = [arguments, named, founding, holding, session, relaying, reporting, confirming, deferring, passing, batching, releasing,
             rejecting]

    def recovering(self, fault, octets=3000):
        """A relay is killed, and the one that puts it right has its own trouble."""
        bench = self.bench
        message = bench.message([ANNA, REFUSED], octets)
        [id] = bench.queue([message])
        relay = [*benches.RELAY, "--once", "--queue-id", id]
        bench.run(relay, f"{bench.chance.randint(1, 70)}:{bench.chance.choice(['kill', 'kill-after'])}")
        bench.note_strike(relay[0], "", [message])
        bench.run(relay, fault)
        return bench.note_strike(relay[0], fault, [message])

    def rivalling(self, fault, octets=3000):
        """Two relays at once, one of them in trouble."""
        bench = self.bench
        messages = [bench.message([ANNA], octets), bench.message([REFUSED], octets), bench.message([ANNA], octets)]
        bench.queue(messages)
        rival = subprocess.Popen([*benches.RELAY, "--once"], stderr=subprocess.DEVNULL)
        bench.run([*benches.RELAY, "--once"], fault)
        rival.wait(benches.LONGEST_CALL)
        return bench.note_strike(benches.RELAY[0], fault, messages)

    # Those whose run has a commit point.
    ENTERING = [arguments, named, holding, session, reporting, confirming, passing, rejecting]

    # What happens in these depends on chance: there is no list of all their calls.
    RANDOM_SORTS = [*SORTS, recovering, recovering, rivalling, rivalling]

    def strike(self, phase, kind, end, pipelining, octets=3000):
        """The smarthost does one thing wrong while a message is relayed."""
        bench, world = self.bench, self.bench.world
        message = bench.message([ANNA, REFUSED] if bench.chance.random() < 0.3 else [ANNA], octets)
        [id] = bench.queue([message])
        world.plan, world.pipelining = (phase, kind), pipelining
        world.is_stalled.clear()
        relaying = benches.RELAY_ENCRYPTED if phase in ("starttls", "handshake") or bench.chance.random() < 0.2 else benches.RELAY
        relay = subprocess.Popen([*relaying, "--once", "--queue-id", id], stderr=subprocess.DEVNULL)
        if kind in ENDS:
            while not world.is_stalled.wait(0.02) and relay.poll() is None:
                pass
            if end:
                relay.send_signal(end)
        relay.wait(benches.LONGEST_CALL)
        world.settle()
        struck, world.plan = world.plan is None, None
        if struck:
            bench.count(f"smarthost {phase} {kind}{f' {end.name}' if end else ''}", [message], f"pipelining {pipelining}")
        return struck

    def crowd(self, pages):
        """A disk of so many pages, on which the wrapper and the relay find out by writing that there is no room."""
        bench = self.bench
        bench.settle()
        os.makedirs(benches.SPOOL, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={pages * 4}k", "presend-test", benches.SPOOL], check=True)
        try:
            message = bench.message([ANNA, REFUSED], CROWD_OCTETS)
            bench.submit(message, "", ["FAULT_ROOM"])
            self.fill(os.path.join(benches.SPOOL, "filler"), leaving=pages % 3)
            bench.run([*benches.RELAY, "--once"], "", switches=["FAULT_ROOM"])
            bench.count(f"disk of few pages: {message.fate}", [message], f"{pages} pages")
            bench.note_doubts()
            # Less than presend asks for by itself: it goes by the configuration, which asks for nothing.
            subprocess.run(["mount", "-o", "remount,size=32m", benches.SPOOL], check=True)
            bench.settle()
        finally:
            subprocess.run(["umount", benches.SPOOL], check=True)
        return True

    @staticmethod
    def fill(path, leaving):
        """Fills the disk but for so many pages."""
        with open(path, "wb", buffering=0) as file:
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(4096))
            file.truncate(max(0, file.tell() - leaving * 4096))

    # --- All cases --------------------------------------------------------------------------------------------------------

    def traced(self, sort):
        """The calls of a run without fault."""
        sort(self, "")
        return [line.split(" ")[1] for line in self.bench.calls()]

    def system_calls(self):
        """Every call of every sort of run, with each kind of fault that it can suffer."""
        for sort in self.SORTS:
            for call, count in sorted(collections.Counter(self.traced(sort)).items()):
                for number in range(1, count + 1):
                    for kind in SUFFERS[call]:
                        yield lambda sort=sort, fault=f"{number}/{call}:{kind}": sort(self, fault)

    def pairs(self):
        """An error at the commit point of each sort of run that enters messages, and others at the calls that take back."""
        for sort in self.ENTERING:
            sort(self, "")
            before = collections.Counter()
            for _, call, name in (line.split(" ")[:3] for line in self.bench.calls()):
                before[call] += 1
                if call == "fsync" and name in ("queue", "held", "decided"):
                    for fault in self.at_commit(before):
                        yield lambda sort=sort, fault=fault: sort(self, fault)

    @staticmethod
    def at_commit(before):
        """Faults of a commit point, by how often each call had been made until then. The END record is cut off, the file
        synchronised, the name removed, and the folder synchronised."""
        commit = f"{before['fsync']}/fsync:eio"
        cut, sync, remove, last = (f"{before['ftruncate'] + 1}/ftruncate", f"{before['fsync'] + 1}/fsync",
                                   f"{before['unlink'] + 1}/unlink", f"{before['fsync'] + 2}/fsync")
        for place in (cut, sync, remove, last):
            for kind in DISK:
                yield f"{commit},{place}:{kind}"
        for one, other in ((cut, sync), (sync, remove), (remove, last), (cut, last), (cut, remove)):
            yield f"{commit},{one}:eio,{other}:eio"
        # A disk that lets nothing be removed from here on, one that takes nothing away, one that takes nothing.
        yield f"{commit},{remove}:eio+"
        yield f"{commit},{cut}:eio+,{remove}:eio+"
        yield f"{commit}+,{cut}:eio+,{remove}:eio+"

    def phases(self):
        for phase in worlds.PHASES:
            for kind in worlds.KINDS:
                if kind == "taken-cut" and phase != "dot":
                    continue
                for end in ENDS.get(kind, [None]):
                    for pipelining in (True, False):
                        yield lambda arguments=(phase, kind, end, pipelining): self.strike(*arguments)

    def small_disks(self):
        if os.geteuid() != 0:
            print("  not root: no small disks are mounted")
            return
        for pages in range(1, MOST_PAGES + 1):
            yield lambda pages=pages: self.crowd(pages)

    def random_case(self):
        """Any call of any sort: other sizes, two faults, a disk that stays broken."""
        chance = self.bench.chance
        octets = chance.choice([10, 3000, 3000, 70_000, 200_000])
        if chance.random() < 0.2:
            phase, kind = chance.choice(worlds.PHASES), chance.choice(worlds.KINDS)
            end = chance.choice(ENDS.get(kind, [None]))
            return lambda: self.strike(phase, kind, end, chance.random() < 0.5, octets)
        sort = chance.choice(self.RANDOM_SORTS)
        first = chance.randint(1, 60)
        kinds = ["kill", "kill-after", "eio", "enospc", "short"]
        fault = f"{first}:{chance.choice(kinds + ['eio+', 'enospc+'])}"
        if chance.random() < 0.4:
            fault += f",{first + chance.randint(1, 12)}:{chance.choice(kinds)}"
        return lambda: sort(self, fault, octets)

    def go_through(self, cases):
        """- Returns: how many faults struck."""
        struck = 0
        for number, case in enumerate(cases):
            struck += case()
            if number % BATCH == BATCH - 1:
                self.bench.settle()
        self.bench.settle()
        return struck

    def go(self, wanted):
        """- Returns: how many faults struck."""
        cases = [*self.pairs(), *self.system_calls(), *self.phases(), *self.small_disks()]
        self.bench.settle()
        self.bench.chance.shuffle(cases)
        print(f"  {len(cases)} cases of one fault; {wanted} wanted")
        struck = made = 0
        while struck < wanted and made < 3 * wanted:
            is_listed = cases and self.bench.chance.random() > RANDOM_SHARE
            case = cases.pop() if is_listed else self.random_case()
            struck += case()
            made += 1
            if made % BATCH == 0:
                self.bench.settle()
            if made % REPORT_EVERY == 0:
                print(f"  {struck} faults so far, {len(self.bench.ledger.findings)} broken promises", flush=True)
        self.bench.settle()
        return struck


def main():
    seed = int(os.environ.get("PRESEND_TEST_SEED", time.time_ns() % 1_000_000))
    asked = os.environ.get("PRESEND_FAULTS", DEFAULT_COUNT)
    wanted = LEAST_PAIRS if asked == "pairs" else int(asked)
    bench = benches.Bench(seed)
    missed = lies.Lies(bench).tell()
    for line in missed:
        print(f"  the test is blind: {line}")
    bench.injected.clear()
    begin = time.monotonic()
    faults = Faults(bench)
    struck = faults.go_through(list(faults.pairs())) if asked == "pairs" else faults.go(wanted)
    by_program = collections.Counter()
    for what, count in bench.injected.items():
        by_program[what.split(" ")[0]] += count
    print(f"  seed {seed}: {struck} faults of {len(bench.injected)} kinds in {time.monotonic() - begin:.0f} s "
          f"({', '.join(f'{program} {count}' for program, count in sorted(by_program.items()))}), "
          f"{bench.number} messages, {len(bench.ledger.findings)} broken promises")
    if os.environ.get("VERBOSE"):
        for what, count in sorted(bench.injected.items()):
            print(f"    {count:5} {what}")
    for word, explanation in bench.ledger.findings[:20]:
        print(f"  {word}: {explanation}")
    return 1 if missed or bench.ledger.findings or struck < wanted else 0


if __name__ == "__main__":
    sys.exit(main())
