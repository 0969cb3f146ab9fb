internal import CCurl
package import MailQueue

/// Why there is no connection that could be used. Always temporary: it says nothing about any message.
package struct ConnectionFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// A word for programs: `presend-relay --probe` prints it, and `presend doctor` knows a mend for each.
  package enum Kind: String, Sendable, CaseIterable {
    case noHost = "no-host"
    case noConnection = "no-connection"
    case noAnswer = "no-answer"
    case certificate
    case authorities
    case noTLS = "no-tls"
    case noStartTLS = "no-starttls"
    case pinnedKey = "pinned-key"
    /// The server did not take user and secret.
    case loginRefused = "login-refused"
    case noLogin = "no-login"
    case noSecret = "no-secret"
    case other
  }

  package var kind: Kind
  /// In our words, without credentials and addresses.
  package var reason: String
  /// The server's refusal, where it made one.
  package var reply: Reply?

  package init(_ kind: Kind = .other, reason: String, reply: Reply? = nil) {
    self.kind = kind
    self.reason = reason
    self.reply = reply
  }

  package var description: String {
    guard let reply else { return reason }
    return "\(reason) (\(reply.code)\(reply.enhancedCode.map { " \($0)" } ?? ""))"
  }

  /// What the journal keeps of it.
  var journalReply: Reply {
    if let reply { return Reply(code: reply.code, text: reply.text) }
    return Reply(code: 0, text: reason)
  }

  init(_ code: CURLcode, _ transcript: Transcript, _ smarthost: Smarthost) {
    let place = "\(smarthost.host):\(smarthost.port)"
    let words: String
    (kind, words) =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST: (.noHost, "there is no such host")
      case CURLE_COULDNT_CONNECT: (.noConnection, "no connection")
      case CURLE_OPERATION_TIMEDOUT: (.noAnswer, "no answer in time")
      case CURLE_PEER_FAILED_VERIFICATION:
        (.certificate, "the certificate is not signed by a trusted authority, has expired, or is for another name")
      case CURLE_SSL_CACERT_BADFILE: (.authorities, "the file of trusted authorities cannot be read")
      case CURLE_SSL_CONNECT_ERROR: (.noTLS, "no TLS connection")
      case CURLE_USE_SSL_FAILED: (.noStartTLS, "the smarthost does not offer STARTTLS, and nothing is sent without")
      case CURLE_SSL_PINNEDPUBKEYNOTMATCH: (.pinnedKey, "the smarthost's key is not the pinned one")
      case CURLE_LOGIN_DENIED: (.loginRefused, "the smarthost refuses the user or the password")
      default: (.other, "\(curl_easy_strerror(code).map { String(cString: $0) } ?? "") (libcurl \(code.rawValue))")
      }
    reason = "\(place): \(words)"
    // After an I/O error the last code is that of the last good reply, so only refusals are shown.
    reply = transcript.lastRefusal
  }
}
