/// The list syntax of field values: members between separators, which quoted strings may contain.
public enum ListSyntax {
  /// Splits at a separating byte outside of quoted strings; trims the members and drops empty ones.
  ///
  /// RFC 9110 §5.6.1 (lists), §5.6.4 (quoted strings); `;` separates parameters (§5.6.6).
  public static func split(_ text: String, at separator: UInt8) -> [String] {
    let bytes = Array(text.utf8)
    var members: [String] = []
    var start = bytes.startIndex
    var isQuoted = false
    var index = bytes.startIndex

    func add(upTo end: Int) {
      let member = ASCII.trimmed(bytes[start..<end])
      if !member.isEmpty { members.append(ASCII.text(member)) }
    }

    while index < bytes.endIndex {
      let byte = bytes[index]
      if isQuoted && byte == ASCII.backslash {
        index += 1  // the byte behind a backslash is never a delimiter
      } else if byte == ASCII.quote {
        isQuoted.toggle()
      } else if byte == separator && !isQuoted {
        add(upTo: index)
        start = index + 1
      }
      index += 1
    }
    add(upTo: bytes.endIndex)
    return members
  }

  /// Compares two texts without regard to the case of ASCII letters.
  public static func equalIgnoringCase(_ a: String, _ b: String) -> Bool { ASCII.equal(a, b) }

  /// Tells whether the text is a token of at least one byte (RFC 9110 §5.6.2).
  public static func isToken(_ text: String) -> Bool { ASCII.isToken(text.utf8) }
}
