import MailSyntax

/// What the style attributes of a document declare, each value read once: tags that differ in their classes often say
/// the same in their style.
struct StyleAttributeMemo {
  /// Of how many values the declarations are kept before it begins anew.
  private static let capacity = 256
  /// Of a value that declares more nothing is kept, so that memory does not grow with it; real ones declare about 10.
  private static let maximumDeclarations = 64
  /// The places for them, by their octets; of two that share one, the later is found.
  private static let slotCount = 512

  private var values: [OctetRange] = []
  private var places: [Range<Int>] = []
  /// The declarations of all values that are kept.
  private(set) var declarations: [CSSDeclaration] = []
  /// The index of a value and 1; 0 where there is none.
  private var slots: [UInt16] = []

  /// The place in `declarations` of what a value declares, if it was kept.
  func place(of value: OctetRange, in octets: Span<UInt8>) -> Range<Int>? {
    guard !values.isEmpty else { return nil }
    let index = Int(slots[Self.slot(of: value, in: octets)]) - 1
    guard index >= 0, octets.areEqual(values[index], value) else { return nil }
    return places[index]
  }

  mutating func keep(_ found: [CSSDeclaration], of value: OctetRange, in octets: Span<UInt8>) {
    guard found.count <= Self.maximumDeclarations else { return }
    if values.count == Self.capacity { self = StyleAttributeMemo() }
    if slots.isEmpty { slots = Array(repeating: 0, count: Self.slotCount) }
    places.append(declarations.count..<(declarations.count + found.count))
    declarations += found
    values.append(value)
    slots[Self.slot(of: value, in: octets)] = UInt16(values.count)
  }

  private static func slot(of value: OctetRange, in octets: Span<UInt8>) -> Int {
    Int(octets.sketch(of: value, from: 0) >> 32) & (slotCount - 1)
  }
}
