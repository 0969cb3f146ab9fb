import MailSyntax
import Testing

struct FieldEditingTests {
  static let message = Message.parse(
    "From a@b Sat\nTo: a@b,\n c@d\nBcc : e@f\nSubject: x\n\nbody\n".octets)

  static func edited(_ edits: [Edit]) -> String { String(decoding: message.applying(edits), as: UTF8.self) }

  @Test func removesWithFolds() {
    let edits =
      Self.message.fields(named: .to).map(Self.message.edit(removing:))
      + Self.message.fields(named: .bcc).map(Self.message.edit(removing:))
    #expect(Self.edited(edits) == "From a@b Sat\nSubject: x\n\nbody\n")
  }

  @Test func prependsBehindTheMailboxLine() {
    let edit = Self.message.edit(prepending: "List-Unsubscribe", body: "<https://x.test/u>")
    #expect(Self.edited([edit]).hasPrefix("From a@b Sat\nList-Unsubscribe: <https://x.test/u>\nTo: "))
  }

  @Test func replaces() {
    let edit = Self.message.edit(replacingBodyOf: Self.message.fields(named: .to)[0], with: "undisclosed-recipients:;")
    #expect(Self.edited([edit]) == "From a@b Sat\nTo: undisclosed-recipients:;\nBcc : e@f\nSubject: x\n\nbody\n")
  }

  @Test(arguments: ["x\r\nBcc: evil@x.test", "x\nBcc: e", "x\rBcc: e", "x\0y", "x\r\n\r\nbody"])
  func bodyCannotEndTheField(_ body: String) {
    let edit = Self.message.edit(prepending: "X-A", body: body)
    let changed = Message.parse(Self.message.applying([edit]))
    #expect(changed.fields.count == Self.message.fields.count + 1)
    #expect(changed.defects.allSatisfy { $0.kind != .nul && $0.kind != .bareCarriageReturn })
  }

  @Test func foldsAndEncodes() {
    let body = "Grüße an " + Array(repeating: "alle", count: 40).joined(separator: " ")
    let changed = Message.parse(Self.message.applying([Self.message.edit(prepending: "Comments", body: body)]))
    #expect(changed.unstructured(changed.fields[0]) == body)
    #expect(String(decoding: changed.octets, as: UTF8.self).split(separator: "\n").allSatisfy { $0.utf8.count <= 78 })
  }

  @Test func overlappingEditsAreJoined() {
    let message = Message.parse("0123456789".octets)
    let edits = [
      Edit(range: 2..<5, replacement: "A".octets), Edit(range: 4..<7, replacement: "B".octets),
      Edit(range: 0..<0, replacement: "C".octets), Edit(range: 8..<99, replacement: []),
    ]
    #expect(String(decoding: message.applying(edits), as: UTF8.self) == "C01AB7")
  }
}
