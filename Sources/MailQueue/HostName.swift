internal import Glibc

/// What this machine calls itself: in EHLO, Message-IDs and notices.
package enum HostName {
  /// RFC 1035 §2.3.4.
  private static let maximumOctets = 255

  /// The host's name; where it has no domain, that of /etc/mailname; "localhost" where neither can be said in SMTP.
  /// For hosts on which neither is right there is the key `host-name`.
  package static var ofMachine: String {
    var buffer = [UInt8](repeating: 0, count: maximumOctets + 1)
    let isKnown = buffer.withUnsafeMutableBytes { octets in
      gethostname(octets.baseAddress!.assumingMemoryBound(to: CChar.self), maximumOctets) == 0
    }
    let own = isKnown ? String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self) : ""
    let candidates = [own, firstLine(of: "/etc/mailname"), own].filter(isSayable)
    return candidates.first { $0.contains(".") } ?? candidates.first ?? "localhost"
  }

  private static func firstLine(of path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var octets = [UInt8](repeating: 0, count: maximumOctets + 1)
    let count = read(descriptor, &octets, octets.count)
    return String(decoding: octets[..<max(count, 0)].prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  /// Letters, digits, hyphens and dots.
  private static func isSayable(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= maximumOctets
      && name.utf8.allSatisfy { octet in
        (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
          || octet == 0x2D || octet == 0x2E
      }
  }
}
