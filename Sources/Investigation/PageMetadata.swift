/// Reads `<meta name="…" content="…">` in pages; nothing of it is trusted to be short or well formed.
enum PageMetadata {
  /// More than an address has. Characters.
  private static let longest = 600

  static func content(of name: String, in page: String) -> String? {
    for quote in ["\"", "'"] {
      guard let found = page.firstRange(of: "name=\(quote)\(name)\(quote)"),
        let from = page[found.upperBound...].prefix(200).firstRange(of: "content=\(quote)")
      else { continue }
      let value = page[from.upperBound...].prefix(longest).prefix { String($0) != quote }
      if page[found.upperBound..<from.lowerBound].contains(">") { continue }
      if value.count < longest { return String(value) }
    }
    return nil
  }
}
