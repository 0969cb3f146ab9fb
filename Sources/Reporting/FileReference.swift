/// Paths as URI references.
enum FileReference {
  /// A relative reference, or a file URI for an absolute path. RFC 3986 §3.3: all but unreserved characters and slashes
  /// are percent-encoded.
  static func uri(of path: String) -> String {
    var path = path[...]
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    var uri = path.hasPrefix("/") ? "file://" : ""
    for octet in path.utf8 {
      if unreserved.contains(octet) {
        uri.unicodeScalars.append(Unicode.Scalar(octet))
      } else {
        uri += (octet < 16 ? "%0" : "%") + String(octet, radix: 16, uppercase: true)
      }
    }
    return uri
  }
}
