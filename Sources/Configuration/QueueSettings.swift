package import MailSyntax

/// Where accepted mail waits, and how much of it: `queue:` in presend.yml.
package struct QueueSettings: Sendable, Hashable {
  /// The folder of the queue, an absolute path where the configuration came from a file with one.
  package var directory = "/var/spool/presend"
  /// With fewer octets free on the queue's file system, new messages are refused for now (exit 75), so that those
  /// already accepted can still be processed.
  package var minimumFreeOctets = 64 << 20

  /// Who is told of the failure of mail that has no sender to tell; nil: nobody, and it is kept in `failed/`.
  package var doubleBounce: AddrSpec?

  package init() {}
}
