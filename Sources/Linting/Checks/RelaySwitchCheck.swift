import MailSyntax
import Policy

/// Finds fields that tell the relay to add tracking behind presend's back. They are set to off, which is more than
/// taking them out: the relay's account may have tracking on by default.
struct RelaySwitchCheck: Check {
  /// A field that switches tracking.
  private struct Switch {
    /// In lower case.
    let name: String
    let off: String
    /// Values that leave it off, in lower case.
    let offValues: [String]
  }

  private let switches: [Switch]
  /// Fields whose body is JSON, with the paths that switch tracking: "filters.opentrack.settings.enable".
  private let json: [String: [String]]
  /// Fields that name a set of settings kept at the relay.
  private let sets: Set<String>

  init(_ rule: Rule) {
    switches = (rule.lists["switches"] ?? []).compactMap { entry in
      let halves = entry.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
      guard halves.count == 2 else { return nil }
      let values = halves[1].split(separator: "|").map { $0.lowercased() }
      return Switch(
        name: halves[0].lowercased(), off: String(halves[1].split(separator: "|").first ?? ""), offValues: values)
    }
    var json: [String: [String]] = [:]
    for entry in rule.lists["json-switches"] ?? [] {
      let halves = entry.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
      guard halves.count == 2 else { continue }
      json[halves[0].lowercased(), default: []].append(String(halves[1]))
    }
    self.json = json
    sets = Set((rule.lists["configuration-sets"] ?? []).map { $0.lowercased() })
  }

  func hits(in examination: Examination) -> [Hit] {
    guard let message = examination.message else { return [] }
    if examination.allAgreedToTracking(examination.recipients) { return [] }
    return message.parts[0].fields.compactMap { index in
      let field = message.fields[index]
      guard field.kind == .other else { return nil }
      let name = message.name(of: field)
      let body = message.unstructured(field)
      let folded = name.lowercased()
      if sets.contains(folded) { return configurationSet(index, name, body, examination) }
      guard let off = off(folded, body) else { return nil }
      var hit = hit("finding", index, name, body, examination)
      hit.remedy = .setField(index, to: off)
      hit.isMendable = true
      return hit
    }
  }

  private func hit(
    _ message: String, _ index: Int, _ name: String, _ body: String, _ examination: Examination
  ) -> Hit {
    let field = examination.message!.fields[index]
    return Hit(
      message: message, values: ["field": name, "value": body], place: examination.place(of: field),
      evidence: Hit.evidence(examination.message!.octets[field.octets]),
      recipients: examination.withoutTrackingConsent(examination.recipients))
  }

  /// Whether the set tracks is decided at the relay; the organisation says which do not.
  private func configurationSet(_ index: Int, _ name: String, _ body: String, _ examination: Examination) -> Hit? {
    guard !body.isEmpty, !examination.settings.untrackedSets.contains(body) else { return nil }
    var hit = hit("set", index, name, body, examination)
    hit.isNote = true
    return hit
  }

  /// The body that switches it off; nil where it is off.
  private func off(_ name: String, _ body: String) -> String? {
    if let paths = json[name] { return JSONSwitch.off(body, paths: paths) }
    guard let found = switches.first(where: { $0.name == name }) else { return nil }
    let value = body.lowercased().filter { $0 != " " }
    return value.isEmpty || found.offValues.contains(value) ? nil : found.off
  }
}
