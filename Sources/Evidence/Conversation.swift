/// What happened on a WebSocket connection after the 101.
public struct Conversation: Sendable, Equatable {
  /// How an endpoint that is known to echo treats messages of growing size.
  public struct Echo: Sendable, Equatable {
    /// The largest message that came back, in octets.
    public var largest = 0
    /// The smallest that didn't; `nil`: all came back.
    public var lost: Int?
    /// How the connection ended over it, in a few words.
    public var end = ""

    public init() {}
  }

  /// The same connection with another Origin than the usual one.
  public struct OriginTry: Sendable, Equatable {
    /// As in "without Origin".
    public var phrase: String
    public var staysOpen: Bool

    public init(_ phrase: String, staysOpen: Bool) {
      self.phrase = phrase
      self.staysOpen = staysOpen
    }
  }

  /// From our ping to its pong, in seconds; `nil`: no pong.
  public var pongSeconds: Double?
  /// Frames that came from the peer.
  public var framesReceived = 0
  public var closeCode: Int?
  public var closeReason = ""
  /// The peer closed by a Close frame without being asked.
  public var closedByPeer = false
  /// The TCP connection ended without a Close frame; its age in seconds.
  public var cutAfterSeconds: Double?
  /// How often in how many tries it was cut so.
  public var cuts = 0
  public var tries = 0
  /// A violation of RFC 6455 by the peer, in a sentence.
  public var violation: String?
  /// A message larger than what we take came before the pong, in a sentence: how it goes on is unknown.
  public var limitReached: String?
  /// The first short text that came before the peer closed, redacted.
  public var errorText: String?
  /// How the same connection fares with other Origins, where the peer closed it at once.
  public var otherOrigins: [OriginTry] = []
  /// The peer answered our Close frame.
  public var closeAnswered: Bool?
  /// How long a pong was waited for, in vain too. Seconds.
  public var waitedSeconds: Double = 0
  /// How often answers to pings that were sent apart came together, in how many rounds.
  public var lumps = 0
  public var rounds = 0
  /// How long the first ping of the first lump waited. Seconds.
  public var lumpAfterSeconds: Double?
  /// A ping was answered only when we closed the connection, together with our Close frame.
  public var isFlushedByClose = false
  /// Compression was agreed upon in the 101.
  public var isCompressed = false
  /// How the same talk fares without an offer of compression, where it failed with one; `nil`: not
  /// tried.
  public var worksWithoutOffer: Bool?
  /// What became of messages that were to be echoed; `nil`: the endpoint isn't known to echo.
  public var echo: Echo?

  public init() {}

  /// Cut three times: a rule, and no restart or lost packet.
  public var isCutEarly: Bool { cuts >= 3 }

  /// Bytes go both ways, as far as was looked.
  public var isUsable: Bool {
    !isCutEarly && violation == nil && !closedByPeer
      && (pongSeconds != nil || closeAnswered == true)
  }
}
