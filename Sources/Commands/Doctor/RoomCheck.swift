internal import Configuration
internal import Glibc

/// Whether the spool's file system has room, in octets and in files.
enum RoomCheck {
  /// Below so many times the limit it is time to look.
  private static let warningFactor = 4

  static func of(_ installation: Installation) -> [Diagnosis] {
    var status = statvfs()
    var path = installation.spoolPath
    while statvfs(path, &status) != 0 {
      guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
        return [installation.hidden(.room, installation.spoolPath)]
      }
      path = String(path[..<slash])
    }
    let limit = installation.configuration.queue.minimumFreeOctets
    let free = Int(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
    let mend = (
      english: "make room on the file system of \(path), or give the spool one of its own",
      german: "auf dem Dateisystem von \(path) Platz schaffen oder der Warteschlange ein eigenes geben"
    )
    if free < limit {
      return [
        installation.wrong(
          .room,
          "\(mebibytes(free)) are free, less than queue.minimum-free-octets (\(mebibytes(limit))): no mail is taken",
          "\(mebibytes(free)) sind frei, weniger als queue.minimum-free-octets (\(mebibytes(limit))): keine Mail wird "
            + "angenommen",
          mend: mend)
      ]
    }
    // File systems without a fixed number of files say 0 of 0.
    if status.f_files > 0, status.f_favail == 0 {
      return [
        installation.wrong(
          .room, "no more files can be made on the file system of \(path) (df -i)",
          "auf dem Dateisystem von \(path) lassen sich keine Dateien mehr anlegen (df -i)", mend: mend)
      ]
    }
    if free / warningFactor < limit {
      return [
        installation.warning(
          .room, "only \(mebibytes(free)) are free; below \(mebibytes(limit)) no mail is taken",
          "nur \(mebibytes(free)) sind frei; unter \(mebibytes(limit)) wird keine Mail angenommen", mend: mend)
      ]
    }
    return [
      installation.right(
        .room, "\(mebibytes(free)) are free, \(mebibytes(limit)) must be",
        "\(mebibytes(free)) sind frei, \(mebibytes(limit)) müssen es sein")
    ]
  }

  private static func mebibytes(_ octets: Int) -> String { "\(octets >> 20) MiB" }
}
