import Evidence
import HTTP1
import Transport
import WebSocketProtocol

/// What went over a case's wire, bounded: the beginning and the latest.
struct WireLog: Sendable {
  private static let beginningLimit = 12
  private static let latestLimit = 20
  /// Octets of what we sent that are shown.
  private static let octetLimit = 16

  private var beginning: [WireRecord] = []
  private var latest: [WireRecord] = []
  private var dropped = 0

  mutating func note(
    _ direction: TrafficRecord.Direction, _ what: String, octets: [UInt8]? = nil, at: Duration
  ) {
    let record = WireRecord(
      atSeconds: max(0, at.inSeconds), direction: direction, what: what,
      octets: octets.map(WireLog.shown))
    if beginning.count < Self.beginningLimit {
      beginning.append(record)
      return
    }
    if latest.count >= Self.latestLimit {
      latest.removeFirst()
      dropped += 1
    }
    latest.append(record)
  }

  var records: [WireRecord] {
    guard dropped > 0, let next = latest.first else { return beginning + latest }
    let gap = WireRecord(
      atSeconds: next.atSeconds, direction: next.direction, what: "… \(dropped) more …")
    return beginning + [gap] + latest
  }

  /// The first octets in hexadecimal.
  static func shown(_ octets: [UInt8]) -> String {
    let start = octets.prefix(octetLimit).map { octet in
      (octet < 16 ? "0" : "") + String(octet, radix: 16)
    }.joined(separator: " ")
    return octets.count > octetLimit ? start + " …" : start
  }
}

extension Duration {
  var inSeconds: Double {
    let parts = components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }
}

extension ResponseHead {
  /// Characters of a field's value that are shown.
  private static let valueLimit = 120

  /// Status and the fields that matter here; of a subprotocol, which may hold a token, only the name.
  var summary: String {
    var shown = ["Sec-WebSocket-Extensions", "Sec-WebSocket-Version"].flatMap { name in
      fields.all(name).map { "\(name): \($0.prefix(Self.valueLimit))" }
    }
    if fields.contains("Sec-WebSocket-Protocol") { shown.append("Sec-WebSocket-Protocol") }
    return shown.isEmpty ? "\(status)" : "\(status) with \(shown.joined(separator: ", "))"
  }
}

extension EndOfStream {
  /// In a few words.
  var phrase: String {
    switch self {
    case .fin: "TCP closed (FIN)"
    case .closeNotify: "TLS closed (close_notify)"
    case .reset: "TCP reset (RST)"
    case .tlsAlert(let code): "TLS alert \(code)"
    case .tlsBroken: "broken TLS"
    case .failed(let error): "lost (\(error.description))"
    case .closedHere: "closed by us"
    }
  }
}

extension Received {
  /// In a few words, without what is in it.
  var summary: String {
    switch self {
    case .message(let message):
      "\(message.isText ? "text" : "binary"), \(message.length) bytes"
        + (message.isCompressed ? ", compressed" : "")
        + (message.frames > 1 ? ", \(message.frames) frames" : "")
    case .ping(let payload): "ping, \(payload.count) bytes"
    case .pong(let payload): "pong, \(payload.count) bytes"
    case .close(nil, _): "Close without a code"
    case .close(let code?, _): "Close \(code)"
    case .violation(let why): why
    }
  }
}
