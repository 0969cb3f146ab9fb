internal import CCurl
package import MailQueue

/// Why there is no connection that could be used. Always temporary: it says nothing about any message.
package struct ConnectionFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// In our words, without credentials and addresses.
  package var reason: String
  /// The server's refusal, where it made one.
  package var reply: Reply?
  /// The server did not take user and secret.
  var isLoginRefused = false

  package init(reason: String, reply: Reply?) {
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
    reply = nil
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: reason = "\(place): there is no such host"
    case CURLE_COULDNT_CONNECT: reason = "\(place): no connection"
    case CURLE_OPERATION_TIMEDOUT: reason = "\(place): no answer in time"
    case CURLE_PEER_FAILED_VERIFICATION:
      reason = "\(place): the certificate is not signed by a trusted authority, has expired, or is for another name"
    case CURLE_SSL_CACERT_BADFILE: reason = "\(place): the file of trusted authorities cannot be read"
    case CURLE_SSL_CONNECT_ERROR: reason = "\(place): no TLS connection"
    case CURLE_USE_SSL_FAILED: reason = "\(place): the smarthost does not offer STARTTLS, and nothing is sent without"
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH: reason = "\(place): the smarthost's key is not the pinned one"
    case CURLE_LOGIN_DENIED:
      isLoginRefused = true
      reason = "\(place): the smarthost refuses the user or the password"
    default:
      let words = curl_easy_strerror(code).map { String(cString: $0) } ?? ""
      reason = "\(place): \(words) (libcurl \(code.rawValue))"
    }
    // After an I/O error the last code is that of the last good reply, so only refusals are shown.
    reply = transcript.lastRefusal
  }
}
