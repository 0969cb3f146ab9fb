/// A value for some of the classes of mail. Judging asks for one from every rule, so it is an index and no hash.
package struct ByClass<Value: Sendable>: Sendable, ExpressibleByDictionaryLiteral {
  /// By the class's index; empty, or one for each.
  private var slots: [Value?] = []

  package init(dictionaryLiteral elements: (MailClass, Value)...) {
    for (mailClass, value) in elements { self[mailClass] = value }
  }

  /// - Parameter values: one for each class, in the order of `MailClass.allCases`.
  package init(inOrder values: [Value?]) {
    precondition(values.count == MailClass.allCases.count, "one for each class")
    slots = values
  }

  package subscript(mailClass: MailClass) -> Value? {
    get { slots.isEmpty ? nil : slots[mailClass.index] }
    set {
      if slots.isEmpty { slots = [Value?](repeating: nil, count: MailClass.allCases.count) }
      slots[mailClass.index] = newValue
    }
  }

  /// In the order of the classes.
  package var values: [Value] { slots.compactMap { $0 } }
  package var isEmpty: Bool { slots.allSatisfy { $0 == nil } }
}

extension ByClass: Equatable where Value: Equatable {
  package static func == (one: Self, other: Self) -> Bool { MailClass.allCases.allSatisfy { one[$0] == other[$0] } }
}

extension MailClass {
  /// Its place among all, from 0.
  fileprivate var index: Int {
    switch self {
    case .newsletter: 0
    case .firstContact: 1
    case .consentRequest: 2
    case .transactional: 3
    case .personal: 4
    case .private: 5
    case .system: 6
    }
  }
}
