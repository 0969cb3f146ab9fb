/// Reads a smarthost's keys in presend.yml.
struct SmarthostSettingsReader {
  /// Where relative paths start, with a slash at its end; empty for the working folder.
  let folder: String

  func smarthost(_ map: YAMLMapping) throws(ConfigurationError) -> SmarthostSettings {
    let urlNode = try map.required("url")
    guard let url = RelayURL.parse(try urlNode.text(.relayURL)) else { preconditionFailure("checked by text(_:_:)") }
    var result = SmarthostSettings(url: url)
    result.user = try map["user"].map { value throws(ConfigurationError) in try value.text(.line) }
    result.caFile = try map["ca-file"].map { value throws(ConfigurationError) in try value.path(in: folder) }
    result.caPath = try map["ca-path"].map { value throws(ConfigurationError) in try value.path(in: folder) }
    result.pinnedKey = try map["pinned-key"].map { value throws(ConfigurationError) in try value.text(.pinnedKey) }
    if let value = map["tls-minimum"] { result.minimumTLS = try value.choice() }
    result.secret = try secret(of: map)
    if let user = map["user"], result.secret == nil {
      throw user.error("a user without a password", mend: "add “password-file:” with the path of a file that holds it")
    }
    if let value = map["tls"] {
      result.tls = try value.choice()
      try check(tls: result.tls, url: url, at: value)
    }
    return result
  }

  private func check(tls: SmarthostSettings.TLS, url: RelayURL, at node: YAMLReader) throws(ConfigurationError) {
    guard tls == .none else { return }
    guard url.scheme == .smtp else {
      throw node.error("“tls: none” contradicts smtps://", mend: "write smtp:// in “url:”, or leave “tls:” out")
    }
    guard url.isLoopback else {
      throw node.error(
        "“tls: none” would carry mail and password readable for everyone on the way to \(url.host)",
        mend: "leave “tls:” out; “none” is for loopback hosts only (localhost, 127.0.0.1, [::1])")
    }
  }

  // MARK: The secret

  private typealias SecretReading = (YAMLReader) throws(ConfigurationError) -> SmarthostSettings.Secret

  /// One of the four ways to give a secret, and only with a user.
  private func secret(of map: YAMLMapping) throws(ConfigurationError) -> SmarthostSettings.Secret? {
    var found: SmarthostSettings.Secret?
    for (key, read) in secretKeys {
      guard let value = map[key] else { continue }
      if let found {
        throw value.error("“\(found.key)” and “\(key)” both give a secret", mend: "keep one of them")
      }
      if map["user"] == nil { throw value.error("a password without a user", mend: "add “user:”") }
      found = try read(value)
    }
    return found
  }

  private var secretKeys: [(String, SecretReading)] {
    [
      ("password-file", { (value) throws(ConfigurationError) in .passwordFile(try value.path(in: folder)) }),
      (
        "password-credential",
        { (value) throws(ConfigurationError) in .passwordCredential(try value.text(.credentialName)) }
      ),
      ("password-command", { (value) throws(ConfigurationError) in .passwordCommand(try command(value)) }),
      ("token-command", { (value) throws(ConfigurationError) in .tokenCommand(try command(value)) }),
    ]
  }

  /// A program's whole path, and its arguments. No shell reads them, so nothing in them is special.
  private func command(_ node: YAMLReader) throws(ConfigurationError) -> [String] {
    var words: [String] = []
    for word in try node.sequence() { words.append(try word.text(.line)) }
    guard let program = words.first, program.hasPrefix("/") else {
      throw node.error(
        "“\(words.first ?? "")” is no program's whole path", mend: "write [/usr/bin/program, argument, …]")
    }
    return words
  }
}
