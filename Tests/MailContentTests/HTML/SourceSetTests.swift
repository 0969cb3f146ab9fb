import Testing

@testable import MailContent

@Suite struct SourceSetTests {
  @Test(arguments: [
    ("a", ["a"]), ("a 1x, b 2x", ["a", "b"]), ("a, b", ["a", "b"]), ("a,b", ["a,b"]), (" ,a 100w ,b,", ["a", "b"]),
    ("", []),
    ("a (x,y), b", ["a", "b"]), ("data:x,y 1x", ["data:x,y"]), (",,,", []),
  ]) func urls(_ value: String, _ urls: [String]) {
    let octets = Array(value.utf8)
    #expect(SourceSet.urls(octets).map { String(decoding: octets[$0], as: UTF8.self) } == urls)
  }

  @Test(arguments: [
    ("0;url=a", "a"), ("5; URL = 'a b' c", "a b"), ("0,a", "a"), ("0 a", "a"), ("5", nil), ("", nil), ("x;url=a", nil),
    ("0;url=\"a", "a"), (" 0.5 ; url=a ", "a "),
  ]) func refreshes(_ value: String, _ url: String?) {
    let octets = Array(value.utf8)
    #expect(MetaRefresh.url(octets).map { String(decoding: octets[$0], as: UTF8.self) } == url)
  }
}
