/// What a response parser found next.
public enum ResponseEvent: Sendable, Hashable {
  /// An interim response: any 1xx but 101 (RFC 9110 §15.2).
  case interim(ResponseHead)
  /// The final head; behind a 101, or a 2xx to CONNECT, nothing else follows.
  case head(ResponseHead)
  /// A piece of the body, without its transfer coding.
  case body([UInt8])
  /// The body is over.
  case end(BodyEnd)
}

/// What a request parser found next.
public enum RequestEvent: Sendable, Hashable {
  case head(RequestHead)
  /// A piece of the body, without its transfer coding.
  case body([UInt8])
  /// The request is over.
  case end(BodyEnd)
}
