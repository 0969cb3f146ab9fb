/// A span of time for people, in its two largest units: "2 d 3 h", "40 s".
package enum ElapsedTime {
  package static func text(seconds: Int) -> String {
    let seconds = max(0, seconds)
    let units: [(size: Int, name: String)] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")]
    let first = units.firstIndex { seconds >= $0.size } ?? units.count - 1
    let large = "\(seconds / units[first].size) \(units[first].name)"
    guard first + 1 < units.count else { return large }
    let rest = seconds % units[first].size / units[first + 1].size
    return rest > 0 ? "\(large) \(rest) \(units[first + 1].name)" : large
  }
}
