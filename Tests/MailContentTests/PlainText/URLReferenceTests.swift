import Testing

@testable import MailContent

@Suite struct URLReferenceTests {
  @Test(arguments: [
    (" a\tb\n ", "ab"), ("\u{1}a\u{1f}", "a"), ("a b", "a b"), ("", ""), ("\r\n", ""),
  ]) func cleans(_ url: String, _ cleaned: String) {
    #expect(URLReference.cleaned(Array(url.utf8)) == Array(cleaned.utf8))
  }

  @Test(arguments: [
    ("HTTPS://X.Test/Path?Q", nil, "https://x.test/Path?Q"), ("http:\\\\x.test\\a?b\\c", nil, "http://x.test/a?b\\c"),
    ("https:x.test", nil, "https://x.test"), ("https:////x.test", nil, "https://x.test"),
    ("//x.test/a", nil, "https://x.test/a"),
    ("//x.test", "http://b.test/c", "http://x.test"), ("a", "https://b.test", "https://b.test/a"),
    ("a", "https://b.test/c/d?e/f", "https://b.test/c/a"), ("/a", "https://b.test/c/d", "https://b.test/a"),
    ("?a", "https://b.test/c?d#e", "https://b.test/c?a"), ("#a", "https://b.test/c", "#a"),
    ("", "https://b.test/c", ""),
    ("mailto:A@b.test", "https://b.test/", "mailto:A@b.test"), ("a", "c/d", "a"), ("a", "mailto:x", "a"),
    ("a", nil, "a"),
    ("https://User:Pw@X.test:80/", nil, "https://User:Pw@x.test:80/"),
    ("https://%58.test/%58", nil, "https://x.test/%58"),
    ("https://{{ Host }}/A", nil, "https://{{ Host }}/A"),
    ("javascript:void(0)", "https://b.test", "javascript:void(0)"),
    ("cid:A@b", nil, "cid:A@b"), ("1a:b", "https://b.test/", "https://b.test/1a:b"),
  ]) func resolves(_ url: String, _ base: String?, _ resolved: String) {
    let found = URLReference.resolved(Array(url.utf8), base: base.map { Array($0.utf8) })
    #expect(String(decoding: found, as: UTF8.self) == resolved)
  }
}
