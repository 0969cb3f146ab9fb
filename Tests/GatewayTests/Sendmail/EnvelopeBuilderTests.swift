import MailSyntax
import Testing

@testable import Gateway

struct EnvelopeBuilderTests {
  private func envelope(_ arguments: [String], _ message: String) throws -> Envelope {
    try EnvelopeBuilder(
      arguments: SendmailArguments(program: "sendmail", arguments: arguments), user: "www-data",
      defaultDomain: "host.test"
    ).envelope(for: Message.parse(Array(message.utf8)))
  }

  @Test(
    "Recipients are the union of arguments and fields, each once",
    arguments: [
      (
        ["-t"], "To: a@x.test\nCc: B <b@x.test>\nBcc: c@x.test, d@x.test\n\n",
        ["a@x.test", "b@x.test", "c@x.test", "d@x.test"]
      ),
      (["-t", "z@x.test", "A@X.test"], "To: a@x.test\n\n", ["z@x.test", "A@X.test"]),
      (["a@x.test,b@x.test"], "To: c@x.test\n\n", ["a@x.test", "b@x.test"]),
      (["a@x.test, Anna B <b@x.test>"], "\n", ["a@x.test", "b@x.test"]),
      (["-t"], "To: Team: a@x.test, b@x.test;\nbcc : c@x.test\n\n", ["a@x.test", "b@x.test", "c@x.test"]),
      (["-t"], "Resent-To: r@x.test\nResent-Bcc: s@x.test\nTo: a@x.test\nBcc: b@x.test\n\n", ["r@x.test", "s@x.test"]),
      (["-t"], "To:\ta@x.test,\n\t\"\u{1B}$B;3ED\u{1B}(B\" <b@x.test>\n\n", ["a@x.test", "b@x.test"]),
      (["root"], "\n", ["root@host.test"]),
      (["--", "-x@x.test"], "\n", ["-x@x.test"]),
    ])
  func recipients(_ arguments: [String], _ message: String, _ expected: [String]) throws {
    #expect(try envelope(arguments, message).recipients.map(\.wireForm) == expected)
  }

  @Test(
    "The reverse-path",
    arguments: [
      ([], "www-data@host.test"), (["-f", "a@x.test"], "a@x.test"), (["-f", "Bounce <b@x.test>"], "b@x.test"),
      (["-r", "root"], "root@host.test"), (["-f", ""], nil), (["-f", "<>"], nil),
    ] as [([String], String?)])
  func reversePath(_ arguments: [String], _ expected: String?) throws {
    #expect(try envelope(arguments + ["to@x.test"], "\n").reversePath?.wireForm == expected)
  }

  @Test(
    "Without recipients, or with one that is no address, nothing is taken",
    arguments: [
      ([], "To: a@x.test\n\n", Gateway.ExitStatus.usage), (["-t"], "Subject: x\n\n", .data),
      (["-t"], "To: undisclosed-recipients:;\n\n", .data), (["-f", "a b c", "x@x.test"], "\n", .data),
      (["a b c"], "\n", .data),
      (["a@x.test\r\nRCPT TO:<evil@x.test>"], "\n", .data), (["a\u{0}b@x.test"], "\n", .data),
      (["a\u{FFFD}@x.test"], "\n", .data), (["-f", "a\u{FFFD}@x.test", "a@x.test"], "\n", .usage),
      (["\"a\u{85}b\"@x.test"], "\n", .data), (["-t"], "To: \"a\u{2028}b\"@x.test\n\n", .data),
      ([String(repeating: "a", count: 500) + "@x.test"], "\n", .data),
      (["-t"], "To: a@x.test\nCc: x\u{B}Bcc: b@x.test\n\n", .data), (["-t"], "To: \"a\u{C}b\" <a@x.test>\n\n", .data),
    ] as [([String], String, Gateway.ExitStatus)])
  func refused(_ arguments: [String], _ message: String, _ status: Gateway.ExitStatus) {
    #expect { try envelope(arguments, message) } throws: { ($0 as? EnvelopeBuilder.Problem)?.status == status }
  }
}
