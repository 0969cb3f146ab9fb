/// Tells which templates of a set are only ever drawn in by others, and which a mail begins with.
///
/// Layout and page draw in each other where the page names its layout and the layout has a place that the page fills:
/// the mail begins with the page. Where files include each other in a circle that nothing else draws in, a mail may
/// begin with any of them.
struct TemplateEntries {
  /// That one file draws in another: complete paths.
  struct Link: Hashable {
    let from: String
    let to: String
    /// Whether `from` names `to` as what is rendered around it.
    let namesLayout: Bool
    /// Whether what is drawn in is a named piece that `to` defines, not the file as such.
    let fillsPiece: Bool
  }

  /// The files that a mail never begins with.
  let drawnIn: Set<String>

  /// - Complexity: O(links + paths), and for each layout that draws in a page O(the layouts above the page).
  init(_ links: [Link], among paths: [String]) {
    var layouts: [String: Set<String>] = [:]
    for link in links where link.namesLayout { layouts[link.from, default: []].insert(link.to) }
    var next: [String: [String]] = [:]
    var hasOrigin: Set<String> = []
    for link in Set(links) {
      // A page goes into its layout; that makes it no part of something else.
      if !link.namesLayout || link.fillsPiece, Self.isAbove(link.from, link.to, layouts) { continue }
      next[link.from, default: []].append(link.to)
      hasOrigin.insert(link.to)
    }
    var drawnIn: Set<String> = []
    var waiting = paths.filter { !hasOrigin.contains($0) }
    var seen = Set(waiting)
    while let path = waiting.popLast() {
      for target in next[path] ?? [] {
        drawnIn.insert(target)
        if seen.insert(target).inserted { waiting.append(target) }
      }
    }
    self.drawnIn = drawnIn
  }

  /// Layouts within layouts; real ones stay below 4.
  private static let maximumLayouts = 64

  /// Whether one file is a layout of another, or a layout of its layout.
  private static func isAbove(_ layout: String, _ page: String, _ layouts: [String: Set<String>]) -> Bool {
    var waiting = [page]
    var seen: Set<String> = [page]
    while let path = waiting.popLast(), seen.count < maximumLayouts {
      for above in layouts[path] ?? [] {
        if above == layout { return true }
        if seen.insert(above).inserted { waiting.append(above) }
      }
    }
    return false
  }
}
