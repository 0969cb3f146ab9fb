internal import CCurl

extension CurlConnection {
  /// Sets what the connection phase needs. The defaults that check certificates and host names are left as they are.
  static func configure(
    _ handle: UnsafeMutableRawPointer, _ smarthost: Smarthost, _ login: Login?, _ transcript: UnsafeMutableRawPointer
  ) throws(ConnectionFailure) {
    var codes: [CURLcode] = []
    func set(_ option: CURLoption, _ value: Int) {
      codes.append(presend_curl_setopt_long(handle, option, value))
    }
    func set(_ option: CURLoption, _ value: String) {
      codes.append(presend_curl_setopt_string(handle, option, value))
    }
    set(CURLOPT_URL, url(of: smarthost))
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    set(CURLOPT_CONNECT_ONLY, 1)
    set(CURLOPT_NOSIGNAL, 1)
    // An `all_proxy` in somebody's environment must not lead mail away.
    set(CURLOPT_PROXY, "")
    set(CURLOPT_NOPROXY, "*")
    set(CURLOPT_CONNECTTIMEOUT, smarthost.timeouts.connect)
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, smarthost.timeouts.greeting)
    set(CURLOPT_TCP_NODELAY, 1)
    set(CURLOPT_TCP_KEEPALIVE, 1)
    // ALL, never TRY: TRY goes on in the clear where STARTTLS is not offered.
    let needsTLS = smarthost.security != .none
    set(CURLOPT_USE_SSL, Int(needsTLS ? CURLUSESSL_ALL.rawValue : CURLUSESSL_NONE.rawValue))
    set(CURLOPT_SSLVERSION, Int(smarthost.minimumTLS == .tls13 ? CURL_SSLVERSION_TLSv1_3 : CURL_SSLVERSION_TLSv1_2))
    if smarthost.authoritiesFile != nil || smarthost.authoritiesFolder != nil {
      // Trusting "these instead" means that the system's file and folder do not count.
      codes.append(presend_curl_setopt_string(handle, CURLOPT_CAINFO, smarthost.authoritiesFile))
      codes.append(presend_curl_setopt_string(handle, CURLOPT_CAPATH, smarthost.authoritiesFolder))
    }
    if let key = smarthost.pinnedKey { set(CURLOPT_PINNEDPUBLICKEY, key) }
    if let login {
      set(CURLOPT_USERNAME, login.user)
      set(login.isToken ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD, login.secret)
    }
    if smarthost.traceFolder != nil { codes += trace(handle, transcript) }
    codes.append(
      presend_curl_setopt_header_function(
        handle,
        { octets, size, count, context in
          guard let octets, let context else { return size * count }
          let transcript = Unmanaged<Transcript>.fromOpaque(context).takeUnretainedValue()
          transcript.append(UnsafeRawBufferPointer(start: octets, count: size * count))
          return size * count
        }, transcript))
    guard codes.allSatisfy({ $0 == CURLE_OK }) else {
      throw ConnectionFailure(reason: "libcurl refuses the relay's settings")
    }
  }

  /// Has libcurl tell what it says and hears before the first transaction.
  private static func trace(_ handle: UnsafeMutableRawPointer, _ transcript: UnsafeMutableRawPointer) -> [CURLcode] {
    let function: presend_curl_debug_function = { _, kind, octets, count, context in
      guard let octets, let context else { return 0 }
      let trace = Unmanaged<Transcript>.fromOpaque(context).takeUnretainedValue().trace
      let data = UnsafeRawBufferPointer(start: octets, count: count)
      switch kind {
      case CURLINFO_TEXT: trace?.note(String(decoding: data, as: UTF8.self))
      case CURLINFO_HEADER_IN: trace?.received(data)
      case CURLINFO_HEADER_OUT: trace?.sent(data)
      default: break
      }
      return 0
    }
    return [
      presend_curl_setopt_debug_function(handle, function, transcript),
      presend_curl_setopt_long(handle, CURLOPT_VERBOSE, 1),
    ]
  }

  /// The path is the name that libcurl says in EHLO.
  private static func url(of smarthost: Smarthost) -> String {
    let scheme = smarthost.security == .implicitTLS ? "smtps" : "smtp"
    let host = smarthost.host.contains(":") ? "[\(smarthost.host)]" : smarthost.host
    return "\(scheme)://\(host):\(smarthost.port)/\(smarthost.helloName)"
  }
}
