internal import Configuration
package import Linting
package import MailContent
internal import Synchronization

/// The organisation's own lists of trackers, read when a message first needs them: a list of 80,000 filters takes
/// longer than judging, and most mail fetches nothing.
package final class TrackerLists: Sendable {
  private let paths: [String]
  private let read = Mutex<(lists: [FilterList], isIncomplete: Bool)?>(nil)

  /// The greatest public lists have 10 MB.
  static let maximumOctets = 64 << 20

  /// - Parameter paths: as configured.
  package init(paths: [String]) { self.paths = paths }

  /// The lists, if anything is fetched; what cannot be read is complained of and left out.
  package func lists(for reading: Reading) -> [FilterList] {
    guard !paths.isEmpty, reading.bodies.contains(where: { !$0.fetches.isEmpty }) else { return [] }
    return read.withLock { known in
      if let known { return known.lists }
      let (lists, complaints) = Self.read(paths)
      for complaint in complaints { Terminal.complain("presend: \(complaint)") }
      known = (lists, lists.count < paths.count)
      return lists
    }
  }

  /// Whether a list was needed and could not be read.
  var isIncomplete: Bool { read.withLock { $0?.isIncomplete ?? false } }

  /// Reads all lists.
  /// - Returns: what could be read, and one line for each list or line that could not: `file:line: problem`.
  package static func read(_ paths: [String]) -> (lists: [FilterList], complaints: [String]) {
    var lists: [FilterList] = []
    var complaints: [String] = []
    for path in paths {
      do throws(FileReading.Problem) {
        let list = FilterList(parsing: try FileReading.octets(of: path, limit: maximumOctets), name: path)
        complaints += list.problems.map { "\(path):\($0.line): \($0.text)" }
        let more = list.problemCount - list.problems.count
        if more > 0 { complaints.append("\(path): \(more) more lines that are no filters") }
        lists.append(list)
      } catch {
        complaints.append("\(error); it is one of trackers.lists: in presend.yml, and judging goes on without it")
      }
    }
    return (lists, complaints)
  }
}
