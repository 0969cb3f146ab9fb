import Foundation
import MailSyntax
import TestSupport
import Testing

@testable import Commands

@Suite struct UnifiedDiffTests {
  private func diff(_ text: String, _ edits: [(Range<Int>, String)]) -> String {
    let edits = edits.map { Edit(range: $0.0, replacement: Array($0.1.utf8)) }
    return String(decoding: UnifiedDiff.octets(of: Array(text.utf8), edits, path: "x.html"), as: UTF8.self)
  }

  @Test("a line that goes is shown with three lines around it")
  func removal() {
    let text = (1...9).map { "\($0)\n" }.joined()
    #expect(
      diff(text, [(8..<10, "")]) == """
        --- a/x.html
        +++ b/x.html
        @@ -2,7 +2,6 @@
         2
         3
         4
        -5
         6
         7
         8

        """)
  }

  @Test("nothing changed is nothing said")
  func nothing() { #expect(diff("x\n", []) == "") }

  /// A seeded generator: the same cases in every run.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test("git applies the diff of any edits, and the result is what the edits make")
  func applies() throws {
    var generator = Generator(state: 7)
    let alphabet = Array("ab\n\n \r\n".utf8)
    try ScratchFolder.with { folder in
      for _ in 0..<60 {
        let old = (0..<Int.random(in: 1...80, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! }
        var edits: [Edit] = []
        var position = 0
        while position <= old.count {
          let start = position + Int.random(in: 0...15, using: &generator)
          let end = start + Int.random(in: 0...6, using: &generator)
          guard end <= old.count else { break }
          let replacement = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
            alphabet.randomElement(using: &generator)!
          }
          edits.append(Edit(range: start..<end, replacement: replacement))
          position = end + 1
        }
        var new: [UInt8] = []
        var taken = 0
        for edit in edits {
          new += old[taken..<edit.range.lowerBound] + edit.replacement
          taken = edit.range.upperBound
        }
        new += old[taken...]
        // An empty file is another matter to git (it would be removed).
        guard new != old, !new.isEmpty else { continue }
        try folder.write("x.html", old)
        try folder.write("x.patch", UnifiedDiff.octets(of: old, edits, path: "x.html"))
        let git = Process()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git", "apply", "--unidiff-zero", "--whitespace=nowarn", "x.patch"]
        git.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        try git.run()
        git.waitUntilExit()
        #expect(git.terminationStatus == 0)
        #expect(try folder.read("x.html") == new, "\(old) \(edits)")
      }
    }
  }
}
