import Synchronization
public import Transport
public import WebSocketProtocol

extension WebSocketConnection {
  /// Corks a text message, which goes out when the loop's turn ends.
  ///
  /// Throws when a Close frame was sent, or the stream is closed, broken or full; ``drain(deadline:)``
  /// now and then keeps it from being full.
  public func send(text: String) throws(TransportError) {
    try send { $0.send(text: text) }
  }

  public func send(binary: [UInt8]) throws(TransportError) {
    try send { $0.send(binary: binary) }
  }

  /// Sends a ping of at most 125 octets.
  public func ping(_ payload: [UInt8] = []) throws(TransportError) {
    try send { $0.sendPing(payload) }
  }

  /// Sends a pong, asked for or not, of at most 125 octets.
  public func pong(_ payload: [UInt8] = []) throws(TransportError) {
    try send { $0.sendPong(payload) }
  }

  /// Sends a fragment, uncompressed: the first with its opcode, the others as continuations.
  public func sendFragment(_ opcode: Opcode, _ payload: [UInt8], fin: Bool)
    throws(TransportError)
  {
    try send { $0.sendFragment(opcode, payload, fin: fin) }
  }

  /// Sends a Close frame and returns at once; false when one was sent before or the code is forbidden.
  @discardableResult
  public func sendClose(code: CloseCode? = .normalClosure, reason: String = "") -> Bool {
    state.withLock { state in
      // What the peer did wrong is the better reason.
      if state.machine.owesClose {
        state.answerViolation(at: EventLoop.now())
      } else {
        guard state.machine.sendClose(code: code, reason: reason) else { return false }
      }
      state.noteCloseSent(at: EventLoop.now())
      transmit(&state)
      if state.isPaused { resume(&state) }
      return true
    }
  }

  /// Sends octets as they are, past the protocol: for tests of servers.
  public func sendRaw(_ bytes: [UInt8]) throws(TransportError) {
    try stream.write(bytes)
  }

  private func send(_ put: (inout ProtocolMachine) -> Bool) throws(TransportError) {
    try state.withLock { state throws(TransportError) in
      // Looked at first: a frame that the machine has made can't be taken back.
      guard stream.pendingOutput < ByteStream.outputLimit else { throw .outputFull }
      guard put(&state.machine) else { throw .closed }
      state.noteSent(at: EventLoop.now())
      try stream.write(taking: &state.machine.output)
    }
  }

  /// Sends what the machine has to say by itself; under the lock, so that frames keep their order.
  func transmit(_ state: inout WebSocketState) {
    guard state.machine.hasOutput else { return }
    // A peer that takes nothing any more will be noticed by reading.
    try? stream.write(taking: &state.machine.output)
  }

  /// Waits until the kernel has everything that was sent.
  public nonisolated(nonsending) func flush(deadline: Moment)
    async throws(TransportError)
  {
    try await stream.flush(deadline: deadline)
  }

  /// Waits until little enough waits to be sent that more makes sense.
  public nonisolated(nonsending) func drain(deadline: Moment)
    async throws(TransportError)
  {
    try await stream.drain(deadline: deadline)
  }
}
