public import WebSocketProtocol

/// An application that waits for a login or another first message, and for no longer than this.
public struct LoginLimit: Sendable {
  /// From the opening handshake to the first whole message; pings and half messages are none.
  public let patience: Duration
  /// What is said to those who say nothing; `nil`: TCP is closed without a word.
  public let goodbye: CloseFrame?

  public init(patience: Duration, goodbye: CloseFrame?) {
    self.patience = patience
    self.goodbye = goodbye
  }
}
