internal import CNettle

/// The keyed digest HMAC-SHA-256 (RFC 2104), of 32 octets.
package enum HMAC {
  /// - Parameter key: of any length; 32 octets of randomness are as good as more.
  package static func code(of octets: [UInt8], key: [UInt8]) -> [UInt8] {
    var state = hmac_sha256_ctx()
    nettle_hmac_sha256_set_key(&state, key.count, key)
    nettle_hmac_sha256_update(&state, octets.count, octets)
    return [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_SIZE)) { buffer, count in
      nettle_hmac_sha256_digest(&state, Int(SHA256_DIGEST_SIZE), buffer.baseAddress)
      count = Int(SHA256_DIGEST_SIZE)
    }
  }
}
