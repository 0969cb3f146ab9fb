import Foundation
import MailSyntax
import TestSupport
import Testing

@testable import MailContent

/// Whatever stands within an expression, the elements and attributes around it are the same.
@Suite struct MaskingTests {
  /// What fills the expressions; none of it holds a closing delimiter.
  private static let hostile = [
    "<b x=\"1\">", "'", "\"", "-->", "</a>", "<!--", "<![endif]-->", "</style><script>", "/><img src=x>", "&lt;&quot;",
    "= ' \" >",
  ]

  /// Fills expressions between pairs of delimiters; what a name is cannot be replaced without its being none any more.
  private static func filled(_ octets: [UInt8], _ mask: TemplateMask, _ text: String) -> [UInt8] {
    var result = octets
    let filling = Array(text.utf8)
    for found in mask.found {
      switch found.language {
      case .curly, .tag, .embedded, .php, .toolkit: break
      default: continue
      }
      // The first word tells comments from code, and is kept.
      var start = found.content.lowerBound
      while start < found.content.upperBound, octets[start] <= 0x20 { start += 1 }
      while start < found.content.upperBound, octets[start] > 0x20 { start += 1 }
      for (offset, index) in (start..<max(start, found.content.upperBound)).enumerated() where octets[index] != 0x0A {
        result[index] = filling[offset % filling.count]
      }
    }
    return result
  }

  private static func check(_ octets: [UInt8], _ format: Body.Format, _ language: TemplateLanguage?, _ name: String)
    -> String?
  {
    let mask = TemplateMask(octets, format: format, language: language)
    for text in hostile {
      let changed = filled(octets, mask, text)
      let other = TemplateMask(changed, format: format, language: language)
      if other.octets != mask.octets {
        let place = zip(other.octets, mask.octets).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
        let around = String(decoding: octets[max(0, place - 60)..<min(octets.count, place + 60)], as: UTF8.self)
        return "\(name) with \(text) at \(place): \(around)"
      }
    }
    return nil
  }

  @Test(
    "on all real templates",
    .enabled(if: SharedData.has("data/templates/files"), "the collection of templates is not at hand"))
  func realTemplates() {
    var failures: [String] = []
    var count = 0
    for url in SharedData.files(below: "templates/files") {
      let octets = SharedData.octets(url)
      guard let name = TemplateFileName(url.lastPathComponent) else { continue }
      count += 1
      let language = name.language ?? TemplateLanguage.detected(in: octets, format: name.format)
      if let failure = Self.check(octets, name.format, language, url.lastPathComponent) { failures.append(failure) }
    }
    #expect(count > 800)
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(20).joined(separator: "\n"))")
  }

  @Test("on the project's own", arguments: ["templates"])
  func fixtures(_ folder: String) throws {
    let root = PackageFolder.fixtures.appending(path: folder)
    let names = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    var count = 0
    for url in names.compactMap({ $0 as? URL }) {
      guard let name = TemplateFileName(url.lastPathComponent) else { continue }
      count += 1
      let failure = Self.check(SharedData.octets(url), name.format, name.language, url.lastPathComponent)
      #expect(failure == nil)
    }
    #expect(count > 10)
  }
}
