internal import Reporting

/// Counts of decisions: what was stopped or changed, or would have been.
struct AuditReport {
  /// Messages by what the strictest of their findings asks for.
  struct Counts {
    var messages = 0
    var rejected = 0
    var held = 0
    var rewritten = 0
    var warned = 0

    mutating func add(_ action: String?) {
      messages += 1
      switch action {
      case "reject": rejected += 1
      case "hold": held += 1
      case "rewrite": rewritten += 1
      case "warn": warned += 1
      default: break
      }
    }

    var members: [(String, JSONValue)] {
      [
        ("messages", .integer(messages)), ("rejected", .integer(rejected)), ("held", .integer(held)),
        ("rewritten", .integer(rewritten)), ("warned", .integer(warned)),
      ]
    }
  }

  /// One way to group them.
  typealias Groups = [(name: String, counts: Counts)]

  private(set) var total = Counts()
  /// How many of them were only judged.
  private(set) var shadow = 0
  private(set) var failOpen = 0
  /// What persons decided, by event.
  private(set) var persons: [String: Int] = [:]
  private var rules: [String: Counts] = [:]
  private var classes: [String: Counts] = [:]
  private var senders: [String: Counts] = [:]
  private var groups: [String: Counts] = [:]
  private var tools: [String: Counts] = [:]
  private var ids: Set<String> = []

  /// In the order of strictness.
  private static let actions = ["warn", "rewrite", "hold", "reject"]

  mutating func add(_ record: AuditRecord) {
    guard record.event == "decision" else {
      if !["notice", "undecided", "damaged", "lapsed"].contains(record.event) { persons[record.event, default: 0] += 1 }
      return
    }
    // After a crash a decision may stand in the log twice.
    guard ids.insert(record.id).inserted else { return }
    let action = Self.strictest(record)
    total.add(action)
    if record.mode == "shadow" { shadow += 1 }
    if !record.failOpen.isEmpty { failOpen += 1 }
    classes[record.mailClass.isEmpty ? "not judged" : record.mailClass, default: Counts()].add(action)
    // All that is sent counts here, for whatever is sent is sent in the organisation's name.
    tools[record.tool.isEmpty ? "not named" : record.tool, default: Counts()].add(action)
    for group in Set(record.groups) { groups[group, default: Counts()].add(action) }
    guard action != nil else { return }
    senders[record.sender.isEmpty ? "<>" : record.sender, default: Counts()].add(action)
    for rule in record.rules {
      rules[rule, default: Counts()].add(Self.strictest(record.findings.filter { $0.rule == rule }.map(\.action)))
    }
  }

  /// What happened to a message, or in shadow mode would have.
  ///
  /// A rewrite that could not be made has become a hold, which the outcome tells, but not in shadow mode: there nothing
  /// is tried.
  private static func strictest(_ record: AuditRecord) -> String? {
    switch record.outcome {
    case "rejected", "refused": "reject"
    case "held": "hold"
    default: strictest(record.findings.map(\.action))
    }
  }

  private static func strictest(_ actions: [String]) -> String? {
    actions.compactMap { Self.actions.firstIndex(of: $0) }.max().map { Self.actions[$0] }
  }

  /// Those with most messages first.
  private static func sorted(_ groups: [String: Counts]) -> Groups {
    groups.sorted { ($1.value.messages, $0.key) < ($0.value.messages, $1.key) }.map { ($0.key, $0.value) }
  }

  var byRule: Groups { Self.sorted(rules) }
  var byClass: Groups { Self.sorted(classes) }
  var bySender: Groups { Self.sorted(senders) }
  /// By entry of `per-sender:`.
  var byGroup: Groups { Self.sorted(groups) }
  /// By the program that made the message.
  var byTool: Groups { Self.sorted(tools) }

  var json: JSONValue {
    func array(_ groups: Groups, _ key: String) -> JSONValue {
      .array(groups.map { .object([(key, .string($0.name))] + $0.counts.members) })
    }
    return .object([
      ("version", .integer(1)), ("total", .object(total.members)), ("shadow", .integer(shadow)),
      ("failOpen", .integer(failOpen)),
      ("persons", .object(persons.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })),
      ("rules", array(byRule, "rule")), ("classes", array(byClass, "class")), ("senders", array(bySender, "sender")),
      ("groups", array(byGroup, "group")), ("tools", array(byTool, "tool")),
    ])
  }
}
