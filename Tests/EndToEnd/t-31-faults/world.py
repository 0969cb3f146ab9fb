"""The smarthost of the fault tests: keeps a ledger of what it took, and does one thing wrong at a time."""

import base64
import re
import socket
import ssl
import threading
import time
from dataclasses import dataclass

# Where a plan strikes. "handshake" is that of TLS, "text" is after the first octets of a message, "dot" after its end.
PHASES = ["greeting", "ehlo", "starttls", "handshake", "auth", "mail", "rcpt", "data", "text", "dot", "quit"]
# What it does: a refusal; 421 and the end of the connection; no reply at all; the right reply late or octet by octet; octets
# that are no reply; silence; the end of the connection, at the dot before or after the message was taken.
KINDS = ["4xx", "5xx", "421", "garbage", "slow", "drip", "none", "cut", "taken-cut"]
USER, PASSWORD = "presend", "right horse"
SLOW_SECONDS = 0.15


@dataclass
class Taken:
    """A message that the smarthost answers for, whatever the client learnt of it."""

    recipients: list
    octets: bytes
    is_null_sender: bool


class Cut(Exception):
    """The connection is closed."""


class World:
    def __init__(self, certificate, key):
        """It offers STARTTLS and AUTH, and demands the latter."""
        self.taken = []
        self.plan = None
        # Set when a client waits for a reply that will never come.
        self.is_stalled = threading.Event()
        self.pipelining = True
        self.spoils_next = False
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate, key)
        self.deferred = set()
        self.lock = threading.Lock()
        self.sessions = 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            with self.lock:
                self.sessions += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        connection.settimeout(30)
        try:
            Session(self, connection).run()
        except (Cut, OSError):
            pass
        finally:
            connection.close()
            with self.lock:
                self.sessions -= 1

    def settle(self):
        """Waits until all that clients sent is in the ledger: their connections are closed."""
        end = time.monotonic() + 20
        while self.sessions:
            if time.monotonic() > end:
                raise SystemExit("a connection to the smarthost stays open")
            time.sleep(0.002)

    def take(self, session, text):
        if self.spoils_next:
            self.spoils_next, text = False, text[:-3] + b"?\r\n"
        with self.lock:
            self.taken.append(Taken(session.recipients, text, session.sender == ""))


class Session:
    def __init__(self, world, connection):
        self.world, self.connection, self.buffer = world, connection, b""
        self.plan = None
        self.is_authenticated = False
        self.reset()

    def reset(self):
        self.sender, self.recipients = None, []

    # --- The line -------------------------------------------------------------------------------------------------

    def more(self):
        octets = self.connection.recv(65536)
        if not octets:
            raise Cut
        self.buffer += octets

    def line(self):
        while b"\r\n" not in self.buffer:
            self.more()
        line, _, self.buffer = self.buffer.partition(b"\r\n")
        return line.decode("utf-8", "replace")

    def struck(self, phase):
        """The kind of trouble that is due in this phase; each plan strikes once."""
        with self.world.lock:
            if self.world.plan and self.world.plan[0] == phase:
                kind, self.world.plan = self.world.plan[1], None
                return kind
        return None

    def say(self, phase, reply, refusal="554 5.0.0 no"):
        """The reply, or what the plan says; whether the client got the reply."""
        return self.give(self.struck(phase), reply, refusal)

    def give(self, kind, reply, refusal="554 5.0.0 no"):
        octets = (reply + "\r\n").encode()
        if kind == "4xx":
            octets = b"451 4.3.0 later\r\n"
        elif kind == "5xx":
            octets = refusal.encode() + b"\r\n"
        elif kind == "421":
            self.connection.sendall(b"421 4.3.2 closing\r\n")
            raise Cut
        elif kind == "garbage":
            octets = b"\xff\x00 HTTP/1.1 200 OK\r\n\r\n"
        elif kind == "slow":
            self.world.is_stalled.set()
            time.sleep(SLOW_SECONDS)
        elif kind == "none":
            self.world.is_stalled.set()
            while True:
                self.more()
        elif kind in ("cut", "taken-cut"):
            raise Cut
        if kind == "drip":
            for octet in octets:
                self.connection.sendall(bytes([octet]))
                time.sleep(0.001)
        else:
            self.connection.sendall(octets)
        return kind in (None, "slow", "drip")

    # --- The dialogue -----------------------------------------------------------------------------------------------

    def run(self):
        if not self.say("greeting", "220 world.test ESMTP"):
            raise Cut
        while True:
            line = self.line()
            verb = line.split(" ")[0].upper()
            if verb == "QUIT":
                self.say("quit", "221 2.0.0 bye")
                return
            {"EHLO": self.ehlo, "STARTTLS": self.starttls, "AUTH": self.auth, "MAIL": self.mail, "RCPT": self.rcpt,
             "DATA": self.data, "RSET": self.rset}.get(verb, self.other)(line)

    def other(self, line):
        self.give(None, "500 5.5.2 what?")

    def rset(self, line):
        self.reset()
        self.give(None, "250 2.0.0 ok")

    def ehlo(self, line):
        offers = ["world.test", "8BITMIME", "SIZE 50000000", "AUTH PLAIN"] + ["PIPELINING"] * self.world.pipelining
        if not isinstance(self.connection, ssl.SSLSocket):
            offers.append("STARTTLS")
        lines = [f"250{'-' if offer != offers[-1] else ' '}{offer}" for offer in offers]
        self.say("ehlo", "\r\n".join(lines))

    def starttls(self, line):
        if self.say("starttls", "220 2.0.0 go on"):
            kind = self.struck("handshake")
            if kind and not self.give(kind, ""):
                raise Cut
            self.connection = self.world.tls.wrap_socket(self.connection, server_side=True)

    def auth(self, line):
        words = line.split(" ")
        if len(words) == 2:
            self.give(None, "334 ")
            words.append(self.line())
        right = base64.b64decode(words[2]) == f"\0{USER}\0{PASSWORD}".encode()
        self.is_authenticated = right
        self.say("auth", "235 2.7.0 ok" if right else "535 5.7.8 wrong", "535 5.7.8 wrong")

    def mail(self, line):
        if not self.is_authenticated:
            self.give(None, "530 5.7.0 log in first")
        elif self.say("mail", "250 2.1.0 ok", "550 5.7.1 not from you"):
            self.sender = re.match(r"MAIL FROM:<(.*?)>", line)[1]

    def rcpt(self, line):
        recipient = re.match(r"RCPT TO:<(.*?)>", line)[1]
        if self.sender is None:
            self.give(None, "503 5.5.1 MAIL first")
        elif recipient.startswith("refused"):
            self.give(None, "550 5.1.1 no such mailbox")
        elif recipient.startswith("later") and recipient not in self.world.deferred:
            self.world.deferred.add(recipient)
            self.give(None, "450 4.2.0 greylisted")
        elif self.say("rcpt", "250 2.1.5 ok", "550 5.1.1 no such mailbox"):
            self.recipients.append(recipient)

    def data(self, line):
        if not self.recipients:
            self.give(None, "503 5.5.1 RCPT first")
            return
        if not self.say("data", "354 go on"):
            return
        kind = self.struck("text")
        if kind:
            self.more()
            if not self.give(kind, ""):
                raise Cut
        while not self.buffer.startswith(b".\r\n") and b"\r\n.\r\n" not in self.buffer:
            self.more()
        text, _, self.buffer = (b"\r\n" + self.buffer).partition(b"\r\n.\r\n")
        text = (text + b"\r\n").replace(b"\r\n.", b"\r\n")[2:]
        kind = self.struck("dot")
        # What is answered with 250, whether or not the answer arrives, has been taken.
        if kind in (None, "slow", "drip", "taken-cut"):
            self.world.take(self, text)
        self.reset()
        self.give(kind, "250 2.0.0 taken")
