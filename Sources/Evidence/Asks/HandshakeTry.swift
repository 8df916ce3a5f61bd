import HTTP1

/// One of several handshakes that were all alike, each on a connection of its own.
public struct HandshakeTry: Sendable, Equatable {
  /// It was taken: 101, and nothing wrong with it.
  public var switched: Bool
  public var kind: AnswerKind
  /// What came, in a few words.
  public var short: String
  /// The answer says, or its author's habits do, that a limit is reached.
  public var isLimited: Bool
  /// The request went out a moment after the connection was open, as a browser's does that connects
  /// beforehand.
  public var isLate: Bool

  public init(_ answer: Answer, isLate: Bool) {
    switched = answer.switched
    kind = answer.kind
    short = answer.short
    isLimited = answer.saysLimited
    self.isLate = isLate
  }

  public init(
    switched: Bool, kind: AnswerKind, short: String, isLimited: Bool = false, isLate: Bool = false
  ) {
    self.switched = switched
    self.kind = kind
    self.short = short
    self.isLimited = isLimited
    self.isLate = isLate
  }
}

extension Answer {
  /// Whether it speaks of a limit: 429, Retry-After, or nginx's own 503, which it says for nothing
  /// else.
  public var saysLimited: Bool { response?.saysLimited(by: author.product) ?? false }
}

extension Answer.Response {
  /// The same, of an answer by this product.
  public func saysLimited(by product: ProductID?) -> Bool {
    // Varnish writes Retry-After into each 503 of its own.
    guard [429, 503].contains(status), product != "varnish" else { return false }
    return status == 429 || head.fields.contains("Retry-After") || product == "nginx"
  }
}
