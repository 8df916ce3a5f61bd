import FoundationEssentials

/// What the page allows itself: its own style and script, by their hashes, and nothing else.
enum ContentSecurityPolicy {
  static let text: Printable =
    """
    default-src 'none'; style-src '\(hash(of: Style.sheet))'; \
    script-src '\(hash(of: CopyScript.source))'; base-uri 'none'; form-action 'none'
    """

  /// The source expression of CSP Level 3, section 2.3.1.
  static func hash(of source: StaticString) -> String {
    "sha256-" + Data(SHA256.digest(Array(source.description.utf8))).base64EncodedString()
  }
}
