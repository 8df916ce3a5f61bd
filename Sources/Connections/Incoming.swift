public import Transport
public import WebSocketProtocol

/// What a WebSocket connection has for its user, and when it came.
public struct Incoming: Sendable, Hashable {
  public enum What: Sendable, Hashable {
    case text(String)
    case binary([UInt8])
    /// It has been answered already, unless that was turned off.
    case ping([UInt8])
    case pong([UInt8])
    case close(code: CloseCode?, reason: String)
    /// The peer broke a rule, and we have failed the connection (RFC 6455 §7.1.7).
    indirect case violation(ProtocolViolation, offendingBytes: [UInt8])
    /// Nothing more comes; told as often as one asks.
    indirect case ended(DeathRecord)
    /// Nothing came before the deadline.
    case timedOut
    /// The task was cancelled.
    case cancelled
  }

  public let what: What
  public let at: Moment

  public init(_ what: What, at: Moment) {
    self.what = what
    self.at = at
  }

  /// Whether it belongs to the end of the connection.
  var isEnding: Bool {
    switch what {
    case .close, .violation, .ended: true
    default: false
    }
  }

  /// The octets that it holds on to while it waits to be received.
  var weight: Int {
    switch what {
    case .text(let text): text.utf8.count
    case .binary(let bytes), .ping(let bytes), .pong(let bytes): bytes.count
    default: 0
    }
  }
}
