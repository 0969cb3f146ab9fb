"""Calls of sendmail for the tests in Python: makes them, and tells what reached the recording smarthost."""

import glob
import json
import os
import re
import subprocess
import time

SHARED = os.environ["PRESEND_SHARED"]
SMARTHOST = os.environ["SMARTHOST"]
# What a call may take before it counts as hanging, in seconds.
LONGEST_CALL = 60


def call(program, arguments, standard_input, name="sendmail", environment=None):
    """Runs program under the name given; returns exit status, standard output and standard error."""
    done = subprocess.run(
        [name, *arguments],
        executable=program,
        input=standard_input,
        capture_output=True,
        timeout=LONGEST_CALL,
        env=environment or os.environ,
    )
    return done.returncode, done.stdout, done.stderr


def converse(program, arguments, dialogue, data, environment=None):
    """Speaks the client's side of a captured -bs dialogue, waiting for each reply as real callers do.

    dialogue: lines "C: …" and "S: …"; "C: <N octets>" stands for the captured data up to offset N.
    Returns exit status and the replies that were no success.
    """
    process = subprocess.Popen(
        ["sendmail", *arguments],
        executable=program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment or os.environ,
    )
    refusals = []

    def reply():
        while True:
            line = process.stdout.readline()
            if line[3:4] != b"-":
                break
        if not re.match(rb"[23]\d\d[ \r\n]", line):
            refusals.append(line.decode("utf-8", "replace").strip())

    reply()
    offset = 0
    for line in dialogue:
        if not line.startswith("C: "):
            continue
        octets = re.fullmatch(r"<(\d+) octets>", line[3:])
        if octets:
            end = int(octets.group(1))
            process.stdin.write(data[offset:end])
            offset = end
        else:
            process.stdin.write(line[3:].encode() + b"\r\n")
        process.stdin.flush()
        reply()
    process.stdin.close()
    return process.wait(LONGEST_CALL), refusals


def wait_until_empty(*folders):
    """Waits until no file is below the folders: then all that was queued has left."""
    end = time.monotonic() + LONGEST_CALL
    while any(files for folder in folders for _, _, files in os.walk(folder)):
        if time.monotonic() > end:
            raise TimeoutError(f"still there: {folders}")
        time.sleep(0.01)


def take_records():
    """What reached the smarthost since the last call: a list of (record, octets); they are removed."""
    records = []
    for path in sorted(glob.glob(os.path.join(SMARTHOST, "[0-9]*.json"))):
        message = path[: -len("json")] + "eml"
        with open(path, encoding="utf-8") as record, open(message, "rb") as octets:
            records.append((json.load(record), octets.read()))
        os.unlink(path)
        os.unlink(message)
    return records


def comparable(address):
    """Domains compare without regard to case, local-parts with it (RFC 5321 §2.4)."""
    local, at, domain = address.strip("<>").rpartition("@")
    return local + at + domain.lower() if at else address.strip("<>")


def bcc_fields(octets):
    section = re.split(rb"\r?\n\r?\n", octets, maxsplit=1)[0]
    return re.findall(rb"(?im)^((?:resent-)?bcc)[ \t]*:", section)
