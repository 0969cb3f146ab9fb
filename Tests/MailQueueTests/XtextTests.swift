import Testing

@testable import MailQueue

struct XtextTests {
  @Test(arguments: [
    ("a", "a"), ("a=b+c", "a+3Db+2Bc"), ("", ""), ("a b\r\n", "a+20b+0D+0A"), ("ü", "+C3+BC"), ("!~", "!~"),
  ])
  func `spelled and read back`(text: String, spelled: String) {
    #expect(Xtext.encode(text) == spelled)
    #expect(Xtext.decode(spelled) == text)
  }

  @Test(arguments: ["+", "+A", "+4g", "+4a", "a=b", "a b", "ü", "+FF", "a\n"])
  func `what is no xtext is refused`(text: String) { #expect(Xtext.decode(text) == nil) }

  @Test(arguments: [
    ("never", "never"), ("NEVER", "never"), ("Success,DELAY", "success,delay"), ("never,delay", nil), ("", nil),
    ("x", nil),
    ("failure,failure", nil), ("failure,", nil), ("failure delay", nil),
  ] as [(String, String?)])
  func `NOTIFY is never alone, or a list`(value: String, notify: String?) {
    #expect(RecipientRequest.notify(value) == notify)
  }

  @Test(arguments: [
    (nil, [true, true, false]), ("never", [false, false, false]), ("success", [false, false, true]),
    ("failure, delay", [true, true, false]), ("failure", [true, false, false]),
  ] as [(String?, [Bool])])
  func `what the sender is told of`(notify: String?, told: [Bool]) {
    let request = RecipientRequest(notify: notify)
    #expect([.failure, .delay, .success].map(request.wants) == told)
  }
}
