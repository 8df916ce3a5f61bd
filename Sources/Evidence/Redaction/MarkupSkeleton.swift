/// A page without what applications hide in it: values of attributes, scripts and comments keep
/// only their length.
struct MarkupSkeleton {
  /// Attributes whose values tell what a page is.
  private static let harmless: Set<String> = ["charset", "http-equiv", "lang", "name", "type"]

  private var rest: Substring
  private(set) var text = ""
  /// How many values were left out.
  private(set) var count = 0

  /// - Parameter headOnly: ends with the title: of a page that was answered in full, the text is
  ///   the application's own.
  init(_ page: String, headOnly: Bool) {
    rest = page[...]
    while let character = rest.first {
      guard character == "<" else {
        text.append(character)
        rest.removeFirst()
        continue
      }
      let name = tag()
      switch name {
      case "/title", "body":
        if headOnly { return }
      case "script", "style": leaveOut(upTo: "</\(name)")
      case "!--": leaveOut(upTo: "-->")
      default: break
      }
    }
  }

  /// Takes a tag and returns its name in lower case.
  private mutating func tag() -> String {
    rest.removeFirst()
    if rest.hasPrefix("!--") {
      text += "<!--"
      rest.removeFirst(3)
      return "!--"
    }
    let name = rest.prefix { !$0.isWhitespace && $0 != ">" }
    text += "<" + name
    rest = rest[name.endIndex...]
    // A document type has no attributes: its public identifier is a standard's.
    let hasAttributes = !name.hasPrefix("!")
    while let character = rest.first, character != ">" {
      let word = rest.prefix { !$0.isWhitespace && $0 != ">" && $0 != "=" }
      text += word
      rest = rest[word.endIndex...]
      if hasAttributes, rest.first == "=" {
        attribute(word.lowercased())
      } else if word.isEmpty {
        text.append(character)
        rest.removeFirst()
      }
    }
    if !rest.isEmpty {
      text += ">"
      rest.removeFirst()
    }
    return name.lowercased()
  }

  private mutating func attribute(_ name: String) {
    rest.removeFirst()
    let quote = rest.first.flatMap { "\"'".contains($0) ? $0 : nil }
    if quote != nil { rest.removeFirst() }
    let value =
      if let quote { rest.prefix { $0 != quote } } else {
        rest.prefix { !$0.isWhitespace && $0 != ">" }
      }
    rest = rest[value.endIndex...]
    if quote != nil { rest = rest.dropFirst() }
    if value.isEmpty || MarkupSkeleton.harmless.contains(name) {
      text += "=\"\(value)\""
    } else {
      count += 1
      text += "=(\(value.count) characters)"
    }
  }

  private mutating func leaveOut(upTo end: String) {
    let lower = rest.lowercased()
    let length =
      lower.firstRange(of: end).map { lower.distance(from: lower.startIndex, to: $0.lowerBound) }
      ?? rest.count
    if length > 0 {
      count += 1
      text += "(\(length) characters)"
    }
    rest = rest.dropFirst(length)
  }
}
