import Testing

@testable import Commands

@Suite struct TemplateEntriesTests {
  private func drawnIn(_ links: [(String, String, String)]) -> Set<String> {
    let all = links.map { from, to, kind in
      TemplateEntries.Link(
        from: from, to: to, namesLayout: kind.contains("layout"), fillsPiece: kind.contains("piece"))
    }
    return TemplateEntries(all, among: Set(links.flatMap { [$0.0, $0.1] }).sorted()).drawnIn
  }

  @Test("a page that goes into the layout that it names is no part of it")
  func pages() {
    #expect(drawnIn([("page", "base", "layout"), ("base", "page", "")]) == ["base"])
    #expect(drawnIn([("page", "mid", "layout"), ("mid", "base", "layout"), ("base", "page", "")]) == ["mid", "base"])
    // Go: the page calls "base", a piece, and the layout calls from within that piece.
    #expect(drawnIn([("page", "base", "layout piece"), ("base", "page", "piece")]) == ["base"])
    // Go: the page calls the layout by its file, and the layout calls a piece from its own text.
    #expect(drawnIn([("page", "base", "layout"), ("base", "page", "layout piece")]) == ["base"])
  }

  @Test("in a circle that nothing else draws in, each may be the first")
  func circles() {
    #expect(drawnIn([("a", "b", ""), ("b", "a", "")]) == [])
    #expect(drawnIn([("a", "b", ""), ("b", "a", ""), ("page", "a", "")]) == ["a", "b"])
    #expect(drawnIn([("page", "a", ""), ("a", "b", "")]) == ["a", "b"])
  }
}
