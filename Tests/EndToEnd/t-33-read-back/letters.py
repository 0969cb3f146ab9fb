"""Random messages to lists of recipients, from a seed: address fields in every spelling, fields that repeat them, MIME trees,
calendars, pictures that report the opening."""

import base64
import email.header
import glob
import os
import quopri
import re

SENDER = "sabine.roth@beispiel.test"
COLLEAGUES = ["kollege@beispiel.test", "kollegin@beispiel.test"]
PIXEL = '<img src="https://open.sendgrid.example/wf/open?upn=u001.{number}" width="1" height="1" alt="">'
NAMES = ["Anna Weber", "Bernd Kowalski", "Çelik, Fatma", "Jörg Müßig", "李娜", 'Emil "Milo" Sand', "G. (Gerda) Huber"]


class Letter:
    def __init__(self, number, chance, fixtures):
        self.number, self.chance = number, chance
        domains = ["kunde.example", "partner.example", "studio.example", "gmail.com", "web.de", "werkstatt.example"]
        self.externals = [f"{name}{number}@{domain}" for name, domain in
                          zip(["anna", "b.kowalski", "chiara", "o'neil", "fatma+post", "g.huber"], domains)]
        self.externals = self.externals[:chance.randint(2, 6)]
        self.hidden = [f"zoe{number}@verborgen.example"] if chance.random() < 0.3 else []
        colleagues = COLLEAGUES[:chance.choice([0, 0, 1, 2])]
        self.shown = self.externals + colleagues
        self.recipients = self.shown + self.hidden
        self.end = chance.choice(["\n", "\r\n"])
        fields = self.origin() + self.destinations() + self.repetitions()
        content, body = self.borrowed(fixtures) if chance.random() < 0.15 else self.tree(0)
        chance.shuffle(fields)
        fields += ["MIME-Version: 1.0"] + content
        self.octets = self.joined(fields, body)
        # Python's email ends the header section at a name with a space behind it, which others take for a field.
        self.readable = self.joined([field for field in fields if not field.startswith("bcc :")], body)

    def joined(self, fields, body):
        return re.sub(rb"\r\n|\r|\n", self.end.encode(), "\n".join(fields).encode() + b"\n\n" + body)

    # --- Fields -------------------------------------------------------------------------------------------------------

    def origin(self):
        number = self.number
        fields = [f"From: Sabine Roth <{SENDER}>", f"Subject: letter {number}", f"Message-ID: <letter.{number}@beispiel.test>",
                  "Date: Fri, 20 Nov 2026 09:14:00 +0100"]
        extra = ["X-Mailer: Postfach 3.1", "Importance: normal", "X-Odd:  two  spaces ", "Comments: =?utf-8?q?gr=C3=BC=C3=9Fe?=",
                 "Keywords: =?utf-8?q?=C3=96ffnung?=,\n hours", "Organization: Beispiel GmbH", f"Reply-To: {SENDER}"]
        return fields + self.chance.sample(extra, self.chance.randint(0, 4))

    def spelled(self, address):
        chance = self.chance
        name = chance.choice(NAMES)
        quoted = '"' + name.replace('"', '\\"') + '"'
        if not name.isascii():
            quoted = email.header.Header(name, "utf-8").encode()
        local, _, domain = address.partition("@")
        return chance.choice([
            address, f"<{address}>", f"{quoted} <{address}>", f"{quoted}\n <{address}>", f"{address} (at home)",
            f'"{local}"@{domain}', f"{quoted} <{local}@{domain.upper()}>", f"<{local} @ {domain}>"])

    def listed(self, addresses):
        chance = self.chance
        items = [self.spelled(address) for address in addresses]
        if len(items) > 2 and chance.random() < 0.2:
            return f"Kunden: {', '.join(items[1:])};,\n {items[0]}"
        return chance.choice([", ", ",\n ", ",\n\t", ","]).join(items)

    def destinations(self):
        chance, shown = self.chance, list(self.shown)
        chance.shuffle(shown)
        cut = chance.randint(1, len(shown))
        fields = [chance.choice(["To", "to", "TO"]) + ": " + self.listed(shown[:cut])]
        if shown[cut:]:
            fields.append(chance.choice(["Cc", "CC", "cc"]) + ": " + self.listed(shown[cut:]))
        return fields

    def repetitions(self):
        """Fields that name recipients once more."""
        chance, fields = self.chance, []
        for name, probability in [("Mail-Followup-To", 0.1), ("Apparently-To", 0.1), ("X-Recipients", 0.15), ("X-Envelope-To", 0.1),
                                  ("Delivered-To", 0.1)]:
            if chance.random() < probability:
                fields.append(f"{name}: {', '.join(self.externals)}")
        for name, probability in [("Bcc", 0.5), ("X-Bcc", 0.3), ("bcc ", 0.2), ("Resent-Bcc", 0.1)]:
            if self.hidden and chance.random() < probability:
                fields.append(f"{name}: {self.listed(self.hidden)}")
        return fields

    # --- Bodies -------------------------------------------------------------------------------------------------------

    def part(self, kind, text):
        """- Returns: the content fields, and the body."""
        chance, octets = self.chance, text if isinstance(text, bytes) else text.encode()
        encodings = ["base64"] if isinstance(text, bytes) else ["8bit", "quoted-printable", "base64"]
        encoding = chance.choice(encodings)
        if encoding == "base64":
            octets = octets if isinstance(text, bytes) else octets.replace(b"\n", b"\r\n")
            body = base64.encodebytes(octets)
        elif encoding == "quoted-printable":
            body = quopri.encodestring(octets)
        else:
            body = octets
        charset = "" if isinstance(text, bytes) else "; charset=utf-8"
        return [f"Content-Type: {kind}{charset}", f"Content-Transfer-Encoding: {encoding}"], body

    def plain(self):
        lines = ["Guten Tag,", "", "unsere Werkstatt öffnet am Donnerstag länger.", ". ein Punkt", "From hier bis dort", "",
                 "Sie bekommen diesen Brief, weil Sie einen laufenden Auftrag bei uns haben.", ""]
        return self.part("text/plain", "\n".join(lines))

    def html(self):
        pixel = PIXEL.format(number=self.number) if self.chance.random() < 0.5 else ""
        text = f"<html><body><p>Guten Tag,</p>\n<p>unsere Werkstatt &ouml;ffnet länger.</p>\n{pixel}<p>Gruß</p></body></html>\n"
        return self.part("text/html", text)

    def calendar(self):
        chance = self.chance
        people = chance.choice([[], [], [SENDER], self.externals[:1], self.externals])
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", f"UID:{self.number}",
                 "DTSTART:20270104T180000Z", f"ORGANIZER:mailto:{SENDER}"]
        for person in people:
            line = f"ATTENDEE;CN=Gast;ROLE=REQ-PARTICIPANT:mailto:{person}"
            lines.append(line[:60] + "\n " + line[60:] if chance.random() < 0.5 else line)
        return self.part("text/calendar; method=REQUEST", "\n".join(lines + ["END:VEVENT", "END:VCALENDAR", ""]))

    def file(self):
        return self.part("application/octet-stream; name=daten.bin", self.chance.randbytes(self.chance.randint(0, 5000)))

    def forwarded(self):
        inner = ("From: dritte@woanders.example\nTo: vierte@woanders.example\nSubject: alt\n\nEine alte Nachricht.\n")
        return ["Content-Type: message/rfc822"], inner.encode()

    def tree(self, depth):
        chance = self.chance
        if depth == 0:
            make = chance.choice([self.plain, self.html, self.alternative, self.alternative, self.mixed, self.mixed])
        else:
            make = chance.choice([self.plain, self.html, self.alternative if depth < 3 else self.plain, self.file, self.forwarded])
        return make()

    def multipart(self, kind, parts):
        boundary = f"=_{self.number}.{self.chance.randrange(1 << 30)}"
        body = b"".join(
            f"--{boundary}\n".encode() + "\n".join(fields).encode() + b"\n\n" + content + b"\n" for fields, content in parts)
        return [f'Content-Type: {kind};\n boundary="{boundary}"'], body + f"--{boundary}--\n".encode()

    def alternative(self):
        parts = [self.plain(), self.html()]
        if self.chance.random() < 0.4:
            parts.append(self.calendar())
        return self.multipart("multipart/alternative", parts)

    def mixed(self):
        first = self.chance.choice([self.plain, self.html, self.alternative])()
        return self.multipart("multipart/mixed", [first] + [self.tree(1) for _ in range(self.chance.randint(1, 3))])

    def borrowed(self, fixtures):
        """The content of one of the fixtures."""
        with open(self.chance.choice(sorted(glob.glob(os.path.join(fixtures, "*.eml")))), "rb") as file:
            octets = file.read().replace(b"\r\n", b"\n")
        section, _, body = octets.partition(b"\n\n")
        fields = re.findall(r"(?im)^Content-[^\n]*(?:\n[ \t][^\n]*)*", section.decode("ascii", "replace"))
        return fields, body
