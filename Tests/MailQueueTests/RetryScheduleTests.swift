import Testing

@testable import MailQueue

struct RetryScheduleTests {
  @Test(arguments: [(1, 300), (2, 600), (3, 1200), (4, 2400), (5, 3600), (6, 3600), (100, 3600)])
  func `pauses grow to an hour`(attempts: Int, pause: Int) {
    let schedule = RetrySchedule()
    #expect(schedule.nextAttempt(after: 0, attempts: attempts, chance: 0.5) == pause)
    #expect(schedule.nextAttempt(after: 0, attempts: attempts, chance: 0) == pause * 9 / 10)
    #expect(schedule.nextAttempt(after: 0, attempts: attempts, chance: 1) == pause * 11 / 10)
  }
}
