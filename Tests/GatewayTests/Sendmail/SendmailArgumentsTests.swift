import Testing

@testable import Gateway

struct SendmailArgumentsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let line: String
    let expect: @Sendable (SendmailArguments) -> Bool
    var testDescription: String { line }
    init(_ line: String, _ expect: @escaping @Sendable (SendmailArguments) -> Bool) {
      self.line = line
      self.expect = expect
    }
    var arguments: [String] { line.split(separator: " ").map(String.init) }
  }

  @Test(
    "Options as real callers give them",
    arguments: [
      Case("-t -i") { $0.takesRecipientsFromFields && $0.ignoresDots && $0.recipients.isEmpty },
      Case("-ti") { $0.takesRecipientsFromFields && $0.ignoresDots },
      Case("-t -i -oi -fbounce@example.net -t") { $0.sender == "bounce@example.net" && $0.takesRecipientsFromFields },
      Case("-i -f shop@example.net anna@example.com b@example.org") {
        $0.sender == "shop@example.net" && $0.recipients == ["anna@example.com", "b@example.org"]
      },
      Case("-i -r b@example.net a@example.com") { $0.sender == "b@example.net" },
      Case("-f <> a@example.com") { $0.sender == "<>" },
      Case("-oem -oi -f me@example.org -N failure,delay -R hdrs -- to@example.com") {
        $0.notify == "failure,delay" && $0.returned == "hdrs" && $0.recipients == ["to@example.com"] && $0.ignoresDots
      },
      Case("-FCronDaemon -i -B8BITMIME -oem admin@example.com,second@example.com") {
        $0.fullName == "CronDaemon" && $0.bodyType == "8BITMIME"
          && $0.recipients == ["admin@example.com,second@example.com"]
      },
      Case("-i -- -x@example.com") { $0.recipients == ["-x@example.com"] },
      Case("-O DeliveryMode=b -oi a@example.com") { $0.ignoresDots && $0.recipients == ["a@example.com"] },
      Case("-bs -odb -oem -om") { $0.mode == .smtpSession },
      Case("-FAnacron -odi ops@example.com") { $0.fullName == "Anacron" && $0.recipients == ["ops@example.com"] },
      Case("a@example.com -i") { $0.recipients == ["a@example.com"] && $0.ignoresDots },
      Case("-bp") { $0.mode == .listQueue(asJSON: false) },
      Case("-bp --json") { $0.mode == .listQueue(asJSON: true) },
      Case("-bi") { $0.mode == .aliases },
      Case("-bv a@example.com") { $0.mode == .verify },
      Case("-q") { $0.mode == .flush(ids: []) },
      Case("-q15m") { $0.mode == .flush(ids: []) },
      Case("-qIabc") { $0.mode == .flush(ids: ["abc"]) },
      Case("-G -n -m -U -i a@example.com") { $0.ignoresDots && $0.recipients.count == 1 },
      Case("- a@example.com") { $0.recipients == ["-", "a@example.com"] },
    ])
  func reads(_ example: Case) throws {
    let arguments = try SendmailArguments(program: "sendmail", arguments: example.arguments)
    #expect(example.expect(arguments), "\(arguments)")
  }

  @Test("An empty -f is the null reverse-path")
  func emptySender() throws {
    #expect(try SendmailArguments(program: "sendmail", arguments: ["-f", "", "a@example.com"]).sender == "")
  }

  @Test("The program's name sets the mode")
  func names() throws {
    #expect(try SendmailArguments(program: "mailq", arguments: []).mode == .listQueue(asJSON: false))
    #expect(try SendmailArguments(program: "mailq", arguments: ["--json"]).mode == .listQueue(asJSON: true))
    #expect(try SendmailArguments(program: "newaliases", arguments: []).mode == .aliases)
  }

  @Test(
    "What a caller gave is said in one line, without what a terminal would obey",
    arguments: ["-b", "-N", "-R", "-V", "-Z\u{1B}"])
  func saysInOneLine(_ option: String) {
    #expect {
      try SendmailArguments(program: "sendmail", arguments: [option + "x\r\n\u{1B}[2Jroot: all is well"])
    } throws: {
      !(($0 as? SendmailArguments.Problem)?.message ?? "\n").unicodeScalars.contains {
        $0.properties.generalCategory == .control
      }
    }
  }

  @Test(
    "What cannot be meant is refused with its reason",
    arguments: [["-Z"], ["-bd"], ["-bt"], ["-f"], ["-N", "sometimes"], ["-R", "some"], ["-C", "/etc/other.yml"]])
  func refuses(_ arguments: [String]) {
    #expect(throws: SendmailArguments.Problem.self) {
      try SendmailArguments(program: "sendmail", arguments: arguments)
    }
  }
}
