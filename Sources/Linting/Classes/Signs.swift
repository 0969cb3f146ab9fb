/// Signs of one class of mail, weighed: several weak ones do as much as a strong one.
struct Signs {
  /// The sum of the weights.
  private(set) var weight = 0
  /// What was seen, as it is shown; in the order in which it was looked for.
  private(set) var evidence: [String] = []

  /// - Parameter sign: what was seen; nil where nothing was.
  mutating func add(_ sign: String?, _ weight: Int) {
    guard let sign else { return }
    self.weight += weight
    if !evidence.contains(sign) { evidence.append(sign) }
  }

  mutating func add(_ signs: some Sequence<String>, _ weight: Int) {
    for sign in signs { add(sign, weight) }
  }

  static func + (signs: Signs, others: Signs) -> Signs {
    var signs = signs
    signs.weight += others.weight
    signs.evidence += others.evidence.filter { !signs.evidence.contains($0) }
    return signs
  }
}
