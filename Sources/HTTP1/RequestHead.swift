/// The request line and the fields of a request (RFC 9112 §3).
public struct RequestHead: Sendable, Hashable {
  public var method: String

  /// The request target as it stands in the request line: a path, an absolute URI, or host and port.
  public var target: String

  public var version: HTTPVersion
  public var fields: Fields

  public init(
    method: String, target: String, version: HTTPVersion = .http11, fields: Fields = Fields()
  ) {
    self.method = method
    self.target = target
    self.version = version
    self.fields = fields
  }

  /// The head's bytes with the empty line behind it; nothing is added, reordered or respelled.
  ///
  /// Throws for a method or field name which is no token, for whitespace in the target, and for CR,
  /// LF or NUL anywhere, since those would let a value write lines of its own (RFC 9110 §5.5).
  public func serialized() throws(HeadViolation) -> [UInt8] {
    guard ASCII.isToken(method.utf8) else { throw .unsendableMethod(method) }
    let hasBadByte = target.utf8.contains { ASCII.isInjection($0) || ASCII.isWhitespace($0) }
    guard !target.isEmpty, !hasBadByte else { throw .unsendableTarget(target) }
    return try HeadWriter.head(startLine: "\(method) \(target) \(version)", fields)
  }
}
