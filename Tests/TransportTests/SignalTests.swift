import Testing
import Transport

@Suite struct SignalTests {
  @Test(arguments: DriverKind.available)
  func `a wait ends by its deadline, not before`(driver: DriverKind) async throws {
    try await withLoop(driver) { loop in
      let signal = Signal(on: loop)
      for milliseconds in [30, 10, 1, 0, -5] {
        let deadline = EventLoop.now() + .milliseconds(milliseconds)
        #expect(await signal.wait(since: signal.mark(), until: deadline) == .timedOut)
        #expect(EventLoop.now() >= deadline)
      }
    }
  }

  @Test func `a raise between mark and wait isn't missed`() async throws {
    try await withLoop { loop in
      let signal = Signal(on: loop)
      let mark = signal.mark()
      signal.raise()
      #expect(await signal.wait(since: mark, until: nil) == .raised)
    }
  }

  @Test(arguments: DriverKind.available)
  func `all waiters are woken from another thread`(driver: DriverKind) async throws {
    try await withLoop(driver) { loop in
      let signal = Signal(on: loop)
      let mark = signal.mark()
      let waiters = (0..<10).map { _ in
        Task(executorPreference: loop) { await signal.wait(since: mark, until: soon()) }
      }
      try await elsewhere { signal.raise() }
      for waiter in waiters { #expect(await waiter.value == .raised) }
    }
  }

  @Test(arguments: DriverKind.available)
  func `a cancelled task doesn't wait, nor go on waiting`(driver: DriverKind) async throws {
    try await withLoop(driver) { loop in
      let signal = Signal(on: loop)
      let cancelledBefore = Task(executorPreference: loop) {
        while !Task.isCancelled { await Task.yield() }
        return await signal.wait(since: signal.mark(), until: nil)
      }
      cancelledBefore.cancel()
      #expect(await cancelledBefore.value == .cancelled)
      let other = try EventLoop()
      defer { other.shutdown() }
      for _ in 0..<200 {
        let task = Task(executorPreference: other) {
          await signal.wait(since: signal.mark(), until: nil)
        }
        await Task.yield()
        task.cancel()
        #expect(await task.value == .cancelled)
      }
    }
  }

  @Test func `an earlier deadline is met beside a later one`() async throws {
    try await withLoop { loop in
      let signal = Signal(on: loop)
      let mark = signal.mark()
      let late = Task(executorPreference: loop) {
        await signal.wait(since: mark, until: EventLoop.now() + .seconds(600))
      }
      let early = Task(executorPreference: loop) {
        await signal.wait(since: mark, until: EventLoop.now() + .milliseconds(20))
      }
      #expect(await early.value == .timedOut)
      late.cancel()
      #expect(await late.value == .cancelled)
    }
  }
}
