/// The status line and the fields of a response (RFC 9112 §4).
public struct ResponseHead: Sendable, Hashable {
  public var version: HTTPVersion

  /// The status code, 100–999.
  public var status: Int

  /// The reason phrase, which may be empty.
  public var reason: String

  public var fields: Fields

  public init(
    version: HTTPVersion = .http11, status: Int, reason: String = "", fields: Fields = Fields()
  ) {
    self.version = version
    self.status = status
    self.reason = reason
    self.fields = fields
  }

  /// The head's bytes with the empty line behind it; nothing is added, reordered or respelled.
  ///
  /// Throws for a status outside 100–999, a field name which is no token, and for CR, LF or NUL in
  /// the reason or a value (RFC 9110 §5.5).
  public func serialized() throws(HeadViolation) -> [UInt8] {
    guard (100...999).contains(status) else { throw .unsendableStatus(status) }
    guard !reason.utf8.contains(where: ASCII.isInjection) else { throw .unsendableReason(reason) }
    return try HeadWriter.head(startLine: "\(version) \(status) \(reason)", fields)
  }
}
