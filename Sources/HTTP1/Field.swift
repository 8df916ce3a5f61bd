/// One field line of a head: a name and a value, as they were received or will be sent (RFC 9110 §5).
///
/// Bytes which are not UTF-8 were read as ISO-8859-1: each stands as U+0080–U+00FF, and none is lost.
public struct Field: Sendable, Hashable {
  /// The name in its received spelling; compare it without regard to case.
  public var name: String

  /// The value without the whitespace around it.
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

extension Field: CustomStringConvertible {
  public var description: String { "\(name): \(value)" }
}
