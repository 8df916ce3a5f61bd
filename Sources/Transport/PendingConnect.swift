import Synchronization

/// A TCP connection that is being made.
final class PendingConnect: EventHandler {
  private struct State {
    /// The socket; -1 when it was handed over or closed.
    var descriptor: Int32 = -1
    /// Under which the loop watches the socket.
    var token: UInt64?
    var result: (outcome: ConnectAttempt.Outcome, at: Moment)?

    /// Lets go of the socket and returns it; -1 if there is none.
    mutating func release(from loop: EventLoop) -> Int32 {
      if let token { loop.unregister(descriptor, token: token) }
      token = nil
      defer { descriptor = -1 }
      return descriptor
    }
  }

  let address: SocketAddress
  let startedAt: Moment
  private let loop: EventLoop
  private let ended: Signal
  private let state = Mutex(State())

  /// Begins; the signal is raised when the outcome is there.
  init(to address: SocketAddress, on loop: EventLoop, ended: Signal) {
    self.address = address
    self.loop = loop
    self.ended = ended
    startedAt = EventLoop.now()
    state.withLock { state in
      do throws(SystemError) {
        let descriptor = try SystemCall.tcpSocket(for: address)
        state.descriptor = descriptor
        if try SystemCall.connect(descriptor, to: address) {
          state.result = (.connected, EventLoop.now())
        } else {
          let token = loop.attach(self)
          state.token = token
          try loop.register(descriptor, token: token, for: .write)
        }
      } catch {
        state.result = (ConnectAttempt.outcome(of: error), EventLoop.now())
      }
    }
  }

  deinit {
    giveUp()
  }

  /// What came of it, if that is known.
  var attempt: ConnectAttempt? {
    state.withLock { $0.result }.map { result in
      ConnectAttempt(
        address: address, startedAt: startedAt, endedAt: result.at, outcome: result.outcome)
    }
  }

  /// Ends a pending attempt with this outcome and closes the socket.
  func giveUp(_ outcome: ConnectAttempt.Outcome = .abandoned) {
    state.withLock { state in
      if state.result == nil { state.result = (outcome, EventLoop.now()) }
      let descriptor = state.release(from: loop)
      if descriptor >= 0 { SystemCall.close(descriptor) }
    }
  }

  /// Hands the connected socket over.
  func takeStream() throws(SystemError) -> ByteStream? {
    let descriptor = state.withLock { state -> Int32 in
      guard case .connected = state.result?.outcome else { return -1 }
      return state.release(from: loop)
    }
    return descriptor < 0
      ? nil : try ByteStream(descriptor: descriptor, peer: address, on: loop)
  }

  func ready(_ readiness: Readiness) {
    let isNews = state.withLock { state in
      guard let token = state.token, state.result == nil else { return false }
      let error = SystemCall.pendingError(state.descriptor)
      guard error != nil || readiness.contains(.write) else {
        loop.rearm(state.descriptor, token: token, for: .write)
        return false
      }
      state.result = (error.map(ConnectAttempt.outcome(of:)) ?? .connected, EventLoop.now())
      return true
    }
    if isNews { ended.raise() }
  }
}
