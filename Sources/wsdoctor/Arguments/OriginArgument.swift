import Investigation

/// The origin of a page (RFC 6454 §6.2) as browsers send it.
enum OriginArgument {
  /// `scheme://host[:port]` or `null`; apps that wrap a browser have schemes of their own.
  static func parse(_ text: String) throws(UsageError) -> String {
    // `file://` is what a page in an Android app has.
    if text == "null" || text == "file://" { return text }
    guard let mark = text.firstRange(of: "://"), isScheme(text[..<mark.lowerBound]) else {
      throw refused(text)
    }
    let authority = text[mark.upperBound...]
    guard !authority.isEmpty, !authority.contains(where: { "/?#@\\".contains($0) }),
      authority.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) })
    else { throw refused(text) }
    if ["http", "https"].contains(text[..<mark.lowerBound].lowercased()) {
      do throws(TargetURLProblem) {
        _ = try TargetURL(parsing: text)
      } catch {
        throw UsageError(message: "that is no origin: \(error.description)")
      }
    }
    return text
  }

  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.first, first.isASCII, first.isLetter else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
  }

  private static func refused(_ text: String) -> UsageError {
    // A password or a token may have been pasted with it.
    let isShown = text.count <= 60 && !text.contains { "@?#".contains($0) }
    return UsageError(
      message:
        "\(isShown ? "\"\(text)\"" : "that") is no origin: write scheme://host or scheme://host:port without a path, "
        + "as in https://jira.example.com, or null")
  }
}
