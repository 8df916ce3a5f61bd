import HTTP1
import Transport
import WebSocketCompression
import WebSocketProtocol

/// All that came of one case, ready to be judged.
struct Trace: Sendable {
  /// The answer to the handshake; `nil` when none came.
  var head: ResponseHead?
  /// Why the answer can't be read.
  var headFailure: HeadViolation?
  /// Whether the answer to the handshake is all that was asked for.
  var isAnswerAll = false
  /// The request's Sec-WebSocket-Key.
  var key = ""
  var offeredSubprotocols: [String] = []
  /// As sent.
  var offeredExtensions: String?
  var events: [Received] = []
  var end: EndOfStream?
  /// Whether the peer ended TCP before we closed it.
  var endedByPeer: Bool { end != nil && end != .closedHere }
  /// Steps that were taken before the server ended the connection.
  var stepsTaken = 0
  /// Whether the ping that looks whether the connection still lives was answered.
  var isAlive = false
  /// Whether nothing at all came before the silence limit.
  var isSilent = false
  /// How long that limit was, in seconds.
  var patience = 0.0
  /// From the first octet of the request to the end of the answer's head.
  var handshakeSeconds: Double?
  /// The address that was talked to.
  var address: String?
  /// The agreed compression.
  var deflate: DeflateParameters?
  /// Messages whose compressed form can't be read.
  var damage: String?
  /// The data messages, decompressed.
  var messages: [Payload] = []
  /// The payload of the ping that looks for life.
  static let barrier: [UInt8] = Array("wsdoctor: still there?".utf8)

  var pongs: [[UInt8]] {
    events.compactMap { event in
      if case .pong(let payload) = event, payload != Trace.barrier { payload } else { nil }
    }
  }

  /// The first Close frame.
  var close: (code: UInt16?, reason: [UInt8])? {
    for event in events {
      if case .close(let code, let reason) = event { return (code, reason) }
    }
    return nil
  }

  var closeCount: Int {
    events.count { event in
      if case .close = event { true } else { false }
    }
  }

  var violations: [String] {
    events.compactMap { event in
      if case .violation(let why) = event { why } else { nil }
    }
  }

  /// Whether the server ended the connection in whatever way.
  var hasFailed: Bool { close != nil || endedByPeer }

  /// Whether the connection ended as all do when a server goes away: without a Close frame, or by
  /// "going away" or "service restart" (1001, 1012).
  var saysGoodbye: Bool {
    guard let close else { return endedByPeer }
    return close.code == 1001 || close.code == 1012
  }

  var switched: Bool { head?.status == 101 }

  /// Whether these came, in this order; what else came in between doesn't matter.
  func holds(_ payloads: [Payload]) -> Bool {
    var rest = payloads[...]
    for message in messages where message == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  /// Whether these pongs came, in this order.
  func holds(pongs wanted: [[UInt8]]) -> Bool {
    var rest = wanted[...]
    for pong in pongs where pong == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  /// What came, in one sentence.
  var summary: String {
    guard let head else { return noAnswer }
    if isAnswerAll { return answer(head) }
    var parts: [String] = switched ? [] : ["answered with \(head.status)"]
    let count = messages.count
    if let damage { parts.append(damage) }
    if count == 1, let message = messages.first {
      parts.append(
        "a \(message.isText ? "text" : "binary") message of \(message.octets.count) bytes came")
    } else if count > 1 {
      parts.append("\(count) messages came")
    }
    if !pongs.isEmpty {
      parts.append(pongs.count == 1 ? "a pong came" : "\(pongs.count) pongs came")
    }
    if let first = violations.first { parts.append(first) }
    if isAlive { parts.append("the connection stayed open: a ping was answered") }
    if let close { parts.append(close.code.map { "Close \($0)" } ?? "Close without a code") }
    if let end, end != .closedHere { parts.append(end.phrase) }
    if isSilent { parts.append("\(Trace.silenceMark)within \(Trace.shown(patience))") }
    if parts.isEmpty { parts.append(switched ? "101, and nothing else" : "\(head.status)") }
    return parts.joined(separator: ", ")
  }

  /// The answer to a handshake that nothing follows.
  private func answer(_ head: ResponseHead) -> String {
    var words = "answered with \(head.status)"
    if switched && offeredExtensions != nil {
      let agreed = head.fields.all("Sec-WebSocket-Extensions").joined(separator: ", ")
      words += agreed.isEmpty ? ", without an extension" : " and \(agreed.prefix(Self.fieldLimit))"
    }
    if let end, end != .closedHere { words += ", \(end.phrase)" }
    return words
  }

  /// Characters of a field's value that are shown.
  private static let fieldLimit = 120

  /// Whether frames came instead of an answer: our ping was answered as by a WebSocket.
  private var switchedSilently: Bool {
    guard case .notHTTP(let start)? = headFailure else { return false }
    let pong = [0x8A, UInt8(Trace.barrier.count)] + Trace.barrier
    return isAnswerAll && !start.isEmpty && zip(start, pong).allSatisfy { $0 == $1 }
  }

  private var noAnswer: String {
    if switchedSilently { return "no answer, and yet a WebSocket is open: a ping was answered" }
    if let headFailure { return "\(headFailure)" }
    if let end, end != .closedHere { return "no answer: \(end.phrase)" }
    return "no answer, \(Trace.silenceMark)within \(Trace.shown(patience))"
  }

  /// The words by which a result that rests on silence is known.
  static let silenceMark = "nothing more "

  private static func shown(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
