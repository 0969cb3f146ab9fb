import MailContent

/// One network filter of a list; its texts are ranges of the list's octets.
struct Filter: Sendable {
  /// Where a pattern must begin or end.
  struct Anchors: OptionSet, Sendable {
    let rawValue: UInt8
    /// "||": at a label of the host.
    static let host = Anchors(rawValue: 1)
    /// "|" at its beginning.
    static let start = Anchors(rawValue: 2)
    /// "|" at its end.
    static let end = Anchors(rawValue: 4)
    /// A whole host, as of a hosts file.
    static let wholeHost = Anchors(rawValue: 8)
  }
  enum Party: UInt8, Sendable { case any, first, third }

  let line: Int32
  let pattern: Range<Int32>
  let anchors: Anchors
  let isException: Bool
  let party: Party
  let matchesCase: Bool
  let kinds: FilterKinds
  /// The value of `domain=`; empty where there is none.
  let domains: Range<Int32>

  func applies(to kind: Fetch.Kind) -> Bool { kinds.contains(FilterKinds(of: kind)) }

  /// Whether who sends the mail lets the filter count.
  func admits(_ url: FilteredURL, sender: String, _ octets: [UInt8]) -> Bool {
    switch party {
    case .any: break
    case .first: if !url.isOf(sender) { return false }
    case .third: if url.isOf(sender) { return false }
    }
    return domains.isEmpty || admitsSender(sender, octets)
  }

  /// `domain=a.example|~b.a.example`: one of those named, if any is; none of those excepted.
  private func admitsSender(_ sender: String, _ octets: [UInt8]) -> Bool {
    var isNamed = false
    var namesAny = false
    for entry in octets[Int(domains.lowerBound)..<Int(domains.upperBound)].split(separator: UInt8(ascii: "|")) {
      let isExcepted = entry.first == UInt8(ascii: "~")
      let domain = String(decoding: isExcepted ? entry.dropFirst() : entry, as: UTF8.self).lowercased()
      let isSender = sender == domain || sender.hasSuffix("." + domain)
      if isExcepted, isSender { return false }
      if !isExcepted {
        namesAny = true
        isNamed = isNamed || isSender
      }
    }
    return isNamed || !namesAny
  }
}

/// The request types of a filter's options that a mail's fetches have.
struct FilterKinds: OptionSet, Sendable {
  let rawValue: UInt8
  static let image = FilterKinds(rawValue: 1)
  static let stylesheet = FilterKinds(rawValue: 2)
  static let font = FilterKinds(rawValue: 4)
  static let media = FilterKinds(rawValue: 8)
  static let frame = FilterKinds(rawValue: 16)
  static let object = FilterKinds(rawValue: 32)
  static let other = FilterKinds(rawValue: 64)
  static let all: FilterKinds = [.image, .stylesheet, .font, .media, .frame, .object, .other]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(of kind: Fetch.Kind) {
    self =
      switch kind {
      case .image, .sourceSet, .background, .styleURL, .poster, .input, .svgImage, .vml, .icon: .image
      case .styleImport, .styleSheet: .stylesheet
      case .font: .font
      case .media: .media
      case .frame: .frame
      case .object: .object
      case .preload, .refresh: .other
      }
  }
}
