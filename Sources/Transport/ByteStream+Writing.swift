import Synchronization

extension ByteStream {
  /// Corks octets; they go out when the turn ends, at once when the caller is on another thread.
  ///
  /// Throws when the stream is closed or broken, or ``outputLimit`` is passed.
  public func write(_ bytes: [UInt8]) throws(TransportError) {
    var bytes = bytes
    try write(taking: &bytes)
  }

  /// Corks octets as ``write(_:)`` does, and leaves the buffer empty: another one, where that spares a
  /// copy.
  public func write(taking bytes: inout [UInt8]) throws(TransportError) {
    guard !bytes.isEmpty else { return }
    try state.withLock { state throws(TransportError) in
      if let failure = state.writeFailure { throw .writeFailed(failure) }
      if let failure = state.encryptionFailure { throw failure }
      guard state.isOpen else { throw .closed }
      guard !state.isHandshaking else { throw .tls("the handshake is not complete") }
      guard state.pendingOutput < ByteStream.outputLimit else { throw .outputFull }
      state.emit(&bytes)
      if state.pendingOutput >= ByteStream.corkSize || !loop.isOnThread {
        state.flush()
      } else {
        askForTurnEnd(&state)
      }
    }
  }

  /// Waits until everything written is with the kernel.
  public nonisolated(nonsending) func flush(deadline: Moment)
    async throws(TransportError)
  {
    try await waitForOutput(toFallTo: 0, deadline: deadline)
  }

  /// Waits until little enough waits to be sent that more can be written.
  public nonisolated(nonsending) func drain(deadline: Moment)
    async throws(TransportError)
  {
    try await waitForOutput(toFallTo: ByteStream.outputHighWater, deadline: deadline)
  }

  private nonisolated(nonsending) func waitForOutput(
    toFallTo limit: Int, deadline: Moment
  ) async throws(TransportError) {
    while true {
      let mark = output.mark()
      let isDone = try state.withLock { state throws(TransportError) in
        state.flush()
        if let failure = state.writeFailure { throw .writeFailed(failure) }
        if state.pendingOutput <= limit { return true }
        guard state.isOpen else { throw .closed }
        state.hasOutputWaiters = true
        return false
      }
      if isDone { return }
      switch await output.wait(since: mark, until: deadline) {
      case .raised: continue
      case .timedOut: throw .timedOut
      case .cancelled: throw .cancelled
      }
    }
  }

  // MARK: Ending

  /// Says that we send nothing more: TLS's close_notify, then TCP's FIN, both after pending output.
  public func shutdownOutput() {
    state.withLock { state in
      guard state.isOpen else { return }
      state.emitCloseNotify()
      state.sendsFINAfterOutput = true
      state.flush()
    }
  }

  /// Closes; output that the kernel doesn't take at once is lost, so ``flush(deadline:)`` first.
  ///
  /// The kernel sends a RST instead of a FIN when octets of the peer were left unread.
  public func close() {
    state.withLock { state in
      guard state.isOpen else { return }
      state.emitCloseNotify()
      state.flush()
      state.tearDown(at: EventLoop.now())
    }
    wakeAll()
  }

  /// Closes by a RST, without ceremony.
  public func abort() {
    state.withLock { state in
      guard state.isOpen else { return }
      SystemCall.resetOnClose(state.descriptor)
      state.tearDown(at: EventLoop.now())
    }
    wakeAll()
  }

  /// Sets the kernel's buffer sizes, which are then no longer grown; for tests of back-pressure.
  package func setBufferSizes(send: Int32? = nil, receive: Int32? = nil) {
    state.withLock { SystemCall.setBufferSizes($0.descriptor, send: send, receive: receive) }
  }

  /// How much waits to be sent. Octets.
  public var pendingOutput: Int { state.withLock { $0.pendingOutput } }

  private func wakeAll() {
    input.raise()
    output.raise()
  }
}
