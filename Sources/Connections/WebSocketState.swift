import HTTP1
import Transport
import WebSocketProtocol

/// The state of a ``WebSocketConnection``, used under its lock only. It reads no clock.
struct WebSocketState {
  /// Room for more events than this is given back when so few octets come at once that it isn't needed.
  private static let restingCapacity = 64
  private static let fewOctets = 4096

  var machine: ProtocolMachine
  private let options: WebSocketOptions
  private let openedAt: Moment
  private var lastSentAt: Moment
  private var lastReceivedAt: Moment
  private(set) var transcript: Transcript
  private var fate = Fate.alive
  private(set) var hasStreamEnded = false
  private var inbox: [Incoming] = []
  private var inboxStart = 0
  private var inboxWeight = 0
  /// What came behind the octets that filled the inbox, and when; the stream is paused then.
  private var unread: [UInt8] = []
  private var unreadStart = 0
  private var unreadCameAt: Moment?
  /// Whether the stream has been told to leave in the kernel what comes.
  var isPaused = false
  /// From our Close frame on nobody may be waiting for messages: the peer's Close must get through.
  private var isClosing = false

  init(
    _ machine: ProtocolMachine, options: WebSocketOptions, openedAt: Moment
  ) {
    self.machine = machine
    self.options = options
    self.openedAt = openedAt
    lastSentAt = self.openedAt
    lastReceivedAt = self.openedAt
    transcript = Transcript(limit: options.transcriptEntries)
  }

  /// Indirect: a living connection has no room for its death.
  private indirect enum Fate {
    case alive
    case dead(DeathRecord)
  }

  private(set) var death: DeathRecord? {
    get {
      guard case .dead(let record) = fate else { return nil }
      return record
    }
    set { fate = newValue.map { .dead($0) } ?? .alive }
  }

  // MARK: Receiving

  /// Whether more waits for the user than we like to hold.
  var isFull: Bool { !isClosing && (isOverLimits || !unread.isEmpty) }

  private var isOverLimits: Bool {
    inbox.count - inboxStart >= options.inboxMessages || inboxWeight >= options.inboxBytes
  }

  /// Takes what waits the longest, if it came before a deadline; the end stays.
  @inline(__always)  // with small messages, copies of what it returns take as long as the rest
  mutating func next(until deadline: Moment? = nil) -> Incoming? {
    guard inboxStart < inbox.count else {
      guard hasStreamEnded, let death else { return nil }
      return Incoming(.ended(death), at: death.at)
    }
    // Else a flood would never let a deadline pass.
    if let deadline, inbox[inboxStart].at > deadline {
      return Incoming(.timedOut, at: inbox[inboxStart].at)
    }
    var first = Incoming(.timedOut, at: openedAt)
    swap(&first, &inbox[inboxStart])
    inboxStart += 1
    inboxWeight -= first.weight
    if case .violation = first.what { answerViolation(at: first.at) }
    if inboxStart == inbox.count {
      // As large as it may be again; ``receive(_:at:)`` makes it small when that is over.
      inbox.removeAll(keepingCapacity: true)
      inboxStart = 0
      if !unread.isEmpty { readOn() }
    }
    return first
  }

  /// Takes octets; true when there is news for the user.
  mutating func receive(_ bytes: Span<UInt8>, at instant: Moment) -> Bool {
    guard unread.isEmpty || isClosing else {
      unread.append(copying: bytes)
      return false
    }
    if inbox.isEmpty && inbox.capacity > Self.restingCapacity && bytes.count < Self.fewOctets {
      inbox = []
    }
    let count = inbox.count
    let used = read(bytes, at: instant)
    if used < bytes.count {
      unread.append(copying: bytes.extracting(used...))
      unreadCameAt = instant
    }
    return inbox.count > count
  }

  /// Reads messages until the inbox is full; how many octets they took.
  ///
  /// A few octets can become megabytes of messages: what doesn't fit stays octets.
  private mutating func read(_ bytes: Span<UInt8>, at instant: Moment) -> Int {
    let count = inbox.count
    var isCloseOnly = false
    var offset = 0
    while isClosing || !isOverLimits {
      machine.delaysFailure = inboxStart < inbox.count
      guard let event = machine.nextEvent(in: bytes, from: &offset) else { break }
      isCloseOnly = false
      switch event {
      case .text(let text): add(.text(text), at: instant)
      case .binary(let bytes): add(.binary(bytes), at: instant)
      case .ping(let payload):
        if machine.answersPings { lastSentAt = instant }
        add(.ping(payload), at: instant)
      case .pong(let payload): add(.pong(payload), at: instant)
      case .close(let code, let reason):
        isCloseOnly = inbox.count == count
        noteClose(at: instant)
        add(.close(code: code, reason: reason), at: instant)
      case .violation(let violation, let bytes):
        noteViolation(at: instant)
        add(.violation(violation, offendingBytes: bytes), at: instant)
      case .endOfStream: break
      }
    }
    // A Close frame ends the silence that it is a sign of; the record is to tell of that silence.
    if !isCloseOnly { lastReceivedAt = instant }
    noteFrames(at: instant)
    return offset
  }

  /// Reads what was left because the inbox was full.
  private mutating func readOn() {
    guard let instant = unreadCameAt else { return }
    var bytes: [UInt8] = []
    swap(&bytes, &unread)
    let used = read(bytes.span.extracting(unreadStart...), at: instant)
    unreadStart += used
    if unreadStart < bytes.count { swap(&bytes, &unread) } else { unreadStart = 0 }
  }

  private mutating func add(_ what: Incoming.What, at instant: Moment) {
    let incoming = Incoming(what, at: instant)
    // Nobody asks for what comes after we have said goodbye; it must not pile up.
    if isClosing && isOverLimits && !incoming.isEnding { return }
    inboxWeight += incoming.weight
    inbox.append(incoming)
  }

  mutating func receiveEnd(_ end: EndOfStream, at instant: Moment) {
    guard !hasStreamEnded else { return }
    hasStreamEnded = true
    machine.receiveEndOfStream()
    while machine.nextEvent() != nil {}
    transcript.add(.end(end), at: instant)
    if death == nil { death = record(how(end), by: end == .closedHere ? .us : .peer, at: instant) }
    death?.streamEnd = end
  }

  private func how(_ end: EndOfStream) -> DeathRecord.How {
    switch end {
    case .fin, .closedHere: .fin
    case .closeNotify: .closeNotify
    case .reset: .rst
    case .tlsAlert: .tlsAlert
    case .tlsBroken: .tlsBroken
    // The system gave up because nothing came back.
    case .failed: .silence
    }
  }

  // MARK: Sending

  /// Notes that frames of ours go out.
  mutating func noteSent(at instant: Moment) {
    lastSentAt = instant
    noteFrames(at: instant)
  }

  /// Notes our Close frame.
  mutating func noteCloseSent(at instant: Moment) {
    isClosing = true
    if !unread.isEmpty { readOn() }
    noteFrames(at: instant)
  }

  private mutating func noteFrames(at instant: Moment) {
    guard transcript.isKept else { return }
    for note in machine.takeFrameNotes() { transcript.add(.frame(note), at: instant) }
  }

  // MARK: The end

  private mutating func noteClose(at instant: Moment) {
    let by: DeathRecord.Side = machine.firstClose == .sent ? .us : .peer
    if death == nil { death = record(.closeFrame, by: by, at: instant) }
    isClosing = true
  }

  private mutating func noteViolation(at instant: Moment) {
    if death == nil { death = record(.closeFrame, by: .us, at: instant) }
    isClosing = true
  }

  /// Answers a violation, now that what came before it was taken.
  mutating func answerViolation(at instant: Moment) {
    machine.answerViolation()
    let close = close
    death?.close = close
    noteFrames(at: instant)
  }

  /// Notes that we give up on a peer that says nothing.
  mutating func noteSilence(by side: DeathRecord.Side, at instant: Moment) {
    if death == nil { death = record(.silence, by: side, at: instant) }
  }

  /// A record of the end, or of a connection that is still open at that instant.
  func record(
    _ how: DeathRecord.How, by side: DeathRecord.Side, at instant: Moment
  )
    -> DeathRecord
  {
    DeathRecord(
      how: how, by: side, at: instant, age: openedAt.duration(to: instant),
      // Our answer to a Close frame goes out after the death that the frame is.
      silentSent: max(.zero, lastSentAt.duration(to: instant)),
      silentReceived: lastReceivedAt.duration(to: instant), close: close)
  }

  private var close: DeathRecord.Close? {
    switch machine.firstClose {
    case nil: return nil
    case .sent:
      guard let sent = machine.closeSent else { return nil }
      return DeathRecord.Close(
        code: sent.code, reason: sent.reason, firstBy: .us, answer: machine.closeReceived)
    case .received:
      guard let received = machine.closeReceived else { return nil }
      return DeathRecord.Close(
        code: received.code, reason: received.reason, firstBy: .peer, answer: machine.closeSent)
    }
  }
}
