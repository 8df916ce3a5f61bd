public import WebSocketProtocol

/// How a WebSocket connection behaves.
public struct WebSocketOptions: Sendable, Hashable {
  /// How much of what the peer sends is kept.
  public var limits: ProtocolLimits
  /// Octets of messages that may wait for ``WebSocketConnection/receive(deadline:)`` before TCP holds
  /// the peer back. 1 MiB: many messages of an ordinary application.
  public var inboxBytes: Int
  /// Messages that may wait likewise.
  public var inboxMessages: Int
  /// Entries of the transcript; 0 keeps none.
  public var transcriptEntries: Int
  /// Whether pings are answered at once.
  public var answersPings: Bool
  /// Whether a Close frame is answered at once.
  public var answersClose: Bool

  public init(
    limits: ProtocolLimits = ProtocolLimits(), inboxBytes: Int = 1 << 20,
    inboxMessages: Int = 4096, transcriptEntries: Int = 256, answersPings: Bool = true,
    answersClose: Bool = true
  ) {
    self.limits = limits
    self.inboxBytes = inboxBytes
    self.inboxMessages = inboxMessages
    self.transcriptEntries = transcriptEntries
    self.answersPings = answersPings
    self.answersClose = answersClose
  }
}
