extension ProtocolMachine {
  /// What the peer did.
  public enum Event: Sendable, Hashable {
    case text(String)
    case binary([UInt8])
    case ping([UInt8])
    case pong([UInt8])
    /// A Close frame; the code is nil when it was empty.
    case close(code: CloseCode?, reason: String)
    /// The connection has failed; with the first bytes, 32 at most, of the frame that broke a rule.
    case violation(ProtocolViolation, offendingBytes: [UInt8])
    /// No more bytes will come; always the last event.
    case endOfStream
  }
}
