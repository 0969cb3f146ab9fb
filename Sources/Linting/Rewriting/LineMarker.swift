/// Finds a line marker in octets.
enum LineMarker {
  /// Whether a line of `text` starts with `marker`.
  /// - Complexity: O(n): each line's start is compared once.
  static func isPresent(_ marker: StaticString, in text: [UInt8]) -> Bool {
    marker.withUTF8Buffer { marker in
      var start = 0
      while start + marker.count <= text.count {
        if text[start..<start + marker.count].elementsEqual(marker) { return true }
        guard let end = text[start...].firstIndex(of: 0x0A) else { return false }
        start = end + 1
      }
      return false
    }
  }
}
