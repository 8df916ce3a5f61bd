import Testing

@testable import Transport

@Suite struct MomentTests {
  @Test func `differences and sums agree`() {
    let start = EventLoop.now()
    for duration in [Duration.zero, .nanoseconds(1), .milliseconds(-20), .seconds(86_400)] {
      #expect((start + duration) - start == duration)
      #expect(start - (start + duration) == .zero - duration)
      #expect((start + duration) - duration == start)
      #expect(start.duration(to: start + duration) == duration)
    }
    #expect(start < start + .nanoseconds(1))
    #expect(EventLoop.now() >= start)
  }

  @Test(arguments: [Duration.seconds(Int64.max), .seconds(Int64.max / 1_000_000_000)])
  func `what is too far away is as far as it can be`(far: Duration) {
    let start = EventLoop.now()
    let end = start + far
    #expect(end > start + .seconds(86_400 * 365 * 100))
    #expect(end + far == end)
    let past = start - far
    #expect(past < start)
    #expect(past - far < start)
    #expect(past.duration(to: end) > .seconds(86_400 * 365 * 100))
  }
}
