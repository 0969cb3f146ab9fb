import MailSyntax

/// The styles of tags that were read, so that what a newsletter says hundreds of times is computed once.
///
/// Two tags have the same style if they have the same name and the same attributes that look like style, octet by
/// octet, and no style sheet comes between them.
struct StyleMemo {
  /// What a tag says that its style depends on.
  struct Key {
    fileprivate let name: HTMLName
    fileprivate let present: HTMLAttributeName.Names
    /// The values that count, one behind the other: keys with the same names present have them in the same places.
    fileprivate var values = InlineArray<6, OctetRange>(repeating: 0..<0)
    fileprivate var count = 0
    fileprivate var hash: UInt64

    @inline(__always)
    init(_ name: HTMLName, _ attributes: TagAttributes, in octets: Span<UInt8>) {
      self.name = name
      present = attributes.present.intersection(StyleMemo.styling)
      hash = (name.key ^ present.bits) &* StyleMemo.factor
      guard !present.isEmpty else { return }
      let byValue = StyleMemo.byValue
      for index in byValue.indices {
        guard let attribute = attributes[byValue[index]] else { continue }
        values[count] = attribute.value
        count += 1
        hash = octets.sketch(of: attribute.value, from: hash)
      }
    }

    fileprivate func equals(_ other: Key, in octets: Span<UInt8>) -> Bool {
      guard name == other.name, present == other.present else { return false }
      for index in 0..<count where !octets.areEqual(values[index], other.values[index]) {
        return false
      }
      return true
    }
  }

  /// The attributes that make a style; of those in `byValue` the value counts, of the others whether they are there.
  static var styling: HTMLAttributeName.Names {
    typealias Name = HTMLAttributeName
    let valued = Name.style.bit | Name.class.bit | Name.id.bit | Name.bgcolor.bit | Name.color.bit | Name.text.bit
    return Name.Names(bits: valued | Name.hidden.bit | Name.background.bit | Name.fillcolor.bit)
  }
  fileprivate static var byValue: InlineArray<6, HTMLAttributeName> { [.style, .class, .id, .bgcolor, .color, .text] }
  fileprivate static let factor: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// Of how many tags the style is kept before it begins anew: newsletters have up to about 200 that differ.
  private static let capacity = 256
  /// The places for them, by hash; of two that share one, the later is found.
  private static let slotCount = 1024

  private var keys: [Key] = []
  private(set) var styles: [ElementStyle] = []
  /// The index of a key and 1; 0 where there is none.
  private var slots: [UInt16] = []

  /// The place in `styles` of what was kept for a key.
  func index(of key: Key, in octets: Span<UInt8>) -> Int? {
    guard !keys.isEmpty else { return nil }
    let index = Int(slots[Self.slot(key)]) - 1
    guard index >= 0, keys[index].hash == key.hash, keys[index].equals(key, in: octets) else { return nil }
    return index
  }

  mutating func keep(_ style: ElementStyle, for key: Key) {
    if keys.count == Self.capacity { removeAll() }
    if slots.isEmpty { slots = Array(repeating: 0, count: Self.slotCount) }
    keys.append(key)
    styles.append(style)
    slots[Self.slot(key)] = UInt16(keys.count)
  }

  mutating func removeAll() {
    guard !keys.isEmpty else { return }
    keys.removeAll(keepingCapacity: true)
    styles.removeAll(keepingCapacity: true)
    for index in slots.indices { slots[index] = 0 }
  }

  private static func slot(_ key: Key) -> Int { Int(key.hash >> 32) & (slotCount - 1) }
}
