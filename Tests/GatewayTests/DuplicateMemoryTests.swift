import MailSyntax
import TestSupport
import Testing

@testable import Gateway

@Suite struct DuplicateMemoryTests {
  private static let text = "Message-ID: <1@x.test>\nSubject: a\n\nHallo\n"
  private static func again(
    _ folder: ScratchFolder, _ text: String = text, to recipients: [String] = ["anna@x.test", "bert@y.test"],
    at now: Int
  ) -> Int {
    DuplicateMemory(directory: folder.path + "/duplicates").recipientsAgain(
      of: Message.parse(Array(text.utf8)), to: recipients.map { AddrSpec(parsing: $0)! }, at: now)
  }

  @Test func `the same to the same within minutes is noticed, each recipient for themselves`() throws {
    try ScratchFolder.with { folder in
      #expect(Self.again(folder, at: 1_000_000) == 0)
      #expect(Self.again(folder, to: ["Anna@X.test", "cora@z.test"], at: 1_000_010) == 1)
      #expect(
        Self.again(folder, Self.text.split(separator: "Subject: a").joined(separator: "Subject: b"), at: 1_000_020) == 2
      )
      // Ten minutes after the last time.
      #expect(Self.again(folder, at: 1_000_621) == 0)
    }
  }

  @Test(arguments: [
    text.split(separator: "<1@").joined(separator: "<2@"), text + "more\n", "Subject: a\n\nHallo\n",
  ])
  func `another id, another body or no id is another message`(_ other: String) throws {
    try ScratchFolder.with { folder in
      #expect(Self.again(folder, at: 1_000_000) == 0)
      #expect(Self.again(folder, other, at: 1_000_001) == 0)
    }
  }

  @Test func `a clock that was put back forgets, and the files stay small`() throws {
    try ScratchFolder.with { folder in
      #expect(Self.again(folder, at: 2_000_000) == 0)
      #expect(Self.again(folder, at: 1_000_000) == 0)
      let many = (0..<3_000).map { "a\($0)@x.test" }
      #expect(Self.again(folder, to: many, at: 1_000_001) == 0)
      #expect(Self.again(folder, to: many, at: 1_000_002) == 1_024)
    }
  }

  @Test func `a damaged file counts for nothing`() throws {
    try ScratchFolder.with { folder in
      _ = Self.again(folder, at: 1_000_000)
      let names = try folder.names(in: "duplicates").filter { $0 != "key" }
      #expect(names.count == 1)
      try folder.write("duplicates/" + names[0], [1, 2, 3])
      #expect(Self.again(folder, at: 1_000_001) == 0)
      #expect(Self.again(folder, at: 1_000_002) == 2)
    }
  }
}
