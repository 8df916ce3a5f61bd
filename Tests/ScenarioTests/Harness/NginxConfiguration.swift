/// The text of an nginx configuration, or a snippet of one, and where its directives stand in it.
struct NginxConfiguration {
  var text: String

  init(_ text: String) { self.text = text }

  /// One directive; `body` is what stands between its braces.
  struct Directive {
    var words: [String]
    var range: Range<String.Index>
    var body: Range<String.Index>?

    var name: String { words.first ?? "" }
    /// What another directive must have too in order to be the same setting.
    var key: [String] {
      // nginx takes a prefix with ^~ and one without for the same.
      if body != nil { return words.filter { $0 != "^~" } }
      return name.hasSuffix("_header") ? Array(words.prefix(2)) : [name]
    }
  }

  func directives(in range: Range<String.Index>? = nil) throws -> [Directive] {
    var scanner = Scanner(text: text, range: range ?? text.startIndex..<text.endIndex)
    return try scanner.directives()
  }

  /// The first server block.
  func server() throws -> Directive {
    for http in try directives() where http.name == "http" {
      guard let body = http.body else { continue }
      if let server = try directives(in: body).first(where: { $0.name == "server" }) {
        return server
      }
    }
    throw Failure("no server block")
  }

  func http() throws -> Directive {
    guard let http = try directives().first(where: { $0.name == "http" }) else {
      throw Failure("no http block")
    }
    return http
  }

  /// Puts `directive` into the block that `block` finds, in the place of one that sets the same.
  mutating func set(
    _ directive: String, key: [String], in block: (NginxConfiguration) throws -> Directive
  ) throws {
    guard let body = try block(self).body else { throw Failure("not a block") }
    let same = try directives(in: body).filter { $0.key == key }
    guard let first = same.first else {
      text.insert(contentsOf: "\n" + directive + "\n", at: body.upperBound)
      return
    }
    for extra in same.dropFirst().reversed() { text.removeSubrange(extra.range) }
    text.replaceSubrange(first.range, with: directive)
  }

  /// Removes the directive, with its block if it has one, that begins with `line`.
  mutating func remove(_ line: String) throws {
    guard let found = text.firstRange(of: line) else {
      throw Failure("'\(line)' isn't in the configuration")
    }
    var scanner = Scanner(text: text, range: found.lowerBound..<text.endIndex)
    guard let directive = try scanner.directive() else {
      throw Failure("'\(line)' is no directive")
    }
    text.removeSubrange(directive.range)
  }
}

/// Splits nginx's language into directives: words, quotes, comments, `;` and braces.
private struct Scanner {
  let text: String
  let end: String.Index
  var position: String.Index

  init(text: String, range: Range<String.Index>) {
    self.text = text
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func directives() throws -> [NginxConfiguration.Directive] {
    var found: [NginxConfiguration.Directive] = []
    while let directive = try directive() { found.append(directive) }
    return found
  }

  /// The next directive, nil at the end of the text or of the block.
  mutating func directive() throws -> NginxConfiguration.Directive? {
    skipSpace()
    let start = position
    var words: [String] = []
    while position < end {
      switch text[position] {
      case ";":
        position = text.index(after: position)
        return .init(words: words, range: start..<position)
      case "{":
        let open = text.index(after: position)
        position = open
        _ = try directives()
        guard position < end, text[position] == "}" else { throw Failure("a block isn't closed") }
        let close = position
        position = text.index(after: position)
        return .init(words: words, range: start..<position, body: open..<close)
      case "}":
        guard words.isEmpty else { throw Failure("'\(words.joined(separator: " "))' isn't ended") }
        return nil
      default: words.append(word())
      }
      skipSpace()
    }
    guard words.isEmpty else { throw Failure("'\(words.joined(separator: " "))' isn't ended") }
    return nil
  }

  private mutating func word() -> String {
    let start = position
    if let quote = ["\"", "'"].first(where: { $0 == text[position] }) {
      repeat {
        position = text.index(after: position)
      } while position < end && text[position] != quote
      if position < end { position = text.index(after: position) }
      return String(text[start..<position].dropFirst().dropLast())
    }
    var isVariable = false
    while position < end {
      let character = text[position]
      if character.isWhitespace || character == ";" { break }
      if character == "{" && !isVariable
        || character == "}" && !text[start..<position].contains("{")
      {
        break
      }
      isVariable = character == "$"
      position = text.index(after: position)
    }
    return String(text[start..<position])
  }

  private mutating func skipSpace() {
    while position < end {
      if text[position] == "#" {
        while position < end && text[position] != "\n" { position = text.index(after: position) }
      } else if text[position].isWhitespace {
        position = text.index(after: position)
      } else {
        return
      }
    }
  }
}
