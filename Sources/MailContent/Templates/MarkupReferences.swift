import MailSyntax

/// Finds what a template draws in by elements, attributes and comments instead of expressions: MJML, Blade's and
/// Maizzle's components, Fluid, Razor's tag helpers, Thymeleaf, Benchpress, server side includes; and front matter.
enum MarkupReferences {
  /// The longest tag that is looked into.
  private static let maximumTag = 4_096

  /// - Complexity: O(n) in octets.
  static func find(in octets: Span<UInt8>, language: TemplateLanguage?, into references: inout TemplateReferences) {
    frontMatter(octets, &references)
    var index = octets.firstIndex(of: Octet.less, from: 0, to: octets.count)
    while index < octets.count {
      if octets.hasPrefix("<!--", at: index, to: octets.count) {
        comment(at: index, octets, &references)
        // What is commented out draws in nothing; what only Outlook sees does.
        if !octets.hasPrefix("<!--[", at: index, to: octets.count) { index = commentEnd(after: index, octets) }
      } else {
        element(at: index, octets, language, &references)
      }
      index = octets.firstIndex(of: Octet.less, from: index + 1, to: octets.count)
    }
  }

  private static func element(
    at index: Int, _ octets: Span<UInt8>, _ language: TemplateLanguage?, _ references: inout TemplateReferences
  ) {
    func has(_ text: StaticString) -> Bool { octets.hasPrefix(text, at: index, to: octets.count) }
    func named(_ attribute: StaticString, _ kind: TemplateReference.Kind, isRelative: Bool = false) {
      let end = octets.firstIndex(of: Octet.greater, from: index, to: min(octets.count, index + maximumTag))
      guard let value = value(of: attribute, in: index..<end, octets) else { return }
      add(value, kind, index..<min(octets.count, end + 1), isRelative, octets, &references)
    }
    guard index + 3 < octets.count else { return }
    switch octets[index + 1].asciiLowercased {
    case UInt8(ascii: "m") where has("<mj-include"): named("path", .partial, isRelative: true)
    case UInt8(ascii: "m") where has("<module "): named("href", .partial)
    case UInt8(ascii: "x") where has("<x-"): component(at: index, octets, &references)
    case UInt8(ascii: "f") where has("<f:render"): named("partial", .partial)
    case UInt8(ascii: "f") where has("<f:layout"): named("name", .layout)
    case UInt8(ascii: "e") where has("<extends "): named("src", .layout)
    case UInt8(ascii: "l") where has("<layout "): named("src", .layout)
    case UInt8(ascii: "i") where has("<include "): named("src", .partial)
    case UInt8(ascii: "c") where has("<component "): named("src", .partial)
    case UInt8(ascii: "p") where has("<partial "): named("name", .partial)
    case UInt8(ascii: "s") where has("<slot") && has("<slot>"):
      if language != .blade { references.setPlaceForContent() }
    case UInt8(ascii: "y") where has("<yield"): references.setPlaceForContent()
    default: break
    }
    guard language == .thymeleaf else { return }
    for attribute in ["th:replace", "th:insert", "th:include"] as [StaticString] { named(attribute, .partial) }
    named("layout:decorate", .layout)
  }

  /// `<x-mail::message>`, `<x-layouts.mail>`: the file's text stands within it, or it within the file's; both are
  /// looked into alike.
  private static func component(at index: Int, _ octets: Span<UInt8>, _ references: inout TemplateReferences) {
    var end = index + 3
    while end < octets.count, octets[end].isASCIIAlphanumeric || "._:-/".utf8.contains(octets[end]) { end += 1 }
    let name = octets.string((index + 1)..<end)
    guard name.utf8.count > 2, !name.hasPrefix("x-slot") else { return }
    let close = octets.firstIndex(of: Octet.greater, from: end, to: min(octets.count, end + maximumTag))
    references.add(TemplateReference(kind: .layout, names: [name], range: index..<min(octets.count, close + 1)))
  }

  /// `<!-- IMPORT x -->`, `<!--#include file="x" -->`.
  private static func comment(at index: Int, _ octets: Span<UInt8>, _ references: inout TemplateReferences) {
    let limit = min(octets.count, index + maximumTag)
    var start = index + 4
    while start < limit, octets[start] == Octet.space { start += 1 }
    let isImport = octets.hasPrefix("import ", at: start, to: limit)
    guard isImport || octets.hasPrefix("#include ", at: start, to: limit) else { return }
    let end = octets.firstIndex(of: Octet.greater, from: start, to: limit)
    let range = index..<min(octets.count, end + 1)
    if !isImport {
      for attribute in ["file", "virtual"] as [StaticString] {
        if let value = value(of: attribute, in: start..<end, octets) {
          references.add(TemplateReference(kind: .partial, names: [octets.string(value)], range: range))
        }
      }
      return
    }
    start += 7
    while start < end, octets[start] == Octet.space { start += 1 }
    var stop = start
    while stop < end, octets[stop] > Octet.space { stop += 1 }
    if stop > start {
      references.add(TemplateReference(kind: .partial, names: [octets.string(start..<stop)], range: range))
    }
  }

  /// Where `-->` stands; `start` where it is missing.
  private static func commentEnd(after start: Int, _ octets: Span<UInt8>) -> Int {
    var index = octets.firstIndex(of: Octet.greater, from: start + 4, to: octets.count)
    while index < octets.count {
      if octets[index - 1] == Octet.hyphen, octets[index - 2] == Octet.hyphen { return index }
      index = octets.firstIndex(of: Octet.greater, from: index + 1, to: octets.count)
    }
    return start
  }

  /// `layout: newsletter` between lines of `---` at the top of the file.
  private static func frontMatter(_ octets: Span<UInt8>, _ references: inout TemplateReferences) {
    guard octets.hasPrefix("---", at: 0, to: octets.count) else { return }
    let limit = min(octets.count, maximumTag)
    var line = octets.firstIndex(of: Octet.lineFeed, from: 0, to: limit) + 1
    while line < limit, !octets.hasPrefix("---", at: line, to: limit) {
      let end = octets.firstIndex(of: Octet.lineFeed, from: line, to: limit)
      if octets.hasPrefix("layout:", at: line, to: end) {
        var start = line + 7
        var stop = end
        while start < stop,
          octets[start] <= Octet.space || octets[start] == Octet.quote || octets[start] == Octet.apostrophe
        { start += 1 }
        while stop > start,
          octets[stop - 1] <= Octet.space || octets[stop - 1] == Octet.quote || octets[stop - 1] == Octet.apostrophe
        { stop -= 1 }
        let name = octets.string(start..<stop)
        if !name.isEmpty, name != "false", name != "null", name != "none" {
          references.add(TemplateReference(kind: .layout, names: [name], range: line..<end))
        }
      }
      line = end + 1
    }
  }

  private static func add(
    _ value: OctetRange, _ kind: TemplateReference.Kind, _ range: OctetRange, _ isRelative: Bool, _ octets: Span<UInt8>,
    _ references: inout TemplateReferences
  ) {
    var name = octets.string(value)
    // Thymeleaf: "~{fragments/footer :: footer}".
    if name.hasPrefix("~{"), name.hasSuffix("}") { name = String(name.dropFirst(2).dropLast()) }
    if let colons = name.firstIndex(of: ":"), name[colons...].hasPrefix("::") || name[colons...].hasPrefix(": :") {
      name = String(name[..<colons])
    }
    while name.hasSuffix(" ") { name.removeLast() }
    while name.hasPrefix(" ") { name.removeFirst() }
    guard !name.isEmpty else { return }
    let isDynamic = name.utf8.contains { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "<") }
    references.add(
      TemplateReference(
        kind: kind, names: isDynamic ? [] : [name], range: range, isDynamic: isDynamic, isRelative: isRelative))
  }

  /// An attribute's value in a tag, without quotes.
  private static func value(of name: StaticString, in tag: OctetRange, _ octets: Span<UInt8>) -> OctetRange? {
    let length = name.utf8CodeUnitCount
    var index = tag.lowerBound + 1
    while index + length < tag.upperBound {
      if octets[index - 1] <= Octet.space, octets.hasPrefix(name, at: index, to: tag.upperBound) {
        var start = index + length
        while start < tag.upperBound, octets[start].isHTMLSpace { start += 1 }
        if start < tag.upperBound, octets[start] == Octet.equals {
          start += 1
          while start < tag.upperBound, octets[start].isHTMLSpace { start += 1 }
          guard start < tag.upperBound else { return nil }
          let quote = octets[start]
          guard quote == Octet.quote || quote == Octet.apostrophe else {
            var stop = start
            while stop < tag.upperBound, octets[stop] > Octet.space { stop += 1 }
            return start..<stop
          }
          let stop = octets.firstIndex(of: quote, from: start + 1, to: tag.upperBound)
          return (start + 1)..<stop
        }
      }
      index += 1
    }
    return nil
  }
}
