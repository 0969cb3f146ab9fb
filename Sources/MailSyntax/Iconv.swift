import Glibc

/// The C library's character set conversion: the only file of this target that calls it.
struct Iconv: ~Copyable {
  private let descriptor: iconv_t

  /// nil where the library does not know one of the charsets.
  init?(to target: String, from source: String) {
    let opened = iconv_open(target, source)
    guard opened != iconv_t(bitPattern: -1) else { return nil }
    descriptor = opened!
  }

  deinit { iconv_close(descriptor) }

  /// Converts all of `input`; what cannot be converted becomes `replacement`, one octet at a time.
  /// - Returns: nil where something could not be converted and there is no replacement.
  func convert(_ input: [UInt8], replacement: [UInt8]?) -> [UInt8]? {
    var output: [UInt8] = []
    output.reserveCapacity(input.count + input.count / 2 + 16)
    var buffer = [UInt8](repeating: 0, count: 4096)
    var isComplete = true
    iconv(descriptor, nil, nil, nil, nil)
    input.withUnsafeBytes { raw in
      var next = UnsafeMutablePointer(mutating: raw.baseAddress?.assumingMemoryBound(to: CChar.self))
      var left = raw.count
      while left > 0 {
        var status = 0
        var reason: Int32 = 0
        let written = buffer.withUnsafeMutableBytes { room in
          var out = room.baseAddress?.assumingMemoryBound(to: CChar.self)
          var free = room.count
          status = iconv(descriptor, &next, &left, &out, &free)
          reason = errno
          return room.count - free
        }
        output.append(contentsOf: buffer[..<written])
        guard status == -1, reason != E2BIG else { continue }
        isComplete = false
        if let replacement { output.append(contentsOf: replacement) }
        next = next.map { $0 + 1 }
        left -= 1
      }
      let written = buffer.withUnsafeMutableBytes { room in
        var out = room.baseAddress?.assumingMemoryBound(to: CChar.self)
        var free = room.count
        iconv(descriptor, nil, nil, &out, &free)
        return room.count - free
      }
      output.append(contentsOf: buffer[..<written])
    }
    return isComplete || replacement != nil ? output : nil
  }

  /// What one octet by itself stands for.
  enum Scalar {
    case one(UInt32)
    case none
    /// The beginning of a character of several octets, or of an escape.
    case incomplete
  }

  /// The character of one octet, in a converter that nothing was given to before.
  func scalar(of octet: UInt8) -> Scalar {
    var octet = CChar(bitPattern: octet)
    var buffer: UInt64 = 0
    var written = 0
    var status = 0
    var reason: Int32 = 0
    withUnsafeMutablePointer(to: &octet) { pointer in
      var next: UnsafeMutablePointer<CChar>? = pointer
      var left = 1
      withUnsafeMutableBytes(of: &buffer) { room in
        var out = room.baseAddress?.assumingMemoryBound(to: CChar.self)
        var free = room.count
        status = iconv(descriptor, &next, &left, &out, &free)
        reason = errno
        written = room.count - free
      }
    }
    if status == -1 { return reason == EILSEQ ? .none : .incomplete }
    let octets = withUnsafeBytes(of: buffer) { Array($0.prefix(written)) }
    let scalars = String(decoding: octets, as: UTF8.self).unicodeScalars
    guard scalars.count == 1, let scalar = scalars.first else { return .incomplete }
    return .one(scalar.value)
  }

  /// How many octets of `input` from `start` on give the next `limit` octets of output or fewer, and how many those
  /// are.
  ///
  /// Conversion goes on from the state that the last call left, so calls walk through a text character by character.
  func step(_ input: UnsafeRawBufferPointer, from start: Int, limit: Int) -> (consumed: Int, produced: Int) {
    var buffer: (UInt64, UInt64) = (0, 0)
    var next = UnsafeMutablePointer(
      mutating: input.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) })
    var left = input.count - start
    let produced = withUnsafeMutableBytes(of: &buffer) { room in
      var out = room.baseAddress?.assumingMemoryBound(to: CChar.self)
      var free = min(limit, room.count)
      let size = free
      iconv(descriptor, &next, &left, &out, &free)
      return size - free
    }
    return (input.count - start - left, produced)
  }
}
