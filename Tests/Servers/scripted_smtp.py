#!/usr/bin/env python3
"""A small SMTP server for tests that does one thing wrong on purpose.

    scripted_smtp.py --port-file FILE --log FILE [--tls implicit|starttls --cert PEM --key PEM]
                     [--tls-maximum 1.2] [--auth USER:PASSWORD [--mechanisms "PLAIN LOGIN"]] [--without EXTENSION ...] [--behaviour NAME[=VALUE] ...] [--seconds N]

It listens on 127.0.0.1, on a port the system picks, and writes that port to the port file once it is ready. It ends by itself
after --seconds (300). Each event is one JSON line in the log: "connect", "command" (AUTH's secrets left out), "message" (envelope,
and the octets after removing transparency, in base64), "end".

Behaviours:
    banner=421          greet with that code and close          slow=SECONDS      wait before every reply
    second-rcpt=550     refuse the second RCPT with that code    all-rcpt=550      refuse every RCPT
    data-anyway         answer DATA with 354 though no RCPT was accepted
    data=451            answer DATA with that code               end=451           answer the final dot with that code
    drop-after-dot      close without an answer to the final dot (the message is logged: it was taken)
    drop-in-data        close after the first octets of the message
    drop-after=N        close after N transactions, without a word
    mail=550            answer MAIL with that code               no-auth           do not offer AUTH
    many-lines          answer everything with several lines     helo-only         refuse EHLO
    max-rcpt=N          452 from the N+1st RCPT on               size=N            announce SIZE N
"""
import argparse, base64, json, os, re, socket, ssl, sys, threading, time

EXTENSIONS = ["PIPELINING", "8BITMIME", "DSN", "SMTPUTF8", "ENHANCEDSTATUSCODES"]


class Closed(Exception):
    pass


class Session:
    def __init__(self, server, sock):
        self.server, self.sock, self.buffer = server, sock, b""
        self.tls = server.options.tls == "implicit"
        self.authenticated = False
        self.transactions = 0
        self.reset()

    def reset(self):
        self.sender, self.recipients, self.asked, self.mail_line = None, [], 0, ""

    def line(self):
        while b"\n" not in self.buffer:
            octets = self.sock.recv(65536)
            if not octets:
                raise Closed()
            self.buffer += octets
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line + b"\n"

    def say(self, code, text):
        slow = self.server.value("slow")
        if slow:
            time.sleep(float(slow))
        lines = text if isinstance(text, list) else [text]
        if self.server.has("many-lines") and len(lines) == 1:
            lines = ["first line", "second line", text]
        out = "".join(f"{code}{'-' if i + 1 < len(lines) else ' '}{t}\r\n" for i, t in enumerate(lines))
        self.sock.sendall(out.encode())

    def coded(self, code, text="as the script says"):
        self.say(code, f"{code[0]}.0.0 {text}")

    def run(self):
        banner = self.server.value("banner")
        if banner:
            self.say(banner, "4.3.2 not today")
            return
        self.say(220, "test ESMTP")
        while True:
            line = self.line()
            if not line.endswith(b"\r\n"):
                self.server.note("bare-lf", line=line.decode("latin-1"))
            if not self.command(line.rstrip(b"\r\n").decode("utf-8", "surrogateescape")):
                return

    def command(self, line):
        verb = line.split(" ")[0].upper()
        self.server.note("command", text="AUTH …" if verb == "AUTH" else line)
        if verb in ("EHLO", "HELO"):
            if verb == "EHLO" and self.server.has("helo-only"):
                self.say(502, "5.5.1 no EHLO")
            else:
                self.say(250, self.capabilities() if verb == "EHLO" else "hello")
        elif verb == "STARTTLS":
            if self.server.options.tls != "starttls" or self.tls:
                self.say(502, "5.5.1 no STARTTLS")
            else:
                self.say(220, "2.0.0 ready")
                self.buffer = b""
                self.sock = self.server.context.wrap_socket(self.sock, server_side=True)
                self.tls = True
        elif verb == "AUTH":
            self.auth(line.split(" ")[1:])
        elif verb == "RSET":
            self.reset()
            self.say(250, "2.0.0 ok")
        elif verb == "NOOP":
            self.say(250, "2.0.0 ok")
        elif verb == "QUIT":
            self.say(221, "2.0.0 bye")
            return False
        elif self.server.options.auth and not self.authenticated and not self.server.has("no-auth"):
            self.say(530, "5.7.0 authentication required")
        elif verb == "MAIL":
            if self.server.value("mail"):
                self.coded(self.server.value("mail"))
            elif self.sender is not None:
                self.say(503, "5.5.1 nested MAIL")
            else:
                self.sender, self.mail_line = line[10:].split(">")[0].lstrip("<"), line
                self.say(250, "2.1.0 ok")
        elif verb == "RCPT":
            self.rcpt(line)
        elif verb == "DATA":
            return self.data()
        else:
            self.say(500, "5.5.2 what?")
        return True

    def capabilities(self):
        lines = ["test"] + [e for e in EXTENSIONS if e not in self.server.options.without]
        if self.server.value("size"):
            lines.append("SIZE " + self.server.value("size"))
        elif "SIZE" not in self.server.options.without:
            lines.append("SIZE")
        if self.server.options.tls == "starttls" and not self.tls:
            lines.append("STARTTLS")
        elif self.server.options.auth and not self.server.has("no-auth"):
            lines.append("AUTH " + self.server.options.mechanisms)
        return lines

    def auth(self, words):
        mechanism = words[0].upper()
        if mechanism != "LOGIN" and len(words) == 1:
            self.say(334, "")
            words.append(self.line().strip().decode())
        if mechanism == "PLAIN":
            _, user, password = base64.b64decode(words[1]).split(b"\0")
        elif mechanism in ("XOAUTH2", "OAUTHBEARER"):
            said = base64.b64decode(words[1]).decode()
            user = re.search("(?:user=|a=)([^\x01,]*)", said)[1].encode()
            password = re.search("auth=Bearer ([^\x01]*)\x01\x01$", said)[1].encode()
            if f"{user.decode()}:{password.decode()}" != self.server.options.auth:
                # Why, as JSON; the client answers with nothing, and then comes the refusal (RFC 7628 section 3.2.3).
                self.say(334, base64.b64encode(b'{"status":"401"}').decode())
                self.line()
        else:
            self.say(334, base64.b64encode(b"Username:").decode())
            user = base64.b64decode(self.line())
            self.say(334, base64.b64encode(b"Password:").decode())
            password = base64.b64decode(self.line())
        if f"{user.decode()}:{password.decode()}" == self.server.options.auth:
            self.authenticated = True
            self.say(235, "2.7.0 welcome")
        else:
            self.say(535, "5.7.8 wrong")

    def rcpt(self, line):
        if self.sender is None:
            self.say(503, "5.5.1 MAIL first")
            return
        self.asked += 1
        limit = self.server.value("max-rcpt")
        if self.server.value("all-rcpt"):
            self.coded(self.server.value("all-rcpt"), "no such user")
        elif self.asked == 2 and self.server.value("second-rcpt"):
            self.coded(self.server.value("second-rcpt"), "no such user")
        elif limit and len(self.recipients) >= int(limit):
            self.say(452, "4.5.3 too many recipients")
        else:
            self.recipients.append(line[8:].split(">")[0].lstrip("<"))
            self.say(250, "2.1.5 ok")

    def data(self):
        if self.server.value("data"):
            self.coded(self.server.value("data"))
            return True
        if not self.recipients and not self.server.has("data-anyway"):
            self.say(503, "5.5.1 RCPT first")
            return True
        self.say(354, "go on")
        lines = []
        while True:
            line = self.line()
            if self.server.has("drop-in-data"):
                return False
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b".") else line)
        if not self.recipients:
            self.say(554, "5.5.1 no recipients")
            self.reset()
            return True
        octets = b"".join(lines)
        code = self.server.value("end")
        self.transactions += 1
        if not code:
            self.server.note(
                "message", sender=self.sender, recipients=self.recipients, mail=self.mail_line, tls=self.tls,
                authenticated=self.authenticated, octets=base64.b64encode(octets).decode())
        if self.server.has("drop-after-dot"):
            return False
        if code:
            self.coded(code)
        else:
            self.say(250, "2.0.0 taken")
        self.reset()
        after = self.server.value("drop-after")
        return not (after and self.transactions >= int(after))


class Server:
    def __init__(self, options):
        self.options = options
        self.behaviours = dict((b.split("=", 1) + [""])[:2] for b in options.behaviour)
        self.lock = threading.Lock()
        if options.tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(options.cert, options.key)
            if options.tls_maximum == "1.2":
                self.context.maximum_version = ssl.TLSVersion.TLSv1_2

    def has(self, name):
        return name in self.behaviours

    def value(self, name):
        return self.behaviours.get(name)

    def note(self, event, **fields):
        with self.lock, open(self.options.log, "a") as log:
            log.write(json.dumps({"event": event, **fields}) + "\n")

    def handle(self, sock):
        self.note("connect")
        try:
            sock.settimeout(120)
            if self.options.tls == "implicit":
                sock = self.context.wrap_socket(sock, server_side=True)
            session = Session(self, sock)
            session.run()
            sock = session.sock
        except (Closed, OSError, ValueError):
            pass
        self.note("end")
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        sock.close()

    def serve(self):
        listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        listener.settimeout(0.5)
        temporary = self.options.port_file + ".new"
        with open(temporary, "w") as file:
            file.write(str(listener.getsockname()[1]))
        os.rename(temporary, self.options.port_file)
        end = time.monotonic() + self.options.seconds
        while time.monotonic() < end:
            try:
                sock, _ = listener.accept()
            except TimeoutError:
                continue
            threading.Thread(target=self.handle, args=(sock,), daemon=True).start()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port-file", required=True)
    parser.add_argument("--log", required=True)
    parser.add_argument("--tls", choices=["implicit", "starttls"])
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--auth")
    parser.add_argument("--mechanisms", default="PLAIN LOGIN")
    parser.add_argument("--tls-maximum")
    parser.add_argument("--without", action="append", default=[], help="an extension not to offer")
    parser.add_argument("--behaviour", action="append", default=[])
    parser.add_argument("--seconds", type=float, default=300)
    Server(parser.parse_args()).serve()


if __name__ == "__main__":
    sys.exit(main())
