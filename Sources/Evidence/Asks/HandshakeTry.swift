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
  /// Whether it speaks of a limit: 429, Retry-After, or a 503 by a proxy that says it for nothing else.
  public var saysLimited: Bool { response?.saysLimited(by: author) ?? false }
}

extension Answer.Response {
  /// The same, of an answer by this author.
  public func saysLimited(by author: Attribution) -> Bool {
    if let says = author.says { return says == .limited }
    guard [429, 503].contains(status), !author.habits.contains(.says503ForBackends) else {
      return false
    }
    return status == 429 || head.fields.contains("Retry-After")
      || author.habits.contains(.says503ForLimits)
  }
}
