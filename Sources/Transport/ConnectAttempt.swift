/// One try to connect to one address.
public struct ConnectAttempt: Hashable, Sendable {
  public enum Outcome: Hashable, Sendable {
    case connected
    /// A RST answered the SYN.
    case refused
    /// Nothing answered before the deadline, or before the system gave up.
    case timedOut
    /// The connection was reset as soon as it was there.
    case reset
    /// There is no way there, in the system's words.
    case unreachable(SystemError)
    /// The system has no socket for us.
    case failed(SystemError)
    /// Another address was faster, or the task was cancelled.
    case abandoned
  }

  public let address: SocketAddress
  public let startedAt: Moment
  public let endedAt: Moment
  public let outcome: Outcome

  public init(
    address: SocketAddress, startedAt: Moment, endedAt: Moment,
    outcome: Outcome
  ) {
    self.address = address
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.outcome = outcome
  }

  static func outcome(of error: SystemError) -> Outcome {
    if SystemCall.isRefused.contains(error.code) { return .refused }
    if SystemCall.isTimedOut.contains(error.code) { return .timedOut }
    if SystemCall.isReset.contains(error.code) { return .reset }
    if SystemCall.isUnreachable.contains(error.code) { return .unreachable(error) }
    return .failed(error)
  }
}
