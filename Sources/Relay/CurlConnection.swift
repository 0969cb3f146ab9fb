internal import CCurl
internal import Glibc
internal import MailQueue

/// A connection that libcurl made: TCP, EHLO, STARTTLS or TLS, certificate check and login; the transactions are ours.
///
/// `CURLOPT_CONNECT_ONLY` keeps libcurl's own upload out of the way: that of 7.88.1 loses the tail of messages with
/// lines that begin with a dot, and none tells what became of each recipient.
final class CurlConnection: Connection {
  private let handle: UnsafeMutableRawPointer
  private let socket: curl_socket_t
  private var reader = ReplyReader()
  private var isClosed = false
  private let quitSeconds: Int
  let capabilities: Capabilities

  /// Octets taken from the connection at a time.
  private static let readOctets = 16 << 10

  /// Once in a process, before any thread uses libcurl.
  private static let isInitialised: Bool = presend_curl_global_init() == CURLE_OK

  /// Connects and does all that comes before the first transaction.
  init(to smarthost: Smarthost, _ login: Login?, trace: ConversationTrace?) throws(ConnectionFailure) {
    guard Self.isInitialised, let handle = curl_easy_init() else {
      throw ConnectionFailure(reason: "libcurl cannot be used")
    }
    let transcript = Transcript(trace)
    let context = Unmanaged.passRetained(transcript)
    defer { context.release() }
    var socket: curl_socket_t = -1
    do throws(ConnectionFailure) {
      try Self.configure(handle, smarthost, login, context.toOpaque())
      let code = curl_easy_perform(handle)
      if code != CURLE_OK { throw ConnectionFailure(code, transcript, smarthost) }
      if login != nil, !transcript.lines.contains(where: { $0.hasPrefix("235") }) {
        // libcurl goes on without authentication where the server offers none.
        throw ConnectionFailure(.noLogin, reason: "the smarthost offers no authentication, but credentials are set")
      }
      let isOpen = presend_curl_getinfo_socket(handle, &socket) == CURLE_OK && socket >= 0
      if !isOpen { throw ConnectionFailure(reason: "the smarthost closed the connection") }
    } catch {
      curl_easy_cleanup(handle)
      throw error
    }
    // The transcript ends with this function; libcurl must not write to it when it says QUIT.
    _ = presend_curl_setopt_header_function(handle, { _, size, count, _ in size * count }, nil)
    _ = presend_curl_setopt_long(handle, CURLOPT_VERBOSE, 0)
    _ = presend_curl_setopt_debug_function(handle, nil, nil)
    self.handle = handle
    self.socket = socket
    quitSeconds = smarthost.timeouts.quit
    capabilities = Capabilities(connecting: transcript.lines)
  }

  deinit { close(politely: false) }

  // MARK: Talking

  func write(_ octets: [UInt8], seconds: Int) throws(ConnectionLost) {
    var position = 0
    while position < octets.count {
      var count = 0
      let code = octets.withUnsafeBytes { buffer in
        curl_easy_send(handle, buffer.baseAddress! + position, buffer.count - position, &count)
      }
      position += count
      if code == CURLE_AGAIN {
        guard wait(for: POLLOUT, seconds: seconds) else {
          throw ConnectionLost(reason: "the smarthost took no more octets in time", written: position)
        }
      } else if code != CURLE_OK {
        throw ConnectionLost(reason: "the connection broke while sending", written: position)
      }
    }
  }

  func reply(seconds: Int) throws(ConnectionLost) -> Reply {
    let end = SteadyClock.seconds() + seconds
    while true {
      do {
        if let reply = try reader.next() { return reply }
      } catch {
        throw ConnectionLost(reason: "the smarthost's answer is no SMTP reply")
      }
      // TLS may hold octets that the socket no longer shows, so reading comes before waiting.
      let octets = try receive()
      if !octets.isEmpty {
        reader.append(octets)
        continue
      }
      guard wait(for: POLLIN, seconds: end - SteadyClock.seconds()) else {
        throw ConnectionLost(reason: "the smarthost did not answer in time")
      }
    }
  }

  /// What has come; empty if nothing has yet.
  private func receive() throws(ConnectionLost) -> ArraySlice<UInt8> {
    var buffer = [UInt8](repeating: 0, count: Self.readOctets)
    var count = 0
    let code = buffer.withUnsafeMutableBytes { curl_easy_recv(handle, $0.baseAddress, $0.count, &count) }
    if code == CURLE_AGAIN { return [] }
    if code != CURLE_OK || count == 0 { throw ConnectionLost(reason: "the smarthost closed the connection") }
    return buffer[..<count]
  }

  private func wait(for event: Int32, seconds: Int) -> Bool {
    let end = SteadyClock.seconds() + seconds
    while true {
      let left = end - SteadyClock.seconds()
      if left < 0 { return false }
      var waiting = pollfd(fd: socket, events: Int16(event), revents: 0)
      let ready = poll(&waiting, 1, Int32(clamping: max(left, 0) * 1000 + 1))
      if ready > 0 { return true }
      if ready == 0 || errno != EINTR { return false }
    }
  }

  func close(politely: Bool) {
    if isClosed { return }
    isClosed = true
    if politely, reader.isEmpty {
      do throws(ConnectionLost) {
        try write(Array("QUIT\r\n".utf8), seconds: quitSeconds)
        _ = try reply(seconds: quitSeconds)
      } catch {}
    }
    // libcurl would say QUIT once more and wait for the answer; on a closed socket it finds out at once.
    shutdown(socket, Int32(SHUT_RDWR))
    curl_easy_cleanup(handle)
  }
}

/// The reply lines of the connection phase, as libcurl hands them over.
final class Transcript {
  let trace: ConversationTrace?
  private(set) var lines: [String] = []
  /// A server that goes on for ever before the first transaction is not remembered for ever.
  private static let maximumLines = 1000

  init(_ trace: ConversationTrace?) { self.trace = trace }

  func append(_ octets: UnsafeRawBufferPointer) {
    guard lines.count < Self.maximumLines else { return }
    let text = octets.prefix { $0 != 0x0D && $0 != 0x0A }
    lines.append(String(decoding: text.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self))
  }

  /// The last line that is a refusal; nil if there is none.
  var lastRefusal: Reply? {
    for line in lines.reversed() {
      if let (code, _, text) = ReplyReader.parse(Array(line.utf8)[...]), code >= 400 {
        return Reply(code: code, text: text)
      }
    }
    return nil
  }
}
