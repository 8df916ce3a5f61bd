/// How the end of a message's body is found (RFC 9112 §6.3).
enum BodyFraming: Sendable, Hashable {
  /// No body: what follows belongs to the next message.
  case none
  case length(Int)
  case chunked
  case untilClose
  /// What follows the head is no HTTP any more: after a 101, or a 2xx to CONNECT.
  case tunnel

  /// The framing of a response to a request with that method.
  static func response(_ head: ResponseHead, answering method: String) throws(HeadViolation)
    -> BodyFraming
  {
    if head.status == 101 || (method == "CONNECT" && (200...299).contains(head.status)) {
      return .tunnel
    }
    if method == "HEAD" || head.status < 200 || head.status == 204 || head.status == 304 {
      return .none
    }
    if head.fields.contains("Transfer-Encoding") {
      return endsInChunked(head.fields) ? .chunked : .untilClose
    }
    return try contentLength(head.fields).map { .length($0) } ?? .untilClose
  }

  /// The framing of a request; one without a length has no body.
  static func request(_ head: RequestHead) throws(HeadViolation) -> BodyFraming {
    if head.method == "CONNECT" { return .none }
    if head.fields.contains("Transfer-Encoding") {
      guard endsInChunked(head.fields) else {
        throw .unknownRequestLength(
          transferEncoding: head.fields.all("Transfer-Encoding").joined(separator: ", "))
      }
      return .chunked
    }
    return try contentLength(head.fields).map { .length($0) } ?? .none
  }

  private static func endsInChunked(_ fields: Fields) -> Bool {
    fields.tokens("Transfer-Encoding").last.map { ASCII.equal($0, "chunked") } ?? false
  }

  /// The Content-Length; repeated equal values count as one, different ones are a violation.
  private static func contentLength(_ fields: Fields) throws(HeadViolation) -> Int? {
    guard fields.contains("Content-Length") else { return nil }
    let values = fields.tokens("Content-Length")
    var length: Int?
    for value in values {
      guard !value.isEmpty, value.utf8.allSatisfy(ASCII.isDigit), let number = Int(value) else {
        throw .malformedContentLength(value)
      }
      if let length, length != number { throw .conflictingContentLengths(values) }
      length = number
    }
    guard let length else { throw .malformedContentLength("") }
    return length
  }
}
