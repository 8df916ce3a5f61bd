public import Evidence
import Synchronization

/// What a conformance run tells while it goes on.
public enum ConformanceProgress: Sendable {
  /// The endpoint is known now, and so many cases follow.
  case began(cases: Int)
  case judged(CaseResult)
}

/// Ends a run early; what was judged so far is still reported.
public final class ConformanceStop: Sendable {
  private struct State {
    var signal: Int32?
    var action: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  public init() {}

  /// The signal that ended the run; `nil`: none did.
  public var signal: Int32? { state.withLock { $0.signal } }

  var isStopped: Bool { signal != nil }

  /// Ends the run. Safe from any thread; later calls change nothing.
  public func stop(signal: Int32) {
    let action = state.withLock { state -> (@Sendable () -> Void)? in
      guard state.signal == nil else { return nil }
      state.signal = signal
      return state.action
    }
    action?()
  }

  func whenStopped(_ action: @escaping @Sendable () -> Void) {
    let isStopped = state.withLock { state in
      state.action = action
      return state.signal != nil
    }
    if isStopped { action() }
  }
}
