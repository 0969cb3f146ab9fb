import MailSyntax

/// A fetch whose URL is not yet joined to the document's base.
struct FetchDraft {
  var kind: Fetch.Kind
  var url: [UInt8]
  var width: Double?
  var height: Double?
  var isHidden = false
  var alternative: String?
  var classes = ""
  var isQuoted = false
  var removal: OctetRange
  var range: OctetRange

  func fetch(base: [UInt8]?) -> Fetch {
    Fetch(
      kind: kind, url: Self.resolved(url, base: base), width: width, height: height, isHidden: isHidden,
      alt: alternative, classes: classes, isQuoted: isQuoted, removal: removal, range: range)
  }

  static func resolved(_ url: [UInt8], base: [UInt8]?) -> String {
    let resolved = URLReference.resolved(url, base: base)
    if DataAddress.isData(resolved) {
      return String(decoding: resolved.prefix(DataAddress.shownOctets), as: UTF8.self)
    }
    return String(decoding: resolved, as: UTF8.self)
  }
}
