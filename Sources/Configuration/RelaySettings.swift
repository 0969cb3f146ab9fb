/// The smarthosts that accepted mail is handed to, and how: `relay:` in presend.yml.
package struct RelaySettings: Sendable, Hashable {
  /// The one that gets mail as long as it can be used.
  package var smarthost: SmarthostSettings
  /// Those that get it where no smarthost before them can be used, in this order.
  package var fallbacks: [SmarthostSettings] = []
  /// The folder in which conversations are written down; nil for none.
  package var traceFolder: String?
  /// So many connections are open at once where there is enough to do.
  package var connections = 2
  /// A connection is closed after so many messages and another opened.
  package var messagesPerConnection = 1_000
  package var retry = RetrySchedule()

  package init(_ smarthost: SmarthostSettings) { self.smarthost = smarthost }

  /// All of them, in the order in which they are used.
  package var smarthosts: [SmarthostSettings] { [smarthost] + fallbacks }
}
