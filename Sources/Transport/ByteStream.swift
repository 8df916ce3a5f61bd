import Synchronization

/// A TCP connection, in the clear or under TLS, whose octets are read and written with deadlines.
///
/// Safe to use from any task; fastest from a task that runs on the stream's loop. Reading and writing
/// are independent of each other. A stream that is dropped is closed.
public final class ByteStream: EventHandler {
  /// What a read brought.
  public enum ReadResult: Hashable, Sendable {
    /// At least one octet, and when the last of them arrived.
    case bytes([UInt8], at: Moment)
    /// Nothing more will come.
    case end(EndOfStream, at: Moment)
  }

  /// How much may wait to be sent before ``write(_:)`` refuses; ``drain(deadline:)`` keeps a writer
  /// far below. Octets.
  public static let outputLimit = 64 * 1024 * 1024
  /// From here on a polite writer waits: more doesn't make it faster. Octets.
  static let outputHighWater = 256 * 1024
  /// Corked output goes out at once when there is so much of it. Octets.
  static let corkSize = 256 * 1024
  /// How much is read ahead of a reader before the peer is held back by TCP. Octets.
  static let inboxLimit = 256 * 1024
  /// How many reads a busy stream has before the loop's others get their turn.
  private static let readsPerTurn = 2

  public let loop: EventLoop
  /// The address of the other side.
  public let peerAddress: SocketAddress?
  /// Our own address.
  public let localAddress: SocketAddress?

  let state: Mutex<StreamState>
  /// Raised when something came, or the end did.
  let input: Signal
  /// Raised when output has gone out.
  let output: Signal

  /// Takes over a connected, non-blocking socket.
  init(descriptor: Int32, peer: SocketAddress?, on loop: EventLoop) throws(SystemError) {
    self.loop = loop
    peerAddress = peer
    localAddress = SystemCall.localAddress(descriptor)
    state = Mutex(StreamState(descriptor: descriptor, loop: loop))
    input = Signal(on: loop)
    output = Signal(on: loop)
    let token = loop.attach(self)
    state.withLock { $0.token = token }
    do throws(SystemError) {
      try loop.register(descriptor, token: token, for: .read)
    } catch {
      state.withLock { $0.tearDown(at: EventLoop.now()) }
      throw error
    }
  }

  deinit {
    state.withLock { $0.tearDown(at: EventLoop.now()) }
  }

  // MARK: Reading

  /// Returns what has come, or waits for it.
  public nonisolated(nonsending) func read(deadline: Moment)
    async throws(TransportError) -> ReadResult
  {
    while true {
      let mark = input.mark()
      if let result = readBuffered() { return result }
      switch await input.wait(since: mark, until: deadline) {
      case .raised: continue
      case .timedOut: throw .timedOut
      case .cancelled: throw .cancelled
      }
    }
  }

  /// Returns what has come already, if anything has.
  public func readBuffered() -> ReadResult? {
    state.withLock { state in
      if !state.inbox.isEmpty, let at = state.counters.lastByteReceivedAt {
        var bytes: [UInt8] = []
        swap(&bytes, &state.inbox)
        if state.isReadable { askForTurnEnd(&state) }
        return .bytes(bytes, at: at)
      }
      return state.end.map { .end($0.how, at: $0.at) }
    }
  }

  /// Hands octets back that were read too far; the next read starts with them.
  public func unread(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    state.withLock { $0.inbox.insert(contentsOf: bytes, at: 0) }
    input.raise()
  }

  /// From now on calls the receiver on the loop's thread with what comes, starting with what has come
  /// already; nobody may ``read(deadline:)`` any more. The receiver is held weakly.
  public func deliver(to receiver: any ByteReceiver) {
    state.withLock { state in
      state.receiver = receiver
      state.isDelivering = true
      askForTurnEnd(&state)
    }
  }

  /// Leaves what comes in the kernel, so that TCP holds the peer back.
  public func pauseReading() {
    state.withLock { $0.isPaused = true }
  }

  public func resumeReading() {
    state.withLock { state in
      guard state.isPaused else { return }
      state.isPaused = false
      askForTurnEnd(&state)
    }
  }

  /// What went over the connection so far.
  public var counters: StreamCounters { state.withLock { $0.counters } }

  /// Whether neither side has ended or broken the stream.
  public var isOpen: Bool {
    state.withLock { $0.isOpen && $0.end == nil && $0.writeFailure == nil }
  }

  // MARK: The loop's calls

  func ready(_ readiness: Readiness) {
    let hasWaiters = state.withLock { state in
      if readiness.contains(.hangUp) { state.isHungUp = true }
      if !readiness.isDisjoint(with: [.read, .hangUp]) { state.isReadable = true }
      guard !readiness.isDisjoint(with: [.write, .hangUp]) else { return false }
      state.isWritable = true
      state.flush()
      return state.takeOutputWaiters()
    }
    if hasWaiters { output.raise() }
    receiveAll()
  }

  func turnEnded() {
    let hasWaiters = state.withLock { state in
      state.isTurnEndAsked = false
      state.flush()
      return state.takeOutputWaiters()
    }
    if hasWaiters { output.raise() }
    receiveAll()
  }

  func askForTurnEnd(_ state: inout StreamState) {
    guard !state.isTurnEndAsked else { return }
    state.isTurnEndAsked = true
    loop.callAtTurnEnd(self)
  }

  /// Reads as long as there is something and somebody wants it.
  private func receiveAll() {
    guard state.withLock({ $0.hasWorkForReader }) else { return }
    var scratch = loop.takeScratch()
    var readsLeft = Self.readsPerTurn
    receiving: while true {
      guard readsLeft > 0 else {
        state.withLock { askForTurnEnd(&$0) }
        break
      }
      readsLeft -= 1
      switch state.withLock({ $0.receive(&scratch) }) {
      case .nothing: break receiving
      case .stored: input.raise()
      case .ended: input.raise()
      case .deliver(let bytes, let at, let receiver): receiver.received(bytes.span, at: at)
      case .deliverLent(let count, let at, let receiver):
        receiver.received(scratch.span.extracting(first: count), at: at)
      case .deliverEnd(let end, let at, let receiver):
        receiver.ended(end, at: at)
      }
    }
    loop.giveBackScratch(scratch)
  }
}
