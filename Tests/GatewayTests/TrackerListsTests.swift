import Foundation
import Linting
import MailContent
import Testing

@testable import Gateway

struct TrackerListsTests {
  @Test func badLinesAndMissingListsAreToldWithTheirPlace() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "presend-list-\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: file) }
    try "! Liste\n||mess.test^\n||^\n".write(to: file, atomically: true, encoding: .utf8)
    let (lists, complaints) = TrackerLists.read([file.path, file.path + ".fehlt"])
    #expect(lists.map(\.count) == [1])
    #expect(complaints.count == 2)
    #expect(complaints.first?.hasPrefix("\(file.path):3: ") == true, "\(complaints)")
    #expect(complaints.last?.contains("trackers.lists") == true)
  }

  @Test func nothingIsReadForMailThatFetchesNothing() {
    let lists = TrackerLists(paths: ["/nowhere/list.txt"])
    #expect(lists.lists(for: Reading(template: Array("<p>Hallo</p>".utf8), format: .html)).isEmpty)
  }
}
