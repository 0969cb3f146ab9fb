"""What three readers see of a message: `presend inspect`, Python's email and GMime. Each gives a `View`."""

import email
import email.header
import email.policy
import hashlib
import json
import os
import re
import subprocess
from dataclasses import dataclass

import gi

gi.require_version("GMime", "3.0")
from gi.repository import GMime  # noqa: E402  (its version has to be required first)

GMime.init()
PRESEND = os.environ["PRESEND"]


@dataclass
class View:
    # (name, body as the reader decodes it) of the header section.
    fields: list
    # (depth, media type) of each part, depth first.
    tree: list
    # Of each leaf: (media type, SHA-256 of its decoded content).
    leaves: list
    # Text in which a person could be named to a program: the fields, and the calendars.
    addressed: str
    # The decoded contents of the leaves, where the reader gives them.
    contents: list = None


def identity(octets):
    return hashlib.sha256(octets).hexdigest()


def without_padding(text):
    return re.sub(r"\s+", " ", text).strip()


def unfolded(calendar):
    """The lines of a calendar. RFC 5545 §3.1."""
    return re.sub(r"\r?\n[ \t]", "", calendar.decode("utf-8", "replace"))


# --- Python's email -----------------------------------------------------------------------------------------------------


def decoded(value):
    return "".join(
        part.decode(charset if charset not in (None, "unknown-8bit") else "utf-8", "replace") if isinstance(part, bytes) else part
        for part, charset in email.header.decode_header(value))


def python_view(octets):
    message = email.message_from_bytes(octets, policy=email.policy.compat32)
    fields = [(name, without_padding(decoded(str(value)))) for name, value in message.items()]
    tree, leaves, contents, texts = [], [], [], [body for _, body in fields]

    def walk(part, depth):
        tree.append((depth, part.get_content_type()))
        if part.is_multipart():
            for inner in part.get_payload():
                walk(inner, depth + 1)
            return
        content = part.get_payload(decode=True) or b""
        leaves.append((part.get_content_type(), identity(content)))
        contents.append(content)
        if part.get_content_type() == "text/calendar":
            texts.append(unfolded(content))

    walk(message, 0)
    return View(fields, tree, leaves, "\n".join(texts), contents)


# --- GMime --------------------------------------------------------------------------------------------------------------


def gmime_content(part):
    stream = GMime.StreamMem.new()
    wrapper = part.get_content()
    if wrapper is None:
        return b""
    wrapper.write_to_stream(stream)
    return bytes(stream.get_byte_array() or b"")


def gmime_view(octets):
    parser = GMime.Parser.new_with_stream(GMime.StreamMem.new_with_buffer(octets))
    message = parser.construct_message(None)
    headers = message.get_header_list()
    fields = []
    for index in range(headers.get_count()):
        header = headers.get_header_at(index)
        fields.append((header.get_name(), without_padding(header.get_value() or "")))
    tree, leaves, texts = [], [], [body for _, body in fields]

    def walk(part, depth):
        kind = part.get_content_type().get_mime_type().lower()
        tree.append((depth, kind))
        if isinstance(part, GMime.Multipart):
            for index in range(part.get_count()):
                walk(part.get_part(index), depth + 1)
        elif isinstance(part, GMime.MessagePart):
            if part.get_message():
                walk(part.get_message().get_mime_part(), depth + 1)
        else:
            content = gmime_content(part)
            leaves.append((kind, identity(content)))
            if kind == "text/calendar":
                texts.append(unfolded(content))

    walk(message.get_mime_part(), 0)
    addresses = message.get_all_recipients()
    for index in range(addresses.length()):
        texts.append(addresses.get_address(index).to_string(None, False))
    return View(fields, tree, leaves, "\n".join(texts))


# --- presend inspect ----------------------------------------------------------------------------------------------------


def inspect_views(folder, messages):
    """The views of many messages by one call; `folder` takes their files."""
    paths = []
    for number, octets in enumerate(messages):
        paths.append(os.path.join(folder, f"{number:05d}.eml"))
        with open(paths[-1], "wb") as file:
            file.write(octets)
    output = subprocess.run(
        [PRESEND, "inspect", "--format", "jsonl", *paths], capture_output=True, check=True, timeout=300).stdout
    views = [inspect_view(json.loads(line)) for line in output.splitlines()]
    if len(views) != len(paths):
        raise SystemExit(f"presend inspect read {len(views)} of {len(paths)} messages")
    return views


def inspect_view(report):
    fields = [(field["name"], without_padding(field["body"])) for field in report["fields"]]
    addresses = [entry["address"] for group in report["addresses"].values() for entry in group]
    people = [person["address"] for person in report["people"] if person["role"] in ("attendee", "organizer", "recipient")]
    parents = {part["id"].rpartition(".")[0] for part in report["parts"]}
    leaves = [(part["mediaType"], part["decodedSHA256"]) for part in report["parts"] if part["id"] not in parents]
    tree = [(part["id"].count("."), part["mediaType"]) for part in report["parts"]]
    return View(fields, tree, leaves, "\n".join([body for _, body in fields] + addresses + people))
