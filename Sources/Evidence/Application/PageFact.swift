/// An address that a page names for its WebSocket without condition, and whether browsers get anywhere
/// with it.
public struct PageFact: Sendable, Equatable {
  public enum Reading: String, Sendable {
    /// Scheme, host and port are those of the page.
    case own
    /// `ws:` on a page that came by https: browsers block it (W3C Mixed Content).
    case mixedContent = "mixed-content"
    /// A host that only the application's own machine or network has.
    case inner
    /// Another host or port, and no WebSocket is to be had there.
    case unanswered
    /// Another host or port, where the handshake is taken: an endpoint of its own.
    case elsewhere
  }

  public var reading: Reading
  /// The address as it may be shown, without its query.
  public var address: String
  /// What came back from another host or port, in a few words.
  public var outcome: String

  public init(_ reading: Reading, address: String, outcome: String = "") {
    self.reading = reading
    self.address = address
    self.outcome = outcome
  }
}

/// What one of several addresses of a host answers to the handshake.
public struct AddressAnswer: Sendable, Equatable {
  public var address: String
  /// In a word or two, as in "101" or "404".
  public var short: String
  public var switched: Bool

  public init(address: String, short: String, switched: Bool) {
    self.address = address
    self.short = short
    self.switched = switched
  }
}
