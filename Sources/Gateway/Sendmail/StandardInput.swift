internal import Glibc

/// Standard input, read in pieces, to its end.
///
/// A caller that is still writing when its mailer exits gets a broken pipe instead of the exit status and its text, so
/// every error path drains what is left first.
struct StandardInput {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  private(set) var isAtEnd = false
  private var failure: Int32?
  /// Why reading failed; nil while it did not.
  var failureReason: String? { failure.map { String(cString: strerror($0)) } }

  init(descriptor: Int32 = STDIN_FILENO) {
    self.descriptor = descriptor
  }

  /// One read(2) asks for this much: what a pipe holds on Linux.
  static let pieceOctets = 65_536

  /// All that is left, up to `limit` octets; nil when there is more, which is then read and dropped.
  mutating func readAll(limit: Int) -> [UInt8]? {
    var octets = Array(buffer[position...])
    buffer = []
    position = 0
    while let piece = readPiece() {
      octets += piece
      if octets.count > limit {
        drain()
        return nil
      }
    }
    return octets
  }

  /// The next line with its line end, or what is left at the end of input; nil behind that. A line longer than `limit`
  /// comes in several pieces.
  mutating func readLine(limit: Int) -> ArraySlice<UInt8>? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) { return take(upTo: end + 1) }
      if buffer.count - position >= limit { return take(upTo: buffer.count) }
      if position > 0 {
        buffer.removeFirst(position)
        position = 0
      }
      searched = buffer.count
      guard let piece = readPiece() else { return position < buffer.count ? take(upTo: buffer.count) : nil }
      buffer += piece
    }
  }

  /// Reads and drops all that is left.
  mutating func drain() {
    buffer = []
    position = 0
    while readPiece() != nil {}
  }

  private mutating func take(upTo end: Int) -> ArraySlice<UInt8> {
    defer { position = end }
    return buffer[position..<end]
  }

  private mutating func readPiece() -> [UInt8]? {
    guard !isAtEnd else { return nil }
    var count = 0
    let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceOctets) { target, initialized in
      repeat { count = Glibc.read(descriptor, target.baseAddress!, Self.pieceOctets) } while count < 0 && errno == EINTR
      if count < 0 { failure = errno }
      initialized = max(count, 0)
    }
    if count <= 0 {
      isAtEnd = true
      return nil
    }
    return piece
  }
}
