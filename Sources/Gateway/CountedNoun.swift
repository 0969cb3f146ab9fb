/// Numbers of things in the sentences of commands, which speak English.
package enum CountedNoun {
  /// "1 finding", "2 findings".
  /// - Parameter noun: one that takes an s.
  package static func text(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
