import Synchronization

extension InterviewSettings {
  /// Requests that a run makes at most, handshakes among them: README.md names this number.
  public static let mostRequests = 64
  /// As many of them are kept for the connections that are held open, which are made last.
  static let heldBack = 8
}

extension ProbeContext {
  /// Takes a request from what a run may cost; false: it has no more, and this one isn't made.
  ///
  /// - Parameter isHeld: for a connection that is held open.
  public func mayRequest(isHeld: Bool = false) -> Bool {
    let limit = settings.mostRequests - (isHeld ? 0 : InterviewSettings.heldBack)
    return state.withLock { state in
      guard state.requests < limit else { return false }
      state.requests += 1
      return true
    }
  }
}
