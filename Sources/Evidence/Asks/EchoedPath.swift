import HTTP1

/// The path that an answer names, found by a part of it that nobody else can know: how any server
/// that repeats the path in its error shows what arrived.
public enum EchoedPath {
  private static let limit = 64 << 10

  /// - Parameter name: the random last part of the path that was asked.
  /// - Returns: the path, without scheme and host; `nil` where the name doesn't stand in the body
  ///   behind a slash at the path's beginning.
  public static func path(endingIn name: String, in response: Answer.Response) -> String? {
    let text = String(decoding: response.body.prefix(limit), as: UTF8.self)
      .replacing("&#47;", with: "/").replacing("&#x2F;", with: "/").replacing("%2F", with: "/")
    guard let found = text.firstRange(of: name) else { return nil }
    let before = text[..<found.lowerBound].reversed().prefix { isPath($0) }
    var path = String(before.reversed()) + name
    if let scheme = path.firstRange(of: "://") {
      let rest = path[scheme.upperBound...]
      guard let slash = rest.firstIndex(of: "/") else { return nil }
      path = String(rest[slash...])
    }
    return path.hasPrefix("/") && !path.hasPrefix("//") && path.utf8.count <= 1024 ? path : nil
  }

  /// The characters of a path (RFC 3986 §3.3) and, before it, of a scheme and a host.
  private static func isPath(_ character: Character) -> Bool {
    character.isASCII
      && (character.isLetter || character.isNumber || "/-._~%:".contains(character))
  }
}
