import Glibc
import MailSyntax
import Testing

@testable import MailQueue

/// Whatever is done to the log's files is found, with its place.
struct AuditLogTests {
  /// November 2026.
  static let now = 1_795_500_000

  private func log(lines: Int, on disk: ModelDisk = ModelDisk()) throws -> (MailQueue, ModelDisk) {
    let queue = try Samples.queue(disk)
    for number in 1...lines {
      let log = try OpenAuditLog(queue.auditFolder)
      try log.append([#""event":"released","id":"x","reason":"\#(number)""#], at: Self.now + number)
    }
    return (queue, disk)
  }

  private let path = "/spool/audit/2026-11.jsonl"

  /// Puts other lines in the place of the file's.
  private func change(_ disk: ModelDisk, _ body: (inout [String]) -> Void) throws {
    let descriptor = try disk.open(path, .append)
    let octets = try disk.read(descriptor, at: 0, count: 1 << 20)
    var lines = String(decoding: octets, as: UTF8.self).split(separator: "\n").map(String.init)
    body(&lines)
    try disk.truncate(descriptor, to: 0)
    try disk.writeAll(Array(lines.map { $0 + "\n" }.joined().utf8), to: descriptor)
    try disk.close(descriptor)
  }

  private func breaks(_ queue: MailQueue, witnesses: [AuditLink] = []) throws -> [(
    line: Int, kind: AuditVerification.Break.Kind
  )] {
    try AuditLog(of: queue).verify(witnesses: witnesses).breaks.map { ($0.line, $0.kind) }
  }

  @Test func `the end is the last line, and what the head says`() throws {
    let (queue, disk) = try log(lines: 3)
    let end = try AuditLog(of: queue).end()
    #expect(end.hasLines && end.last?.number == 3 && end.head == end.last)
    #expect(end.recorded == Timestamp.text(Self.now + 3))
    try change(disk) { $0.removeLast() }
    #expect(try AuditLog(of: queue).end().last?.number == 2)
    try change(disk) { $0[1] = "nonsense" }
    let broken = try AuditLog(of: queue).end()
    #expect(broken.hasLines && broken.last == nil && broken.head?.number == 3)
    let none = try AuditLog(of: Samples.queue(ModelDisk())).end()
    #expect(!none.hasLines && none.last == nil && none.head == nil)
  }

  @Test func `a log that nobody touched is whole`() throws {
    let (queue, _) = try log(lines: 20)
    let verification = try AuditLog(of: queue).verify()
    #expect(verification.isWhole)
    #expect(verification.lines == 20)
    #expect(verification.last.number == 20)
    #expect(verification.hasHead)
    #expect(try AuditLog(of: queue).verify(witnesses: [verification.last]).isWhole)
  }

  @Test(arguments: 0..<20)
  func `0.7 an edited line is found`(place: Int) throws {
    let (queue, disk) = try log(lines: 20)
    try change(disk) { $0[place] = $0[place].replacing("released", with: "rejected") }
    #expect(try breaks(queue).map(\.line) == [place + 1])
    #expect(try breaks(queue).first?.kind == .changed)
  }

  @Test(arguments: 0..<20)
  func `an edited line whose hash was made anew is found at the next, or by the head`(place: Int) throws {
    let (queue, disk) = try log(lines: 20)
    try change(disk) { lines in
      let line = try! #require(AuditLine(Array(lines[place].utf8)[...]))
      let (octets, _) = AuditLine.octets(
        #""event":"rejected","id":"x""#, after: AuditLink(number: place, hash: line.previous), recorded: Self.now)
      lines[place] = String(decoding: octets.dropLast(), as: UTF8.self)
    }
    let found = try breaks(queue)
    #expect(found.map(\.line) == [place == 19 ? 20 : place + 2])
    #expect(found.first?.kind == (place == 19 ? .contradicts(20) : .replaced))
  }

  @Test(arguments: 0..<20)
  func `0.7 a line taken out is found`(place: Int) throws {
    let (queue, disk) = try log(lines: 20)
    try change(disk) { $0.remove(at: place) }
    let found = try breaks(queue)
    if place == 19 {
      #expect(found.map(\.kind) == [.cutOff(after: 19, known: 20)])
    } else {
      #expect(found.map(\.kind) == [.missing(place + 1...place + 1)])
      #expect(found.map(\.line) == [place + 1])
    }
  }

  @Test(arguments: 0..<19)
  func `two lines that changed places are found`(place: Int) throws {
    let (queue, disk) = try log(lines: 20)
    try change(disk) { $0.swapAt(place, place + 1) }
    let found = try breaks(queue)
    #expect(found.first?.line == place + 1)
    #expect(found.contains { $0.kind == .misplaced(place + 1) && $0.line == place + 2 })
  }

  @Test(arguments: 0..<20)
  func `a line put in or written twice is found`(place: Int) throws {
    let (queue, disk) = try log(lines: 20)
    try change(disk) { $0.insert($0[place], at: place) }
    #expect(try breaks(queue).map(\.line) == [place + 2])
    try change(disk) { $0[place] = "{}" }
    #expect(try breaks(queue).first?.kind == .unreadable)
  }

  @Test func `0.7 lines cut off the end are found, and stay missing when the log goes on`() throws {
    let (queue, disk) = try log(lines: 20)
    try change(disk) { $0.removeLast(3) }
    #expect(try breaks(queue).map(\.kind) == [.cutOff(after: 17, known: 20)])
    #expect(try breaks(queue).map(\.line) == [18])
    try OpenAuditLog(queue.auditFolder).append([#""event":"released","id":"x""#], at: Self.now + 100)
    #expect(try breaks(queue).map(\.kind) == [.missing(18...20)])
  }

  @Test func `a log cut off with its head is found by a witness`() throws {
    let (queue, disk) = try log(lines: 20)
    let witness = try AuditLog(of: queue).verify().last
    try change(disk) { $0.removeLast(3) }
    try disk.unlink("/spool/audit/head")
    let verification = try AuditLog(of: queue).verify()
    #expect(verification.isWhole && !verification.hasHead)
    #expect(try breaks(queue, witnesses: [witness]).map(\.kind) == [.cutOff(after: 17, known: 20)])
    #expect(
      try breaks(queue, witnesses: [AuditLink(number: 5, hash: witness.hash)]).map(\.kind) == [.contradicts(5)])
  }

  @Test func `a new month goes on with the chain, and a clock put back does not mix it`() throws {
    let (queue, disk) = try log(lines: 5)
    for time in [Self.now + 31 * 86_400, Self.now, Self.now + 400 * 86_400] {
      try OpenAuditLog(queue.auditFolder).append([#""event":"released","id":"x""#], at: time)
    }
    #expect(try queue.auditFolder.names() == ["2026-11.jsonl", "2026-12.jsonl", "2027-12.jsonl"])
    let verification = try AuditLog(of: queue).verify()
    #expect(verification.isWhole && verification.lines == 8)
    // The oldest file may be deleted by who keeps what its last line was.
    let line = try #require(AuditLine(try lastLine(of: disk)[...]))
    try disk.unlink(path)
    #expect(try breaks(queue).first?.kind == .missing(1...5))
    let next = AuditLog(of: queue)
    var first: AuditLink?
    try next.forEachLine { if first == nil { first = AuditLine($0)?.link } }
    #expect(try next.verify(since: first).isWhole)
    #expect(try next.verify(since: AuditLink(number: 6, hash: line.link.hash)).isWhole == false)
  }

  private func lastLine(of disk: ModelDisk) throws -> [UInt8] {
    let descriptor = try disk.open(path, .read)
    let octets = try disk.read(descriptor, at: 0, count: 1 << 20)
    return Array(octets.split(separator: UInt8(ascii: "\n")).last!)
  }

  @Test func `a line half written is told, and cut off by the next writer`() throws {
    let (queue, disk) = try log(lines: 3)
    let descriptor = try disk.open(path, .append)
    try disk.writeAll(Array(#"{"n":4,"prev":"#.utf8), to: descriptor)
    var verification = try AuditLog(of: queue).verify()
    #expect(verification.isWhole && verification.tornFile == "2026-11.jsonl")
    try OpenAuditLog(queue.auditFolder).append([#""event":"released","id":"x""#], at: Self.now + 100)
    verification = try AuditLog(of: queue).verify()
    #expect(verification.isWhole && verification.tornFile == nil && verification.lines == 4)
  }

  @Test func `lines are found from a time on`() throws {
    let (queue, _) = try log(lines: 50)
    for since in [0, 1, 25, 50, 51] {
      var count = 0
      try AuditLog(of: queue).forEachLine(since: Timestamp.text(Self.now + since)) { _ in count += 1 }
      #expect(count == min(51 - since, 50))
    }
  }

  @Test(arguments: [
    "", "1", "1:", ":", "1:abc", "x:" + String(repeating: "0", count: 64), "1:" + String(repeating: "G", count: 64),
  ])
  func `what is no witness is refused`(text: String) { #expect(AuditLink(text) == nil) }

  @Test(arguments: ["", "{}", #"{"n":1}"#, #"{"n":99999999999999999999,"prev":""#, String(repeating: "{", count: 400)])
  func `what is no line is none`(text: String) { #expect(AuditLine(Array(text.utf8)[...]) == nil) }
}
