/// What a descriptor is ready for.
struct Readiness: OptionSet, Sendable {
  let rawValue: UInt8

  static let read = Readiness(rawValue: 1)
  static let write = Readiness(rawValue: 2)
  /// Both directions are gone, or the socket has an error to tell.
  static let hangUp = Readiness(rawValue: 4)
}

/// One descriptor that became ready; the token is what it was registered under.
struct ReadyEvent {
  let token: UInt64
  let readiness: Readiness
}

/// How an ``EventLoop`` waits for sockets.
///
/// Readiness is told once: after an event the handler goes on until the call would block, then calls
/// ``rearm(_:token:for:)``. An edge-triggered driver tells of reading all the same; a level-triggered
/// one would otherwise tell the same again in every turn.
///
/// All but ``wait(milliseconds:into:)`` may be called from any thread.
protocol Driver: Sendable {
  /// Begins to watch a descriptor for the directions named.
  func register(_ descriptor: Int32, token: UInt64, for directions: Readiness) throws(SystemError)
  /// Asks to be told again when the descriptor is ready for the directions named.
  func rearm(_ descriptor: Int32, token: UInt64, for directions: Readiness)
  /// Stops watching; must be called before the descriptor is closed.
  func unregister(_ descriptor: Int32, token: UInt64)
  /// Waits until something is ready, ``wake()`` is called or the time is over (negative: no limit);
  /// false when the time is over.
  @discardableResult
  func wait(milliseconds: Int32, into events: inout [ReadyEvent]) -> Bool
  /// Ends the present or the next wait.
  func wake()
  /// Gives the driver's own descriptors back.
  func close()
}

/// Which driver a loop waits with.
public enum DriverKind: String, Sendable, CaseIterable {
  /// epoll(7), edge-triggered; Linux only.
  case epoll
  /// poll(2); everywhere, cost per turn grows with the number of connections.
  case poll

  /// The best one of this platform.
  public static var best: DriverKind {
    #if os(Linux)
      .epoll
    #else
      .poll
    #endif
  }

  /// Those that this platform has.
  public static var available: [DriverKind] {
    #if os(Linux)
      [.epoll, .poll]
    #else
      [.poll]
    #endif
  }

  func makeDriver() throws(SystemError) -> any Driver {
    switch self {
    case .poll: return try PollDriver()
    case .epoll:
      #if os(Linux)
        return try EpollDriver()
      #else
        return try PollDriver()
      #endif
    }
  }
}
