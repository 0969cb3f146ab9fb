import Foundation
import TestSupport
import Testing

@testable import Linting

@Suite struct PublicSuffixesTests {
  private static let folder = URL(filePath: "/usr/share/publicsuffix")
  private static let graph = (try? Data(contentsOf: folder.appending(path: "public_suffix_list.dafsa"))).map {
    [UInt8]($0)
  }
  private static let suffixes = PublicSuffixes { graph }
  /// In CI the list has to be there (scripts/setup build), so that none of these is skipped unseen.
  private static let isPossible = graph != nil || ProcessInfo.processInfo.environment["CI"] != nil

  @Test(
    .enabled(if: isPossible, "Debian's package publicsuffix is not installed"),
    arguments: [
      ("kunde.de", "kunde.de"), ("mail.kunde.de", "kunde.de"), ("a.b.firma.co.uk", "firma.co.uk"), ("co.uk", "co.uk"),
      ("de", "de"), ("anna.github.io", "anna.github.io"), ("x.anna.github.io", "anna.github.io"),
      ("firma.test", "firma.test"), ("mail.firma.test", "firma.test"), ("www.ck", "www.ck"), ("a.b.ck", "a.b.ck"),
      ("x.a.b.ck", "a.b.ck"), ("city.kawasaki.jp", "city.kawasaki.jp"), ("x.firma.gv.at", "firma.gv.at"),
      ("firma.xn--p1ai", "firma.xn--p1ai"), ("[192.0.2.1]", "[192.0.2.1]"), ("", ""), ("localhost", "localhost"),
      ("mail.kunde.de.", "kunde.de"),
    ])
  func registeredDomain(_ domain: String, _ registered: String) {
    #expect(Self.suffixes.registeredDomain(of: domain) == registered)
  }

  /// The automaton and the text that it was made of say the same of every rule.
  @Test(.enabled(if: isPossible, "Debian's package publicsuffix is not installed"))
  func knowsEveryRuleOfTheList() throws {
    let graph = try #require(Self.graph.flatMap { SuffixGraph($0) })
    let list = try String(contentsOf: Self.folder.appending(path: "public_suffix_list.dat"), encoding: .utf8)
    var count = 0
    for line in list.split(separator: "\n")
    where !line.hasPrefix("//") && line.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
      let name = line.hasPrefix("!") ? line.dropFirst() : line.hasPrefix("*.") ? line.dropFirst(2) : line
      let standing = try #require(graph.standing(of: name.utf8), "\(line)")
      #expect(standing.contains(.exception) == line.hasPrefix("!"), "\(line)")
      if line.hasPrefix("*.") { #expect(standing.contains(.wildcard), "\(line)") }
      #expect(graph.standing(of: "no-such-name.\(name)".utf8) == nil || standing.contains(.wildcard), "\(line)")
      count += 1
    }
    #expect(count > 5_000)
  }

  @Test(arguments: [
    ("mail.kunde.de", "kunde.de"), ("a.b.firma.co.uk", "firma.co.uk"), ("x.gv.at", "x.gv.at"), ("kunde.de", "kunde.de"),
    ("anna.github.io", "github.io"),
  ])
  func byRuleOfThumb(_ domain: String, _ registered: String) {
    #expect(PublicSuffixes.ruleOfThumb.registeredDomain(of: domain) == registered)
  }

  /// Octets of any kind end the walk.
  @Test func damagedListsAreNoTrap() {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<200 {
      let noise = (0..<64).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let graph = SuffixGraph(Array(".DAFSA@PSL_0   \n".utf8) + noise)
      _ = graph?.standing(of: "mail.firma.co.uk".utf8)
    }
    #expect(SuffixGraph(Array("<html>".utf8)) == nil)
  }
}
