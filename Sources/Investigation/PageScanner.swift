/// Finds WebSocket endpoints in pages and scripts: absolute `ws:` addresses of the same host, and
/// the paths that stand near `WebSocket(` or begin as a known application's do.
struct PageScanner {
  /// Host, and the port where it isn't the scheme's, in lower case.
  let authority: String
  /// Beginnings of known endpoints' paths.
  let knownPrefixes: [String]

  /// Request targets, the surest first; at most 8.
  func endpoints(in text: String) -> [String] {
    var found: [String] = []
    func add(_ target: String) {
      if isPlausible(target) && !found.contains(target) && found.count < 8 { found.append(target) }
    }
    let strings = literals(in: text)
    for literal in strings {
      for prefix in knownPrefixes where literal.text.contains(prefix) {
        if let start = literal.text.firstRange(of: prefix)?.lowerBound {
          // What stands before the prefix is the context path, unless it names a host.
          let before = literal.text[..<start]
          add(
            before.first == "/" && !before.hasPrefix("//")
              ? literal.text : String(literal.text[start...]))
        }
      }
    }
    for literal in strings {
      if let target = absolute(literal.text) { add(target) }
    }
    for literal in strings where literal.isNearWebSocket && literal.text.first == "/" {
      add(literal.text)
    }
    return found
  }

  /// Same-origin scripts of a page, as request targets; at most 4.
  func scripts(in page: String, base: String) -> [String] {
    var found: [String] = []
    var rest = page[...]
    while found.count < 4, let tag = rest.firstRange(of: "<script") {
      rest = rest[tag.upperBound...]
      let end = rest.firstIndex(of: ">") ?? rest.endIndex
      if let source = attribute("src", in: rest[..<end]), let target = sameOrigin(source, base),
        !found.contains(target)
      {
        found.append(target)
      }
    }
    return found
  }

  /// The request target of a reference, if it leads to the same origin.
  func sameOrigin(_ reference: String, _ base: String) -> String? {
    let lower = reference.lowercased()
    for scheme in ["http://", "https://", "//"] where lower.hasPrefix(scheme) {
      let rest = reference.dropFirst(scheme.count)
      let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      guard host.lowercased() == authority else { return nil }
      return clean(String(rest.dropFirst(host.count)))
    }
    if lower.contains(":") && !lower.hasPrefix("/") { return nil }
    if reference.first == "/" { return clean(reference) }
    let folder = base.prefix { $0 != "?" }
    let end = folder.lastIndex(of: "/") ?? folder.startIndex
    return clean(folder[..<end] + "/" + reference)
  }

  private func clean(_ target: String) -> String? {
    let whole = String(target.prefix { $0 != "#" })
    let result = whole.isEmpty ? "/" : whole.first == "/" ? whole : "/" + whole
    return isPlausible(result) ? result : nil
  }

  /// No template, no white space, not too long: something that can be asked.
  private func isPlausible(_ target: String) -> Bool {
    target.first == "/" && target.count <= 512 && !target.hasPrefix("//")
      && target.allSatisfy { $0.isASCII && !$0.isWhitespace && !"<>{}$\"'`\\^|".contains($0) }
  }

  private func absolute(_ text: String) -> String? {
    let lower = text.lowercased()
    guard let scheme = ["ws://", "wss://"].first(where: lower.hasPrefix) else { return nil }
    let rest = text.dropFirst(scheme.count)
    let host = rest.prefix { $0 != "/" && $0 != "?" }
    guard host.lowercased() == authority else { return nil }
    let target = String(rest.dropFirst(host.count))
    return target.isEmpty ? "/" : target
  }

  private struct Literal {
    var text: String
    var isNearWebSocket: Bool
  }

  /// Quoted strings; those within 300 characters behind `WebSocket(` count as near it.
  private func literals(in text: String) -> [Literal] {
    var found: [Literal] = []
    var quote: UInt8?
    var current: [UInt8] = []
    var sinceWebSocket = Int.max
    let mark = Array("WebSocket(".utf8)
    var matched = 0
    for byte in text.utf8 {
      // The mark's first letter stands nowhere else in it, so that a mismatch begins anew.
      matched = byte == mark[matched] ? matched + 1 : byte == mark[0] ? 1 : 0
      if matched == mark.count {
        matched = 0
        sinceWebSocket = 0
      } else if sinceWebSocket < Int.max {
        sinceWebSocket += 1
      }
      if let open = quote {
        if byte == open || current.count > 1024 || byte == 10 {
          if byte == open && found.count < 20_000 && current.contains(0x2F) {
            found.append(
              Literal(
                text: String(decoding: current, as: UTF8.self),
                isNearWebSocket: sinceWebSocket <= 300))
          }
          quote = nil
          current.removeAll(keepingCapacity: true)
        } else {
          current.append(byte)
        }
      } else if byte == 0x22 || byte == 0x27 || byte == 0x60 {
        quote = byte
      }
    }
    return found
  }

  private func attribute(_ name: String, in tag: Substring) -> String? {
    guard let from = tag.firstRange(of: name + "=")?.upperBound, from < tag.endIndex else {
      return nil
    }
    let quote = tag[from]
    if quote == "\"" || quote == "'" {
      let value = tag[tag.index(after: from)...]
      return value.firstIndex(of: quote).map { String(value[..<$0]) }
    }
    return String(tag[from...].prefix { !$0.isWhitespace })
  }
}
