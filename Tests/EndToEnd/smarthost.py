#!/usr/bin/env python3
"""A smarthost for the end-to-end tests and the demo: aiosmtpd on 127.0.0.1 that writes down every mail transaction.

    smarthost.py --directory DIR [--port N] [options]

DIR/port appears once it listens. Each accepted mail transaction becomes DIR/NNNN.json (reverse-path, forward-paths,
parameters, TLS, user) and DIR/NNNN.eml (the message as received, transparency removed). DIR/log has one line per
refusal. It ends on SIGTERM, or by itself after --seconds.
"""

import argparse
import asyncio
import json
import os
import signal
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

# A smarthost of the tests has to show what was sent, so a line longer than RFC 5321 §4.5.3.1.6 allows is taken.
LONGEST_LINE = 1 << 20
LARGEST_MESSAGE = 256 << 20


class Recorder:
    """The answers of the smarthost: writes down what it accepts, refuses what the options say."""

    def __init__(self, options):
        self.options = options
        self.accepted = 0
        self.failures_left = options.times

    def note(self, line):
        with open(os.path.join(self.options.directory, "log"), "a", encoding="utf-8") as log:
            log.write(line + "\n")

    async def handle_MAIL(self, server, session, envelope, address, parameters):
        envelope.mail_from = address
        envelope.mail_options.extend(parameters)
        envelope.parameters = []
        return "250 2.1.0 ok"

    async def handle_RCPT(self, server, session, envelope, address, parameters):
        position = getattr(envelope, "position", 0) + 1
        envelope.position = position
        if position == self.options.refuse_nth or address in self.options.refuse:
            self.note(f"refused {address}")
            return "550 5.1.1 no such mailbox"
        if address in self.options.defer:
            self.note(f"deferred {address}")
            return "450 4.2.1 mailbox busy"
        envelope.rcpt_tos.append(address)
        envelope.parameters.append(parameters)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        if self.failures_left != 0 and (self.options.drop_after_dot or self.options.reply_at_dot):
            self.failures_left -= 1
            if self.options.drop_after_dot:
                self.note("dropped the line after the dot")
                server.transport.abort()
                return "421 4.3.0 gone"
            self.note(f"answered {self.options.reply_at_dot}")
            return self.options.reply_at_dot
        self.write_down(server, session, envelope)
        return f"250 2.0.0 queued as {self.accepted:04d}"

    def write_down(self, server, session, envelope):
        self.accepted += 1
        stem = os.path.join(self.options.directory, f"{self.accepted:04d}")
        with open(stem + ".eml", "wb") as message:
            message.write(envelope.original_content)
        record = {
            "mail": envelope.mail_from,
            "mailParameters": envelope.mail_options,
            "recipients": envelope.rcpt_tos,
            "recipientParameters": envelope.parameters,
            "tls": server.transport.get_extra_info("ssl_object") is not None,
            "user": session.auth_data if isinstance(session.auth_data, str) else None,
            "client": session.host_name,
        }
        # Written under another name first: a test that waits for it must never read half of it.
        with open(stem + ".new", "w", encoding="utf-8", errors="surrogateescape") as file:
            json.dump(record, file, indent=1, ensure_ascii=True)
        os.rename(stem + ".new", stem + ".json")


def authenticator(options):
    user, _, password = options.auth.partition(":")

    def check(server, session, envelope, mechanism, credentials):
        right = (getattr(credentials, "login", b""), getattr(credentials, "password", b""))
        if right == (user.encode(), password.encode()):
            return AuthResult(success=True, auth_data=user)
        return AuthResult(success=False, handled=False)

    return check


class Server(SMTP):
    line_length_limit = LONGEST_LINE


def make_server(options, recorder, tls):
    arguments = dict(
        enable_SMTPUTF8=True,
        data_size_limit=LARGEST_MESSAGE,
        hostname="smarthost.test",
        ident="test smarthost",
        decode_data=False,
    )
    if options.auth:
        arguments.update(
            authenticator=authenticator(options),
            auth_required=True,
            # aiosmtpd counts STARTTLS alone as TLS.
            auth_require_tls=not (options.auth_without_tls or options.implicit_tls),
        )
    if tls and not options.implicit_tls:
        arguments.update(tls_context=tls, require_starttls=options.require_tls)
    return Server(recorder, **arguments)


async def serve(options):
    tls = None
    if options.certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(options.certificate, options.key)
    recorder = Recorder(options)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: make_server(options, recorder, tls),
        host="127.0.0.1",
        port=options.port,
        ssl=tls if options.implicit_tls else None,
    )
    port = server.sockets[0].getsockname()[1]
    port_file = os.path.join(options.directory, "port")
    with open(port_file + ".new", "w", encoding="ascii") as file:
        file.write(f"{port}\n")
    os.rename(port_file + ".new", port_file)
    ended = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ended.set)
    try:
        await asyncio.wait_for(ended.wait(), options.seconds)
    except asyncio.TimeoutError:
        pass
    server.close()


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--directory", required=True, help="where transactions are written")
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--certificate", help="PEM file; offers STARTTLS")
    parser.add_argument("--key", help="PEM file")
    parser.add_argument("--implicit-tls", action="store_true", help="TLS from the first octet")
    parser.add_argument("--require-tls", action="store_true", help="refuse MAIL before STARTTLS")
    parser.add_argument("--auth", help="USER:PASSWORD that is demanded")
    parser.add_argument("--auth-without-tls", action="store_true", help="offer AUTH in the clear")
    parser.add_argument("--refuse-nth", type=int, default=0, help="answer 550 to the nth RCPT of each transaction")
    parser.add_argument("--refuse", action="append", default=[], help="answer 550 to this recipient")
    parser.add_argument("--defer", action="append", default=[], help="answer 450 to this recipient")
    parser.add_argument("--drop-after-dot", action="store_true", help="cut the connection instead of answering the dot")
    parser.add_argument("--reply-at-dot", help='answer this to the dot, such as "451 4.3.0 later"')
    parser.add_argument("--times", type=int, default=-1, help="do so this many times, then accept; -1: always")
    parser.add_argument("--seconds", type=float, default=900, help="end after this long, whatever happens")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        asyncio.run(serve(read_options()))
    except OSError as problem:
        sys.exit(f"smarthost: {problem}")
