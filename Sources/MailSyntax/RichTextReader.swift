/// Reads RTF control by control: groups, control words, escapes, and the text between them.
///
/// What it follows are the Rich Text Format Specification 1.9.1 and, for what was HTML before, [MS-OXRTFEX] §2.1.3.1.
struct RichTextReader {
  /// Groups within groups. What stands deeper is left out; Outlook's own have fewer than ten.
  private static let maximumDepth = 500
  /// Fonts whose charset is noted; documents have a few dozen.
  private static let maximumFonts = 1_000
  /// Letters of a control word, as the specification has it.
  private static let maximumWord = 32

  /// What holds up to the end of a group.
  struct Group {
    /// Whether its text is none of the document's.
    var isSkipped = false
    /// Whether it stands for RTF's readers only: between \htmlrtf and \htmlrtf0.
    var isForRichText = false
    /// The table of fonts, whose charsets are noted.
    var isFontTable = false
    /// What a field does: HYPERLINK and its target.
    var isInstruction = false
    var charset: Charset
    /// How many characters behind \u repeat it for old readers.
    var fallback = 1
  }

  private(set) var text: [UInt8] = []
  private(set) var isHTML = false
  private var group = Group(charset: .windows1252)
  private var outer: [Group] = []
  /// Open groups beyond the limit.
  private var tooDeep = 0
  /// Octets of the group's charset that are still to be decoded.
  private var raw: [UInt8] = []
  private var instruction: [UInt8] = []
  private var fonts: [Int: Charset] = [:]
  private var font: Int?
  private var defaultFont: Int?
  private var defaultCharset = Charset.windows1252
  /// Characters still to be left out behind \u.
  private var toLeaveOut = 0
  private var highSurrogate: UInt32?
  /// Behind \*: whoever does not know the next word leaves its group out.
  private var isOptional = false

  mutating func read(_ octets: Span<UInt8>) {
    var index = 0
    while index < octets.count {
      let octet = octets[index]
      index += 1
      switch octet {
      case UInt8(ascii: "{"): open()
      case UInt8(ascii: "}"): close()
      case .backslash: readControl(octets, &index)
      case .carriageReturn, .lineFeed, 0: break
      default: take(octet)
      }
    }
    flush()
  }

  // MARK: Groups

  private mutating func open() {
    flush()
    toLeaveOut = 0
    guard outer.count < Self.maximumDepth else {
      tooDeep += 1
      return
    }
    outer.append(group)
  }

  private mutating func close() {
    flush()
    toLeaveOut = 0
    isOptional = false
    if tooDeep > 0 {
      tooDeep -= 1
      return
    }
    guard let last = outer.popLast() else { return }
    if group.isInstruction, !last.isInstruction { endInstruction() }
    group = last
  }

  // MARK: Text

  private var isShown: Bool { tooDeep == 0 && !group.isSkipped && !group.isForRichText && !group.isFontTable }

  private mutating func take(_ octet: UInt8) {
    if toLeaveOut > 0 {
      toLeaveOut -= 1
    } else if isShown {
      if group.isInstruction { instruction.append(octet) } else { raw.append(octet) }
    }
  }

  private mutating func take(_ scalar: UInt32) {
    guard isShown, !group.isInstruction else { return }
    flush()
    text.append(contentsOf: Array(String(Character(Unicode.Scalar(scalar) ?? "\u{fffd}")).utf8))
  }

  /// Decodes what is waiting.
  private mutating func flush() {
    highSurrogate = nil
    guard !raw.isEmpty else { return }
    text.append(contentsOf: group.charset.decode(raw))
    raw.removeAll(keepingCapacity: true)
  }

  /// HYPERLINK "target": who reads the text as plain sees where the link leads.
  private mutating func endInstruction() {
    defer { instruction.removeAll(keepingCapacity: true) }
    let words = instruction.drop { $0 == .space }
    guard words.starts(with: "HYPERLINK".utf8), let first = words.firstIndex(of: .quote),
      let last = words[(first + 1)...].firstIndex(of: .quote), !isHTML
    else { return }
    text.append(.lessThan)
    text.append(contentsOf: group.charset.decode(Array(words[(first + 1)..<last])))
    text.append(contentsOf: [.greaterThan, .space])
  }

  // MARK: Controls

  private mutating func readControl(_ octets: Span<UInt8>, _ index: inout Int) {
    guard index < octets.count else { return }
    let octet = octets[index]
    guard !octet.isLetter else { return readWord(octets, &index) }
    index += 1
    switch octet {
    case .apostrophe:
      guard index + 1 < octets.count, let high = octets[index].hexadecimalValue,
        let low = octets[index + 1].hexadecimalValue
      else { return }
      index += 2
      take(high << 4 | low)
    case .asterisk: isOptional = true
    case UInt8(ascii: "~"): take(0xA0 as UInt32)
    case .hyphen: take(0xAD as UInt32)
    case .underscore: take(0x2011 as UInt32)
    case .carriageReturn, .lineFeed: endLine()
    default: take(octet)
    }
  }

  /// Letters, perhaps a number, perhaps a space that belongs to them.
  private mutating func readWord(_ octets: Span<UInt8>, _ index: inout Int) {
    let start = index
    while index < octets.count, index - start < Self.maximumWord, octets[index].isLetter { index += 1 }
    let word = octets.string(start..<index)
    let isNegative = index + 1 < octets.count && octets[index] == .hyphen && octets[index + 1].isDigit
    if isNegative { index += 1 }
    var number: Int?
    while index < octets.count, octets[index].isDigit {
      number = min((number ?? 0) * 10 + Int(octets[index] - 0x30), Int(Int32.max))
      index += 1
    }
    if index < octets.count, octets[index] == .space { index += 1 }
    if word == "bin" {
      index = min(octets.count, index + (number ?? 0))
    } else if toLeaveOut > 0, word != "u", word != "uc" {
      toLeaveOut -= 1
    } else {
      apply(word, isNegative ? number.map { -$0 } : number)
    }
  }

  private mutating func apply(_ word: String, _ number: Int?) {
    let optional = isOptional
    isOptional = false
    guard tooDeep == 0 else { return }
    switch word {
    case "fromhtml": isHTML = true
    case "htmlrtf":
      flush()
      group.isForRichText = number != 0
    case "htmltag": group.isForRichText = false
    case "ansicpg":
      defaultCharset = Charset(label: "cp\(number ?? 1252)")
      group.charset = defaultCharset
    case "deff": defaultFont = number
    case "plain": selectFont(defaultFont)
    case "f": selectFont(number ?? 0)
    case "fcharset":
      if group.isFontTable, let font, fonts.count < Self.maximumFonts { fonts[font] = Self.charset(ofFont: number) }
    case "uc": group.fallback = max(0, min(number ?? 1, 8))
    case "u": takeUnit(number ?? 0)
    case "fonttbl": group.isFontTable = true
    case "fldinst": group.isInstruction = true
    default:
      if let scalar = Self.characters[word] {
        take(scalar)
      } else if Self.lineEnds.contains(word) {
        endLine()
      } else if optional || Self.otherDestinations.contains(word) {
        group.isSkipped = true
      }
    }
  }

  /// \u and a number: a unit of UTF-16, above 32767 written as negative.
  private mutating func takeUnit(_ number: Int) {
    toLeaveOut = group.fallback
    let unit = UInt32(truncatingIfNeeded: number) & 0xFFFF
    if let high = highSurrogate, (0xDC00...0xDFFF).contains(unit) {
      take(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00))
    } else if (0xD800...0xDBFF).contains(unit) {
      if !raw.isEmpty { flush() }
      highSurrogate = unit
    } else {
      take(unit)
    }
  }

  private mutating func endLine() {
    take(0x0D as UInt32)
    take(0x0A as UInt32)
  }

  private mutating func selectFont(_ number: Int?) {
    font = number
    guard !group.isFontTable else { return }
    flush()
    group.charset = number.flatMap { fonts[$0] } ?? defaultCharset
  }
}

extension RichTextReader {
  /// Words that are one character of text.
  private static let characters: [String: UInt32] = [
    "tab": 0x09, "cell": 0x09, "lquote": 0x2018, "rquote": 0x2019, "ldblquote": 0x201C, "rdblquote": 0x201D,
    "bullet": 0x2022, "endash": 0x2013, "emdash": 0x2014, "emspace": 0x2003, "enspace": 0x2002,
  ]
  private static let lineEnds: Set<String> = ["par", "line", "row", "page", "sect"]
  /// Groups that are no text of the document though no \* stands before their word.
  private static let otherDestinations: Set<String> = [
    "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl",
    "footerr", "footerf", "footnote", "pntext", "pntxta", "pntxtb", "listtext", "filetbl", "revtbl", "rxe", "tc", "xe",
  ]

  /// The charset that the number behind \fcharset names; nil for the document's own.
  private static func charset(ofFont number: Int?) -> Charset? {
    guard let page = number.flatMap({ codePages[$0] }) else { return nil }
    return page == 10000 ? Charset(label: "macintosh") : Charset(label: "cp\(page)")
  }

  private static let codePages = [
    0: 1252, 77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255,
    178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250,
  ]
}
