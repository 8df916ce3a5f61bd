import Synchronization

@testable import Transport

/// Each of its waits is a long one that something ends; it notes how long they might have been.
final class SlowDriver: Driver {
  private struct State {
    var limits: [Int32] = []
    var done: CheckedContinuation<Void, Never>?
  }

  private let waits: Int
  private let state = Mutex(State())

  init(waits: Int) {
    self.waits = waits
  }

  /// In milliseconds, negative: without a limit.
  var limits: [Int32] { state.withLock { $0.limits } }

  /// Resumes when there have been that many waits.
  func whenDone(_ continuation: CheckedContinuation<Void, Never>) {
    let isDone = state.withLock { state in
      state.done = continuation
      return state.limits.count >= waits
    }
    if isDone { resume() }
  }

  func wait(milliseconds: Int32, into events: inout [ReadyEvent]) -> Bool {
    let end = EventLoop.now() + .milliseconds(2)
    while EventLoop.now() < end {}
    let isDone = state.withLock { state in
      guard state.limits.count < waits else { return false }
      state.limits.append(milliseconds)
      return state.limits.count == waits
    }
    if isDone { resume() }
    return true
  }

  private func resume() {
    let continuation = state.withLock { state in
      defer { state.done = nil }
      return state.done
    }
    continuation?.resume()
  }

  func register(_ descriptor: Int32, token: UInt64, for directions: Readiness) {}
  func rearm(_ descriptor: Int32, token: UInt64, for directions: Readiness) {}
  func unregister(_ descriptor: Int32, token: UInt64) {}
  func wake() {}
  func close() {}
}
