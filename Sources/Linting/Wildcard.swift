/// Matches texts against patterns in which "*" stands for any run of octets.
package enum Wildcard {
  /// Compares octet by octet; the caller folds case where it does not count.
  /// - Complexity: O(pattern × text) at worst; both are short (addresses, host names, paths).
  package static func matches(_ pattern: String, _ text: String) -> Bool {
    let pattern = Array(pattern.utf8)
    let text = Array(text.utf8)
    var p = 0
    var t = 0
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let last = star {
        p = last.pattern + 1
        t = last.text + 1
        star = (last.pattern, t)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Whether octets begin as a pattern says.
  static func matches(start pattern: [UInt8], of text: [UInt8]) -> Bool {
    var p = 0
    var t = 0
    var star: (pattern: Int, text: Int)?
    while p < pattern.count {
      if pattern[p] == UInt8(ascii: "*") {
        p += 1
        star = (p, t)
      } else if t < text.count, pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let last = star, last.text < text.count {
        p = last.pattern
        t = last.text + 1
        star = (last.pattern, t)
      } else {
        return false
      }
    }
    return true
  }

  /// Matches a path: "*" within a folder, "**" across folders.
  package static func matches(path pattern: String, _ path: String) -> Bool {
    let patterns = pattern.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    let names = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init).filter { $0 != "." }
    var p = 0
    var n = 0
    var star: (pattern: Int, name: Int)?
    while n < names.count {
      if p < patterns.count, patterns[p] == "**" {
        star = (p, n)
        p += 1
      } else if p < patterns.count, matches(patterns[p], names[n]) {
        p += 1
        n += 1
      } else if let last = star {
        p = last.pattern + 1
        n = last.name + 1
        star = (last.pattern, n)
      } else {
        return false
      }
    }
    return patterns[p...].allSatisfy { $0 == "**" }
  }
}
