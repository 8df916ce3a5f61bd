import Synchronization

/// The one place where the engine suspends: tasks wait here for something to happen, with a deadline.
///
/// ``raise()`` wakes every waiter. What happened is not kept here but with its owner: look at it, and
/// wait if it isn't there; a ``Mark`` taken before looking makes sure that nothing is missed between
/// the two. Any number of tasks may wait.
public final class Signal: EventHandler {
  /// Why a wait ended.
  public enum Wake: Sendable {
    case raised
    case timedOut
    case cancelled
  }

  /// A count of the raises so far.
  public struct Mark: Sendable {
    fileprivate let count: UInt64
  }

  @safe private struct Waiter {
    let id: UInt64
    let deadline: Moment?
    let continuation: UnsafeContinuation<Wake, Never>
  }

  private struct State {
    var count: UInt64 = 0
    var lastID: UInt64 = 0
    var waiters: [Waiter] = []
    var token: UInt64?
    /// When the loop calls next; waits with later deadlines need no call of their own.
    var called: Moment?

    mutating func takeWaiters() -> [Waiter] {
      defer { waiters.removeAll() }
      return waiters
    }
  }

  private let loop: EventLoop
  private let state = Mutex(State())

  public init(on loop: EventLoop) {
    self.loop = loop
  }

  deinit {
    if let token = state.withLock({ $0.token }) { loop.detach(token) }
  }

  /// Returns the mark to hand to ``wait(since:until:)``; take it before looking.
  public func mark() -> Mark {
    Mark(count: state.withLock { $0.count })
  }

  /// Wakes all that wait.
  public func raise() {
    let woken = state.withLock { state in
      state.count += 1
      return state.takeWaiters()
    }
    for waiter in woken { unsafe waiter.continuation.resume(returning: .raised) }
  }

  /// Waits until the signal is raised after `mark`, the deadline is over or the task is cancelled.
  ///
  /// Without a deadline only cancellation bounds the wait.
  public nonisolated(nonsending) func wait(
    since mark: Mark, until deadline: Moment?
  ) async -> Wake {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    return await withTaskCancellationHandler {
      await unsafe withUnsafeContinuation { continuation in
        unsafe publish(
          Waiter(id: id, deadline: deadline, continuation: continuation),
          since: mark)
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
        return state.waiters.remove(at: index)
      }
      unsafe waiter?.continuation.resume(returning: .cancelled)
    }
  }

  /// Publishes a waiter, or resumes it when there is nothing to wait for.
  private func publish(_ waiter: Waiter, since mark: Mark) {
    var call: (token: UInt64, at: Moment)?
    let wake = state.withLock { state -> Wake? in
      // Looked at under the lock: a task cancelled before this has no handler left to take the waiter.
      if Task.isCancelled { return .cancelled }
      if state.count != mark.count { return .raised }
      state.waiters.append(waiter)
      if let deadline = waiter.deadline, state.called.map({ deadline < $0 }) ?? true {
        let token = state.token ?? loop.attach(self)
        state.token = token
        state.called = deadline
        call = (token, deadline)
      }
      return nil
    }
    if let wake { unsafe waiter.continuation.resume(returning: wake) }
    if let call { loop.callTimer(call.token, at: call.at) }
  }

  func timerFired(at now: Moment) {
    var call: (token: UInt64, at: Moment)?
    let due = state.withLock { state -> [Waiter] in
      state.called = nil
      let due = state.waiters.filter { $0.deadline.map { $0 <= now } ?? false }
      if !due.isEmpty { state.waiters.removeAll { $0.deadline.map { $0 <= now } ?? false } }
      if let next = state.waiters.compactMap(\.deadline).min(), let token = state.token {
        state.called = next
        call = (token, next)
      }
      return due
    }
    if let call { loop.callTimer(call.token, at: call.at) }
    for waiter in due { unsafe waiter.continuation.resume(returning: .timedOut) }
  }
}
