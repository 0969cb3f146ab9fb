/// Connects to a smarthost as for a message, says good-bye, and sends nothing.
package enum SmarthostProbe {
  /// A person waits for the answer, so less patience than mail has; a smarthost that needs more is in trouble.
  private static let timeouts = {
    var timeouts = Timeouts()
    timeouts.connect = 10
    timeouts.greeting = 10
    timeouts.quit = 2
    return timeouts
  }()

  /// - Returns: why no message could be sent; nil where one could.
  package static func failure(of smarthost: Smarthost) -> ConnectionFailure? {
    var smarthost = smarthost
    smarthost.timeouts = timeouts
    smarthost.traceFolder = nil
    let secrets = LoginSecrets(smarthost.credentials, seconds: SteadyClock.seconds)
    do throws(ConnectionFailure) {
      let connection = try secrets.connect { (login) throws(ConnectionFailure) in
        try CurlConnection(to: smarthost, login, trace: nil)
      }
      connection.close(politely: true)
      return nil
    } catch {
      return error
    }
  }
}
