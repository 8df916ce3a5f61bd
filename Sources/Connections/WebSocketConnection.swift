import Synchronization
public import Transport
public import WebSocketProtocol

/// A WebSocket connection, client's side (RFC 6455).
///
/// What comes is read and pings are answered whether or not anybody receives, until the inbox is full.
/// Usable from any task; fastest from one that runs on the connection's loop. A connection that is
/// dropped is closed without ceremony.
public final class WebSocketConnection: ByteReceiver {
  /// How long the server has to close TCP after the closing handshake (RFC 6455 §7.1.1).
  private static let lingering: Duration = .seconds(1)

  /// Pings are not answered while so much waits to be sent. Octets.
  private static let unansweredLimit = 1 << 20

  /// When the opening handshake was complete; ages count from here.
  public let openedAt: Moment
  let stream: ByteStream
  private let arrived: Signal
  let state: Mutex<WebSocketState>

  /// Takes over a stream behind the opening handshake; octets that came with it are in the stream.
  init(
    _ stream: ByteStream, compression: (any MessageCompression)?, options: WebSocketOptions,
    openedAt: Moment
  ) {
    var limits = options.limits
    if options.transcriptEntries == 0 { limits.frameNotes = 0 }
    var machine = ProtocolMachine(
      role: .client, limits: limits, compression: compression, maskingKey: MaskingKeys.next)
    machine.answersPings = options.answersPings
    machine.answersClose = options.answersClose
    self.stream = stream
    self.openedAt = openedAt
    arrived = Signal(on: stream.loop)
    state = Mutex(WebSocketState(machine, options: options, openedAt: openedAt))
    stream.deliver(to: self)
  }

  // MARK: Receiving

  /// Waits for the next message or other event; the end, a timeout and a cancellation are events too.
  ///
  /// What came after the deadline is left for the next call, however much of it there is.
  public nonisolated(nonsending) func receive(deadline: Moment) async -> Incoming {
    if let incoming = receiveBuffered(until: deadline) { return incoming }
    while true {
      let mark = arrived.mark()
      if let incoming = receiveBuffered(until: deadline) { return incoming }
      switch await arrived.wait(since: mark, until: deadline) {
      case .raised: continue
      case .timedOut: return Incoming(.timedOut, at: EventLoop.now())
      case .cancelled: return Incoming(.cancelled, at: EventLoop.now())
      }
    }
  }

  /// Returns what has come already, if anything has.
  public func receiveBuffered() -> Incoming? { receiveBuffered(until: nil) }

  @inline(__always)  // as the state's
  private func receiveBuffered(until deadline: Moment?) -> Incoming? {
    state.withLock { state in
      let incoming = state.next(until: deadline)
      if state.machine.hasOutput { answer(&state) }
      if state.isPaused && !state.isFull { resume(&state) }
      return incoming
    }
  }

  /// Sends what the machine has to say; behind the Close frame of a violation, nothing.
  private func answer(_ state: inout WebSocketState) {
    transmit(&state)
    if state.machine.violation != nil && !state.machine.owesClose { stream.shutdownOutput() }
  }

  func resume(_ state: inout WebSocketState) {
    state.isPaused = false
    stream.resumeReading()
  }

  public func received(_ bytes: Span<UInt8>, at instant: Moment) {
    let hasNews = state.withLock { state in
      // RFC 6455 §5.5.3 lets us answer the latest ping only; to a peer that pings without reading, our
      // answers would pile up.
      let answersPings = state.machine.answersPings
      if stream.pendingOutput > Self.unansweredLimit { state.machine.answersPings = false }
      let hasNews = state.receive(bytes, at: instant)
      state.machine.answersPings = answersPings
      answer(&state)
      if state.isFull && !state.isPaused {
        state.isPaused = true
        stream.pauseReading()
      }
      return hasNews
    }
    if hasNews { arrived.raise() }
  }

  public func ended(_ end: EndOfStream, at instant: Moment) {
    state.withLock { $0.receiveEnd(end, at: instant) }
    arrived.raise()
  }

  // MARK: Settings and records

  /// Whether pings are answered.
  public var answersPings: Bool {
    get { state.withLock { $0.machine.answersPings } }
    set { state.withLock { $0.machine.answersPings = newValue } }
  }

  /// Whether messages are sent compressed, where that was agreed upon.
  public var compressesMessages: Bool {
    get { state.withLock { $0.machine.compressesMessages } }
    set { state.withLock { $0.machine.compressesMessages = newValue } }
  }

  /// How the connection died; `nil` while it lives.
  public var death: DeathRecord? { state.withLock { $0.death } }

  /// How the connection died, or how long it has lived and been silent at that instant.
  public func lifeRecord(at instant: Moment) -> DeathRecord {
    state.withLock { $0.death ?? $0.record(.stillOpen, by: .us, at: instant) }
  }

  /// What went over the connection: its beginning and the latest.
  public var transcript: [TranscriptEntry] { state.withLock { $0.transcript.entries } }

  public var counters: StreamCounters { stream.counters }

  public var addresses: (local: SocketAddress?, peer: SocketAddress?) {
    (stream.localAddress, stream.peerAddress)
  }

  // MARK: Closing

  /// Closes by the book: Close frame, the peer's answer, then the server's end of TCP (RFC 6455 §7.1).
  ///
  /// A peer that doesn't answer before the deadline dies of silence. Messages that come meanwhile can
  /// still be received. The connection is closed in any case when this returns.
  @discardableResult
  public nonisolated(nonsending) func close(
    code: CloseCode? = .normalClosure, reason: String = "", deadline: Moment
  ) async -> DeathRecord {
    sendClose(code: code, reason: reason)
    var deadline = deadline
    var isLingering = false
    while true {
      let mark = arrived.mark()
      let (hasEnded, isComplete) = state.withLock {
        ($0.hasStreamEnded, $0.machine.closingHandshakeIsComplete)
      }
      if hasEnded { break }
      if isComplete && !isLingering {
        isLingering = true
        deadline = min(deadline, EventLoop.now() + Self.lingering)
      }
      switch await arrived.wait(since: mark, until: deadline) {
      case .raised: continue
      case .timedOut: return end(silent: true)
      case .cancelled: return end(silent: false)
      }
    }
    return end(silent: false)
  }

  /// Gives up a connection on which nothing comes back: it died of silence. TCP is reset.
  @discardableResult
  public func abandon() -> DeathRecord {
    state.withLock { $0.noteSilence(by: .peer, at: EventLoop.now()) }
    stream.abort()
    return end(silent: true)
  }

  /// Closes TCP at once, by FIN and without a Close frame.
  @discardableResult
  public func closeStream() -> DeathRecord {
    end(silent: false)
  }

  private func end(silent: Bool) -> DeathRecord {
    let now = EventLoop.now()
    stream.close()
    let death = state.withLock { state in
      if silent && !state.hasStreamEnded { state.noteSilence(by: .us, at: now) }
      state.receiveEnd(.closedHere, at: now)
      return state.death ?? state.record(.fin, by: .us, at: now)
    }
    arrived.raise()
    return death
  }
}
