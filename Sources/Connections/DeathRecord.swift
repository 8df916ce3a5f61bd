public import Transport
public import WebSocketProtocol

/// How a WebSocket connection ended, as seen on the wire.
public struct DeathRecord: Sendable, Hashable {
  public enum How: String, Sendable, Hashable {
    /// A Close frame (RFC 6455 §5.5.1).
    case closeFrame
    /// TLS's close_notify, without a Close frame.
    case closeNotify
    /// TCP's FIN, without either.
    case fin
    /// TCP's RST.
    case rst
    /// A fatal TLS alert.
    case tlsAlert
    /// Octets that are no TLS.
    case tlsBroken
    /// Nothing came back any more, and someone gave up.
    case silence
    /// It has not ended.
    case stillOpen
  }

  public enum Side: String, Sendable, Hashable {
    case peer
    case us
  }

  /// What the Close frames said.
  public struct Close: Sendable, Hashable {
    /// The code of the first Close frame; `nil` when it had none.
    public var code: CloseCode?
    public var reason: String
    public var firstBy: Side
    /// The Close frame that answered.
    public var answer: CloseFrame?
  }

  public var how: How
  /// Who ended it.
  public var by: Side
  public var at: Moment
  /// Since the opening handshake was complete.
  public var age: Duration
  /// Since our last frame before the end; since the handshake when there was none.
  public var silentSent: Duration
  /// Since the peer's last octet before the end, Close frame and close_notify not counted; since the
  /// handshake when there was none.
  public var silentReceived: Duration
  public var close: Close?
  /// How TCP ended, which may be later than this death; `nil` while it hasn't.
  public var streamEnd: EndOfStream?
}
