import Synchronization
import Testing

@testable import Transport

@Suite struct EventLoopTests {
  @MainActor @Test(arguments: DriverKind.available)
  func `what runs on a loop is on its thread before and after waiting, whoever calls`(
    driver: DriverKind
  ) async throws {
    let places = try await EventLoop.run(on: driver) { loop in
      var places = [loop.isOnThread]
      let signal = Signal(on: loop)
      let mark = signal.mark()
      async let raised: Void = elsewhere { signal.raise() }
      _ = await signal.wait(since: mark, until: EventLoop.now() + .seconds(20))
      places.append(loop.isOnThread)
      try await raised
      await Task.yield()
      places.append(loop.isOnThread)
      return places
    }
    #expect(places == [true, true, true])
  }

  @Test func `a loop of the calling thread runs there until its function ends`() async {
    let places = await withCheckedContinuation { done in
      SystemCall.startThread {
        let thread = SystemCall.currentThread
        let places = Mutex<[Bool]>([])
        do throws(SystemError) {
          try EventLoop.runHere { loop in
            places.withLock { $0.append(SystemCall.currentThread == thread && loop.isOnThread) }
            let signal = Signal(on: loop)
            let deadline = EventLoop.now() + .milliseconds(1)
            _ = await signal.wait(since: signal.mark(), until: deadline)
            places.withLock { $0.append(SystemCall.currentThread == thread && loop.isOnThread) }
          }
        } catch {
          Issue.record(error)
        }
        done.resume(returning: places.withLock { $0 })
      }
    }
    #expect(places == [true, true])
  }

  @Test func `a task that outlives its loop goes on`() async throws {
    let loop = try EventLoop()
    let signal = Signal(on: loop)
    let mark = signal.mark()
    let started = Signal(on: loop)
    let startMark = started.mark()
    let task = Task(executorPreference: loop) {
      started.raise()
      return await signal.wait(since: mark, until: nil)
    }
    _ = await started.wait(since: startMark, until: EventLoop.now() + .seconds(20))
    loop.shutdown()
    signal.raise()
    #expect(await task.value == .raised)
  }

  @Test func `a busy task leaves time for sockets and deadlines`() async throws {
    try await withLoop { loop in
      let busy = Task(executorPreference: loop) {
        while !Task.isCancelled { await Task.yield() }
      }
      let signal = Signal(on: loop)
      let deadline = EventLoop.now() + .milliseconds(10)
      #expect(await signal.wait(since: signal.mark(), until: deadline) == .timedOut)
      busy.cancel()
      await busy.value
    }
  }

  @Test func `after a long wait the thread sleeps, and does not look again and again`() async throws
  {
    let driver = SlowDriver(waits: 5)
    let loop = EventLoop(driver)
    await withCheckedContinuation { driver.whenDone($0) }
    loop.shutdown()
    #expect(driver.limits == [-1, -1, -1, -1, -1])
  }
}
