#if canImport(CGumbo)
  import CGumbo
  import Foundation
  import TestSupport
import Testing

  @testable import MailContent

  /// libgumbo as an oracle: of every template file, the same elements and attributes with the same ranges.
  ///
  /// The files are masked before, so that both read the same markup. Elements that libgumbo leaves out of its tree
  /// because of where they stand (a second `<body>`, a table row outside of a table) are tokens nevertheless.
  @Suite(.enabled(if: SharedData.has("data/templates/files"), "the template files are not at hand"))
  struct GumboTests {
    struct Attribute: Hashable {
      let name: Range<Int>
      let value: Range<Int>
    }

    struct Element: Hashable {
      let range: Range<Int>
      let attributes: [Attribute]
    }

    /// Start tags that tree construction drops or merges by their place. HTML standard §13.2.6.
    static let dropped: Set = [
      "html", "head", "body", "frameset", "frame", "form", "tr", "td", "th", "tbody", "thead", "tfoot", "caption",
      "col",
      "colgroup", "option", "optgroup", "select", "input", "textarea",
    ]

    @Test func findsTheSameElements() {
      var elements = 0
      var attributes = 0
      var extra = 0
      for file in SharedData.files(below: "templates/files") {
        let octets = TemplateMask(SharedData.octets(file), format: .html).octets
        let theirs = Self.gumboElements(octets)
        let ours = Self.elements(octets)
        let missing = theirs.subtracting(ours.keys)
        #expect(missing.count == 0, "\(file.path): \(Self.written(missing.map(\.range), octets))")
        let more = ours.filter { !theirs.contains($0.key) && !Self.dropped.contains($0.value) }
        #expect(more.count == 0, "\(file.path): \(Self.written(more.map(\.key.range), octets))")
        elements += theirs.count
        attributes += theirs.reduce(0) { $0 + $1.attributes.count }
        extra += ours.count - theirs.count
      }
      #expect(elements > 20_000 && attributes > 30_000, "\(elements) elements, \(attributes) attributes, \(extra) more")
    }

    /// A few of them, as written.
    static func written(_ ranges: [Range<Int>], _ octets: [UInt8]) -> [String] {
      ranges.prefix(3).map { String(decoding: octets[$0], as: UTF8.self) }
    }

    /// Our start tags with their names.
    static func elements(_ octets: [UInt8]) -> [Element: String] {
      var reader = HTMLReader(
        octets.span, decoder: VisibleTextDecoder(written: octets, expressions: [], isTemplate: false), isNested: false,
        sheet: nil)
      var found: [Element: String] = [:]
      while let token = reader.tokenizer.next(in: octets.span) {
        if token.kind == .startTag {
          var names: Set<[UInt8]> = []
          let attributes = reader.tokenizer.attributes.filter {
            names.insert(HTMLText.name($0.nameRange, in: octets.span)).inserted
          }
          let element = Element(
            range: token.range, attributes: attributes.map { Attribute(name: $0.nameRange, value: $0.value) })
          found[element] = String(decoding: HTMLText.name(token.content, in: octets.span), as: UTF8.self)
        }
        reader.take(token, octets.span)
      }
      return found
    }

    static func gumboElements(_ octets: [UInt8]) -> Set<Element> {
      octets.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self) else { return [] }
        var options = kGumboDefaultOptions
        guard let output = gumbo_parse_with_options(&options, base, buffer.count) else { return [] }
        defer { gumbo_destroy_output(&options, output) }
        var found: Set<Element> = []
        var pending: [UnsafeMutablePointer<GumboNode>] = [output.pointee.document]
        func range(_ piece: GumboStringPiece) -> Range<Int> {
          guard let data = piece.data else { return 0..<0 }
          let start = data - base
          return start..<(start + piece.length)
        }
        func nodes(_ vector: GumboVector) -> [UnsafeMutableRawPointer] {
          (0..<Int(vector.length)).compactMap { vector.data[$0] }
        }
        while let node = pending.popLast() {
          switch node.pointee.type {
          case GUMBO_NODE_DOCUMENT:
            pending += nodes(node.pointee.v.document.children).map { $0.assumingMemoryBound(to: GumboNode.self) }
          case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
            let element = node.pointee.v.element
            pending += nodes(element.children).map { $0.assumingMemoryBound(to: GumboNode.self) }
            guard element.original_tag.length > 0, octets[range(element.original_tag).lowerBound] == UInt8(ascii: "<"),
              node.pointee.parse_flags.rawValue & GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT.rawValue == 0
            else { continue }
            let attributes = nodes(element.attributes).map { $0.assumingMemoryBound(to: GumboAttribute.self).pointee }
            found.insert(
              Element(
                range: range(element.original_tag),
                attributes: attributes.map { attribute in
                  let name = range(attribute.original_name)
                  let value = unquoted(range(attribute.original_value), octets)
                  // Without a value, libgumbo gives the name's place.
                  return Attribute(name: name, value: value == name ? name.upperBound..<name.upperBound : value)
                }))
          default: break
          }
        }
        return found
      }
    }

    /// A value without the quotes that libgumbo counts to it.
    static func unquoted(_ range: Range<Int>, _ octets: [UInt8]) -> Range<Int> {
      guard range.count >= 2, let first = range.first,
        octets[first] == UInt8(ascii: "\"") || octets[first] == UInt8(ascii: "'")
      else { return range }
      return (range.lowerBound + 1)..<(range.upperBound - 1)
    }
  }
#endif
