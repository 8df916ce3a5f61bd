import Connections
import Evidence
import ProbeKit
import Transport
import WebSocketProtocol

/// One talk over one connection, from the first ping to the goodbye.
struct Talk {
  /// A connection that ends younger than this without a Close frame is cut early. Seconds.
  private static let early = 5.0
  /// A refusal may come right behind the pong; it is waited for as long as two round trips take.
  private static let refusal: (least: Double, most: Double) = (0.1, 0.5)
  /// Between two pings while none is answered, and then to see whether that happens again. Seconds.
  private static let pauses = (first: 1.0, again: 0.5)
  /// Pings sent a pause apart whose answers come closer together than this came in one lump. Seconds.
  private static let together = 0.1

  /// Octets of a message that may be a word on why the connection is closed.
  private static let wordsLimit = 1024

  private let context: ProbeContext
  private let connection: WebSocketConnection
  private let id: String
  /// How long an answer is waited for. Seconds.
  private let patience: Double
  var conversation = Conversation()
  private var sent: [Moment] = []
  private var pongs: [(ping: Int, at: Moment)] = []
  private var isOver = false
  /// This program was held up itself: what came one by one may seem to have come together.
  private var isHeldUp = false

  init(
    _ context: ProbeContext, _ connection: WebSocketConnection, _ id: String, patience: Double
  ) {
    self.context = context
    self.connection = connection
    self.id = id
    self.patience = patience
    conversation.waitedSeconds = patience
  }

  /// - Parameter sizes: octets of the messages to an endpoint that is known to echo.
  mutating func run(echoing sizes: [Int]) async -> Conversation {
    await ping()
    if let lump = lump(since: 0) {
      conversation.rounds = 1
      conversation.lumps = 1
      conversation.lumpAfterSeconds = lump
      if !isOver { await pingAgain() }
    }
    if !isOver, conversation.pongSeconds != nil, conversation.lumps == 0 { await echo(sizes) }
    await close()
    // What an application says and then goes on is its users' own.
    if !conversation.closedByPeer { conversation.errorText = nil }
    return conversation
  }

  // MARK: Pings

  private mutating func sendPing() {
    sent.append(context.now())
    // A connection that has ended shows at the next receive.
    try? connection.ping(Self.payload(of: sent.count))
  }

  private static func payload(of number: Int) -> [UInt8] { Array("wsdoctor \(number)".utf8) }

  /// Sends a ping, and more of them while none is answered.
  private mutating func ping() async {
    sendPing()
    let end = sent[0] + .seconds(patience)
    while pongs.isEmpty && !isOver {
      let next = sent[sent.count - 1] + .seconds(Self.pauses.first)
      if context.now() >= end { break }
      let timedOut = await receive(until: sent.count < 4 ? min(end, next) : end)
      if timedOut && context.now() >= next && sent.count < 4 { sendPing() }
    }
    guard let first = pongs.first else {
      if isOver { conversation.waitedSeconds = (context.now() - sent[0]).seconds }
      return
    }
    let seconds = (first.at - sent[first.ping]).seconds
    conversation.pongSeconds = seconds
    let wait = min(max(2 * seconds, Self.refusal.least), Self.refusal.most)
    let limit = min(sent[0] + .seconds(patience), context.now() + .seconds(wait))
    while !isOver { if await receive(until: limit) { return } }
  }

  /// Three more, a pause apart: does it happen again?
  private mutating func pingAgain() async {
    let begun = sent.count
    let answered = pongs.count
    for _ in 0..<3 where !isOver {
      sendPing()
      let limit = sent[sent.count - 1] + .seconds(Self.pauses.again)
      while !isOver { if await receive(until: limit) { break } }
    }
    let end = context.now() + .seconds(patience)
    let last = sent.count - 1
    while !isOver && !pongs.contains(where: { $0.ping == last }) {
      if await receive(until: end) { break }
    }
    guard pongs.count > answered else { return }
    conversation.rounds = 2
    if lump(since: begun) != nil { conversation.lumps += 1 }
  }

  /// How long the first ping of a lump waited for its answer; `nil`: they came one by one. Seconds.
  private func lump(since ping: Int) -> Double? {
    if isHeldUp { return nil }
    let answered = pongs.filter { $0.ping >= ping }
    for (index, first) in answered.enumerated() {
      for other in answered[(index + 1)...]
      where (sent[other.ping] - sent[first.ping]).seconds >= Self.pauses.again * 0.9
        && abs((other.at - first.at).seconds) <= Self.together
      {
        return (first.at - sent[first.ping]).seconds
      }
    }
    return nil
  }

  /// Takes what comes next; true when nothing came in time.
  private mutating func receive(until deadline: Moment) async -> Bool {
    let incoming = await connection.receive(deadline: deadline)
    if (context.now() - deadline).seconds > Self.together { isHeldUp = true }
    switch incoming.what {
    case .pong(let payload):
      conversation.framesReceived += 1
      let number = sent.indices.first { Self.payload(of: $0 + 1) == payload }
      // Only its first answer counts: a peer may send more of them than anybody wants to keep.
      if let number, !pongs.contains(where: { $0.ping == number }) {
        pongs.append((number, incoming.at))
      }
    case .text(let text):
      conversation.framesReceived += 1
      if conversation.errorText == nil, text.utf8.count <= Self.wordsLimit {
        conversation.errorText = context.recorder.shown(words: text, in: "message")
      }
    case .binary, .ping: conversation.framesReceived += 1
    case .close(let code, let reason):
      conversation.closedByPeer = true
      conversation.closeCode = code.map { Int($0.rawValue) }
      conversation.closeReason = String(
        context.recorder.shown(words: reason, in: "Close frame").prefix(123))
    // Ours is the limit, not the peer's fault: nobody forbids large messages.
    case .violation(let violation, _) where violation.isOurLimit:
      conversation.framesReceived += 1
      conversation.limitReached = violation.sentence
      isOver = true
    case .violation(let violation, let bytes):
      conversation.violation = Self.words(
        for: violation, bytes, answer: connection.death?.close?.code)
      isOver = true
    case .ended(let death):
      let age = death.age.seconds
      let byPeer = death.by == .peer && death.how != .closeFrame
      if byPeer && age < Self.early && !conversation.closedByPeer {
        conversation.cutAfterSeconds = age
      }
      isOver = true
    case .timedOut: return true
    case .cancelled: isOver = true
    }
    return false
  }

  /// The violation, the octets of the frame's header, and what we said to it; never what a message holds.
  private static func words(
    for violation: ProtocolViolation, _ bytes: [UInt8], answer: CloseCode?
  ) -> String {
    let header = bytes.prefix(headerLength(bytes)).map { octet in
      (octet < 16 ? "0" : "") + String(octet, radix: 16)
    }
    return "\(violation.sentence) (\(violation.section))"
      + (header.isEmpty ? "" : ", in a frame that begins with \(header.joined(separator: " "))")
      + (answer.map { "; we answered with Close \($0.rawValue)" } ?? "")
  }

  /// Octets before the payload (RFC 6455 §5.2), and the code of a Close frame behind them.
  private static func headerLength(_ bytes: [UInt8]) -> Int {
    guard bytes.count >= 2 else { return bytes.count }
    let short = bytes[1] & 0x7F
    let length = 2 + (short == 127 ? 8 : short == 126 ? 2 : 0) + (bytes[1] & 0x80 != 0 ? 4 : 0)
    return bytes[0] & 0xF == 8 && bytes[1] & 0x80 == 0 ? length + 2 : length
  }

  // MARK: Messages

  /// Sends messages of growing size until one doesn't come back.
  private mutating func echo(_ sizes: [Int]) async {
    guard !sizes.isEmpty else { return }
    var found = Conversation.Echo()
    var fastest = patience
    for size in sizes {
      let begun = context.now()
      let end = await echo(of: Self.message(of: size), until: begun + .seconds(patience))
      guard let end else {
        found.largest = size
        fastest = (context.now() - begun).seconds
        continue
      }
      // On a slow way silence only says that it takes longer.
      guard end != Self.silence || fastest < patience / 20 else { break }
      found.lost = size
      found.end = end
      break
    }
    guard found.largest > 0 || found.lost != nil else { return }
    conversation.echo = found
  }

  private static let silence = "nothing comes back"

  /// `nil`: it came back; else how it ended.
  private mutating func echo(
    of message: [UInt8], until deadline: Moment
  ) async -> String? {
    do { try connection.send(binary: message) } catch { return "the connection has ended" }
    while true {
      let incoming = await connection.receive(deadline: deadline)
      switch incoming.what {
      case .binary(let bytes):
        conversation.framesReceived += 1
        return bytes == message ? nil : "another message comes back"
      case .text, .ping, .pong: conversation.framesReceived += 1
      case .close(let code, _):
        isOver = true
        return code.map { "a Close frame \($0.rawValue)" } ?? "a Close frame"
      case .violation(let violation, _):
        isOver = true
        return violation.sentence
      case .ended(let death):
        isOver = true
        return death.how == .rst ? "RST, no Close frame" : "FIN, no Close frame"
      case .timedOut, .cancelled: return Self.silence
      }
    }
  }

  /// Octets that compression makes no shorter.
  private static func message(of size: Int) -> [UInt8] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<size).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state >> 32)
    }
  }

  // MARK: The end

  private mutating func close() async {
    // Fragments of a message that never becomes whole are frames, too.
    if conversation.framesReceived == 0 && connection.hasReceivedFrames {
      conversation.framesReceived = 1
    }
    if connection.death == nil {
      let limit =
        conversation.pongSeconds == nil
        ? context.now() + .seconds(patience) : context.now() + .seconds(1)
      let death = await connection.close(deadline: limit)
      conversation.closeAnswered = death.close?.answer != nil
      if pongs.isEmpty, death.close?.answer != nil {
        while let incoming = connection.receiveBuffered() {
          if case .pong = incoming.what { conversation.isFlushedByClose = true }
          if case .ended = incoming.what { break }
        }
      }
    }
    context.recordTraffic(of: connection, as: id)
  }
}

extension WebSocketConnection {
  /// Whether any frame came, be its message whole or not.
  fileprivate var hasReceivedFrames: Bool {
    transcript.contains { entry in
      if case .frame(let note) = entry.what { note.direction == .received } else { false }
    }
  }
}

extension ProtocolViolation {
  /// Whether only we don't want it; a frame of 4 GiB and more is nobody's message.
  fileprivate var isOurLimit: Bool {
    if case .frameTooLarge(let length, _) = self { return length < 1 << 32 }
    return closeCode == .messageTooBig
  }
}
