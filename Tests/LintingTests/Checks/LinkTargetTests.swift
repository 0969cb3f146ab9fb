import Testing

@testable import Linting

@Suite struct LinkTargetTests {
  @Test(arguments: [
    ("https://u:p@Shop.Test:8080/a/b?c=d#e", "https", "shop.test", "/a/b", "c=d"),
    ("//t.test/x", "", "t.test", "/x", ""),
    ("mailto:a@b.test?subject=x", "mailto", "", "a@b.test", "subject=x"), ("#top", "", "", "", ""),
    ("", "", "", "", ""),
    ("HTTP://T.TEST", "http", "t.test", "", ""), ("a/b", "", "", "a/b", ""),
    ("http://[::1]:80/x", "http", "[::1]", "/x", ""),
    ("javascript:void(0)", "javascript", "", "void(0)", ""), ("https://t.test?x", "https", "t.test", "", "x"),
    ("{{ url }}", "", "", "{{ url }}", ""), ("https:", "https", "", "", ""),
  ])
  func splits(_ target: String, _ scheme: String, _ host: String, _ path: String, _ query: String) {
    let link = LinkTarget(target)
    #expect(
      link.scheme == scheme && link.host == host && link.text(link.path) == path && link.text(link.query) == query)
  }

  @Test(arguments: [
    "http://localhost:3000", "https://127.0.0.1/x", "https://www.example.com", "https://a.local/", "https://x.invalid",
  ])
  func placeholderHost(_ target: String) { #expect(LinkTarget(target).isPlaceholderHost) }

  @Test(arguments: ["https://shop.test", "https://myexample.com", "https://example.de", "https://localhost.de"])
  func realHost(_ target: String) { #expect(!LinkTarget(target).isPlaceholderHost) }
}
