import Connections
import Evidence
import HTTP1
import Synchronization
import Transport

/// A case's connection: octets out as they are told, head and frames in as they come, all of it noted.
///
/// It reads all the time, so that no server is held up by us, and keeps a bounded part.
final class Wire: ByteReceiver {
  /// Octets of a refusal's body that are read.
  private static let bodyLimit = 64 * 1024
  /// Events that are kept; more than any case asks for.
  private static let eventLimit = 20_000
  /// Octets that a server may send in one case.
  private static let receiveLimit = 256 << 20

  struct State {
    var parser: ResponseParser
    var head: ResponseHead?
    var headFailure: HeadViolation?
    var headAt: Moment?
    var reader: FrameReader
    var events: [(what: Received, at: Moment)] = []
    /// How many of the events are messages.
    var messageCount = 0
    /// Whether a Close frame is among the events.
    var hasClose = false
    var end: EndOfStream?
    var endAt: Moment?
    var received = 0
    var log = WireLog()
    /// Payloads of pings that wait for our answer.
    var unanswered: [[UInt8]] = []
  }

  let stream: ByteStream
  let startedAt: Moment
  private let news: Signal
  private let state: Mutex<State>

  /// - Parameter allowsCompression: whether the handshake offers it, so that RSV1 may be right.
  init(
    _ stream: ByteStream, method: String, allowsCompression: Bool,
    startedAt: Moment
  ) {
    self.stream = stream
    self.startedAt = startedAt
    news = Signal(on: stream.loop)
    state = Mutex(
      State(
        parser: ResponseParser(
          limits: HeadLimits(), bodyLimit: Self.bodyLimit, answering: method),
        reader: FrameReader(offersCompression: allowsCompression)))
    stream.deliver(to: self)
  }

  /// A look at what has come so far.
  func look<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
    state.withLock { body(&$0) }
  }

  // MARK: Receiving

  func received(_ octets: Span<UInt8>, at instant: Moment) {
    let bytes = [UInt8](copying: octets)
    state.withLock { state in
      state.received += bytes.count
      guard state.received <= Self.receiveLimit else { return }
      if state.head?.status == 101 {
        take(state.reader.receive(bytes), at: instant, &state)
      } else {
        state.parser.receive(bytes)
        readHead(at: instant, &state)
      }
    }
    news.raise()
  }

  func ended(_ end: EndOfStream, at instant: Moment) {
    state.withLock { state in
      guard state.end == nil else { return }
      if state.head == nil && state.headFailure == nil {
        state.parser.receiveEndOfStream()
        readHead(at: instant, &state)
      }
      state.end = end
      state.endAt = instant
      state.log.note(.received, end.phrase, at: instant - startedAt)
    }
    news.raise()
  }

  private func readHead(at instant: Moment, _ state: inout State) {
    do throws(HeadViolation) {
      while let event = try state.parser.nextEvent() {
        switch event {
        case .interim(let head):
          state.log.note(.received, "interim \(head.status)", at: instant - startedAt)
        case .head(let head):
          state.head = head
          state.headAt = instant
          state.log.note(.received, head.summary, at: instant - startedAt)
          if head.status == 101 {
            state.reader.allowsCompression =
              state.reader.offersCompression && Agreement.parameters(in: head) != nil
            take(state.reader.receive(state.parser.takeLeftover()), at: instant, &state)
            return
          }
        case .body, .end: break
        }
      }
    } catch {
      guard state.head == nil else { return }
      state.headFailure = error
      if case .endOfStream = error { return }
      state.log.note(.received, "no answer that can be read", at: instant - startedAt)
    }
  }

  private func take(
    _ events: [Received], at instant: Moment, _ state: inout State
  ) {
    for event in events {
      guard state.events.count < Self.eventLimit else { return }
      state.events.append((event, instant))
      state.log.note(.received, event.summary, at: instant - startedAt)
      switch event {
      case .ping(let payload):
        if state.unanswered.count < 16 { state.unanswered.append(payload) }
      case .message: state.messageCount += 1
      case .close: state.hasClose = true
      case .pong, .violation: break
      }
    }
  }

  // MARK: Waiting

  /// Waits until a look says yes, the stream ends or the deadline is over.
  nonisolated(nonsending) func wait(
    until deadline: Moment, for holds: (inout State) -> Bool
  ) async -> Bool {
    while true {
      let mark = news.mark()
      let (isThere, hasEnded) = state.withLock { (holds(&$0), $0.end != nil) }
      if isThere { return true }
      if hasEnded { return false }
      switch await news.wait(since: mark, until: deadline) {
      case .raised: continue
      case .timedOut, .cancelled: return state.withLock { holds(&$0) }
      }
    }
  }

  // MARK: Sending

  /// Sends in one write; what can't be sent is no news: the end of the stream is.
  func send(_ octets: [UInt8], as summary: String, showing: Bool = true) {
    let now = EventLoop.now()
    state.withLock {
      $0.log.note(.sent, summary, octets: showing ? octets : nil, at: now - startedAt)
    }
    try? stream.write(octets)
  }

  /// Sends at once, so that the next write is a segment of its own.
  nonisolated(nonsending) func flush(deadline: Moment) async {
    try? await stream.flush(deadline: deadline)
  }

  /// Waits while too much is on its way.
  nonisolated(nonsending) func drain(deadline: Moment) async -> Bool {
    do throws(TransportError) {
      try await stream.drain(deadline: deadline)
      return true
    } catch {
      return false
    }
  }

  /// Writes without a note; for the pieces of something that was noted.
  func sendPiece(_ octets: [UInt8]) -> Bool {
    do throws(TransportError) {
      try stream.write(octets)
      return true
    } catch {
      return false
    }
  }

  func note(_ summary: String) {
    let now = EventLoop.now()
    state.withLock { $0.log.note(.sent, summary, at: now - startedAt) }
  }
}
