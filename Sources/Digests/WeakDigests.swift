internal import CNettle

/// The digest MD5 (RFC 1321). It secures nothing any more; others use it to name addresses in URLs.
package enum MD5 {
  package static func hash(_ octets: [UInt8]) -> [UInt8] {
    var state = md5_ctx()
    nettle_md5_init(&state)
    nettle_md5_update(&state, octets.count, octets)
    return [UInt8](unsafeUninitializedCapacity: Int(MD5_DIGEST_SIZE)) { buffer, count in
      nettle_md5_digest(&state, Int(MD5_DIGEST_SIZE), buffer.baseAddress)
      count = Int(MD5_DIGEST_SIZE)
    }
  }
}

/// The digest SHA-1 (FIPS 180-4), of which the same is true.
package enum SHA1 {
  package static func hash(_ octets: [UInt8]) -> [UInt8] {
    var state = sha1_ctx()
    nettle_sha1_init(&state)
    nettle_sha1_update(&state, octets.count, octets)
    return [UInt8](unsafeUninitializedCapacity: Int(SHA1_DIGEST_SIZE)) { buffer, count in
      nettle_sha1_digest(&state, Int(SHA1_DIGEST_SIZE), buffer.baseAddress)
      count = Int(SHA1_DIGEST_SIZE)
    }
  }
}
