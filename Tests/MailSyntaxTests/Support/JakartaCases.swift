import Foundation
import TestSupport

/// The cases of Jakarta Mail: "To:" and folded lines, then "Expect: N" and N lines, or an exception.
enum JakartaCases {
  struct Case {
    let body: String
    let expected: [String]?
    let isStrict: Bool
  }

  static func read(_ path: String, key: String) throws -> [Case] {
    let lines = try SharedData.text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var cases: [Case] = []
    var isStrict = false
    var index = 0
    while index < lines.count {
      let line = lines[index]
      index += 1
      if line.hasPrefix("Strict:") { isStrict = line.contains("true") }
      guard line.hasPrefix(key) else { continue }
      var body = String(line.dropFirst(key.count))
      while index < lines.count, lines[index].first == " " || lines[index].first == "\t" {
        body += "\r\n" + lines[index]
        index += 1
      }
      guard index < lines.count, lines[index].hasPrefix("Expect:") else { continue }
      let count = Int(lines[index].dropFirst(7).drop { $0 == " " })
      index += 1
      var expected: [String] = []
      while index < lines.count, lines[index].first == "\t", expected.count < count ?? 0 {
        expected.append(String(lines[index].dropFirst()))
        index += 1
      }
      cases.append(Case(body: body, expected: count == nil ? nil : expected, isStrict: isStrict))
    }
    return cases
  }

  /// Groups stand as one line there; their members as AddressList gives them.
  static func flattened(_ expected: [String]) -> [String] {
    expected.flatMap { line -> [String] in
      guard line.hasSuffix(";"), let colon = line.firstIndex(of: ":") else { return [line] }
      return AddressListMembers.members(String(line[line.index(after: colon)...].dropLast()))
    }
  }
}

enum AddressListMembers {
  static func members(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}
