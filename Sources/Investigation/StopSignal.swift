import Synchronization

/// Ends a run early; what was measured so far is still reported.
public final class StopSignal: Sendable {
  private struct State {
    var signal: Int32?
    var action: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  public init() {}

  /// The signal that ended the run; `nil`: none did.
  public var signal: Int32? { state.withLock { $0.signal } }

  /// Ends the run. Safe from any thread; later calls change nothing.
  public func stop(signal: Int32) {
    let action = state.withLock { state -> (@Sendable () -> Void)? in
      guard state.signal == nil else { return nil }
      state.signal = signal
      return state.action
    }
    action?()
  }

  /// Says what ends the run; done at once when it was stopped already.
  func whenStopped(_ action: @escaping @Sendable () -> Void) {
    let isStopped = state.withLock { state in
      state.action = action
      return state.signal != nil
    }
    if isStopped { action() }
  }
}
