/// The stack of open elements, as far as reading needs it. HTML standard §13.2.4.2.
///
/// No tree is built; what an element passes on to its content is kept with it. Its depth is bounded, as in browsers.
struct OpenElements {
  struct Element {
    let name: HTMLName
    let entry: HTMLElement.Entry
    /// In SVG or MathML.
    let isForeign: Bool
    let style: ElementStyle
    /// What its content inherits.
    var shown: Shown

    var traits: HTMLElement.Traits { entry.traits }
    var element: HTMLElement { entry.element }
  }

  /// Blink and WebKit stop nesting here too; deeper elements become siblings.
  static let maximumDepth = 512

  private(set) var elements: [Element] = []
  /// What the content outside of all elements has.
  var outermost = Shown()
  /// How many open elements there may be of each name, by a small hash: so that an end tag without start costs nothing.
  private var counts = InlineArray<256, UInt16>(repeating: 0)
  /// Elements that were too deep to be kept, by the same hash.
  private var tooDeep: [UInt8: Int] = [:]
  /// End tags do not reach below this: the content of a conditional comment closes nothing outside.
  var floor = 0

  var count: Int { elements.count }
  var shown: Shown { elements.isEmpty ? outermost : elements[elements.count - 1].shown }
  var isForeign: Bool {
    innermostIsForeign && !elements[elements.count - 1].traits.contains(.integrationPoint)
  }
  var innermostIsForeign: Bool { !elements.isEmpty && elements[elements.count - 1].isForeign }
  /// The innermost element; `unknown` where none is open.
  var innermostElement: HTMLElement { elements.isEmpty ? .unknown : elements[elements.count - 1].element }

  private static func slot(_ name: HTMLName) -> Int { Int((name.key ^ name.key >> 8 ^ name.key >> 24) & 255) }

  /// Whether an element of a name may be open; false is certain.
  func mayHold(_ name: HTMLName) -> Bool { counts[Self.slot(name)] > 0 }

  /// - Returns: false if it is too deep to be kept.
  mutating func push(_ element: Element) -> Bool {
    guard elements.count < Self.maximumDepth else {
      tooDeep[UInt8(Self.slot(element.name)), default: 0] += 1
      return false
    }
    counts[Self.slot(element.name)] += 1
    elements.append(element)
    return true
  }

  mutating func pop() {
    guard elements.count > floor else { return }
    counts[Self.slot(elements[elements.count - 1].name)] -= 1
    elements.removeLast()
  }

  mutating func pop(downTo count: Int) {
    while elements.count > max(count, floor) { pop() }
  }

  /// Takes an end tag of an element that was too deep; false if there is none.
  mutating func closeTooDeep(_ name: HTMLName) -> Bool {
    guard !tooDeep.isEmpty, let count = tooDeep[UInt8(Self.slot(name))], count > 0 else { return false }
    tooDeep[UInt8(Self.slot(name))] = count - 1
    return true
  }

  /// The index of the innermost element that a test accepts, above the first one that another test stops at.
  @inline(__always)
  func innermost(
    where isWanted: (Element) -> Bool, unless stops: (Element) -> Bool = { _ in false }
  ) -> Int? {
    var index = elements.count - 1
    while index >= floor {
      if isWanted(elements[index]) { return index }
      if stops(elements[index]) { return nil }
      index -= 1
    }
    return nil
  }

  /// Takes one element out from under others, as the adoption agency does, HTML standard §13.2.6.4.7: what they
  /// inherited from it goes.
  mutating func remove(at index: Int) {
    let removed = elements.remove(at: index)
    counts[Self.slot(removed.name)] -= 1
    var outer = index > 0 ? elements[index - 1].shown : outermost
    for place in index..<elements.count {
      elements[place].shown = elements[place].style.shown(within: outer)
      outer = elements[place].shown
    }
  }

  /// From here on all content of the innermost element is quoted: Outlook's separator of the earlier message was met.
  /// - Parameter isPushed: whether the separator itself is the innermost one: then all content of its parent is.
  mutating func markRestQuoted(isPushed: Bool) {
    for index in [elements.count - 1, elements.count - 2].prefix(isPushed ? 2 : 1) {
      if index < 0 { outermost.isQuoted = true } else { elements[index].shown.isQuoted = true }
    }
  }
}
