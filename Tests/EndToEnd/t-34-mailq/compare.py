"""Reads two listings as tools made for Postfix do, and compares what they say: compare.py [--json] OURS THEIRS"""

import json
import re
import sys

HEAD = re.compile(r"^(?P<id>[0-9A-Za-z]+)(?P<mark>[*!]?) +(?P<size>\d+) (?P<time>\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d) +(?P<sender>\S+)$")
REASON = re.compile(r"^ *\((?P<reason>.*)\)$")
RECIPIENT = re.compile(r"^ {41}(?P<address>\S+)$")
LAST = re.compile(r"^-- (?P<kbytes>\d+) Kbytes in (?P<count>\d+) Requests?\.$")


def read_text(path):
    title, *lines = open(path).read().splitlines()
    assert re.match(r"^-+Queue ID-+ +--Size-- -+Arrival Time-+ -+Sender/Recipient-+$", title), title
    entries = []
    for line in lines[:-1]:
        if match := HEAD.match(line):
            entries.append({"sender": match["sender"], "large": int(match["size"]) > 50_000, "recipients": [], "told": False})
        elif match := RECIPIENT.match(line):
            entries[-1]["recipients"].append(match["address"])
        elif REASON.match(line):
            entries[-1]["told"] = True
        else:
            assert line == "", f"{path}: neither head, reason nor recipient: {line!r}"
    last = LAST.match(lines[-1])
    assert last and int(last["count"]) == len(entries), lines[-1]
    return sorted(entries, key=lambda entry: entry["sender"]), int(last["kbytes"])


def read_json(path):
    entries = [json.loads(line) for line in open(path)]
    keys = [(sorted(entry), sorted(entry["recipients"][0])) for entry in entries]
    said = [
        (entry["queue_name"], entry["forced_expire"], entry["sender"], [r["address"] for r in entry["recipients"]],
         all(r["delay_reason"] for r in entry["recipients"]), type(entry["arrival_time"]), entry["message_size"] > 50_000)
        for entry in entries
    ]
    return (keys, sorted(said)), 0


read = read_text
if sys.argv[1] == "--json":
    read = read_json
    del sys.argv[1]
(ours, our_size), (theirs, their_size) = read(sys.argv[1]), read(sys.argv[2])
# Postfix has added its own fields when it counts.
if ours != theirs or not 0 <= their_size - our_size <= 2:
    sys.exit(f"ours   {ours} {our_size}\ntheirs {theirs} {their_size}")
