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
    let strings = ScriptLiteral.all(in: text)
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
    for literal in strings {
      if let target = engineIO(literal.text) { add(target) }
    }
    for literal in strings {
      if let target = literal.pathOpened { add(target) }
    }
    for literal in strings where literal.standsBeforeWebSocket && namesSocket(literal.text) {
      add(literal.text)
    }
    return found
  }

  /// Same-origin scripts of a page, as request targets; at most 4, of the first 12.
  ///
  /// A library comes last: the path that it names is its default, not the application's.
  func scripts(in page: String, base: String) -> [String] {
    var found: [String] = []
    for source in scriptSources(in: page) where found.count < 12 {
      if let target = sameOrigin(source, base), !found.contains(target) { found.append(target) }
    }
    let own = found.filter { !isLibrary($0) }
    return Array((own + found.filter(isLibrary)).prefix(4))
  }

  /// Whether the page loads Socket.IO's client, be it from another host.
  func loadsSocketIO(_ page: String) -> Bool {
    scriptSources(in: page).contains { isFile($0, ofOne: ["socket.io.", "socket.io-client"]) }
  }

  private func isLibrary(_ script: String) -> Bool {
    isFile(script, ofOne: ["socket.io.", "socket.io-client", "engine.io", "sockjs", "signalr"])
  }

  private func isFile(_ reference: String, ofOne names: [String]) -> Bool {
    let path = reference.lowercased().prefix { $0 != "?" && $0 != "#" }
    let file = path.split(separator: "/").last ?? ""
    return names.contains { file.hasPrefix($0) }
  }

  /// What the first 200 script tags refer to.
  private func scriptSources(in page: String) -> [String] {
    var found: [String] = []
    var rest = page[...]
    for _ in 0..<200 {
      guard let tag = rest.firstRange(of: "<script") else { break }
      rest = rest[tag.upperBound...]
      // A tag that nothing closes must not be looked through to the page's end, again and again.
      let start = rest.prefix(2048)
      if let source = attribute("src", in: start[..<(start.firstIndex(of: ">") ?? start.endIndex)])
      {
        found.append(source)
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
    let whole = target.prefix { $0 != "#" }
    let path = whole.prefix { $0 != "?" }
    let result = withoutDots(path) + whole[path.endIndex...]
    return isPlausible(result) ? result : nil
  }

  /// A path from which "." and ".." are resolved, as a browser asks it (RFC 3986 §5.2.4).
  private func withoutDots(_ path: Substring) -> String {
    var kept: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for part in path.first == "/" ? parts.dropFirst() : parts[...] {
      if part == ".." { _ = kept.popLast() } else if part != "." { kept.append(part) }
    }
    if parts.last == "." || parts.last == ".." { kept.append("") }
    return "/" + kept.joined(separator: "/")
  }

  /// No template, no white space or control character, not too long: something that can be asked.
  private func isPlausible(_ target: String) -> Bool {
    target.first == "/" && target.utf8.count <= 512 && !target.hasPrefix("//")
      && target.utf8.allSatisfy { (0x21...0x7E).contains($0) }
      && !target.contains { "<>{}$\"'`\\^|".contains($0) }
  }

  /// The path of Socket.IO, as an option names it, or beside which its server serves the client's script.
  private func engineIO(_ text: String) -> String? {
    // What a template begins with is the page's own prefix, which mostly is empty.
    let path = text.first == ScriptLiteral.hole ? text.dropFirst() : text[...]
    guard path.first == "/", path.utf8.count <= 256, !path.contains(ScriptLiteral.hole) else {
      return nil
    }
    var parts = path.prefix { $0 != "?" }.split(separator: "/")
    if let last = parts.last, last.hasPrefix("socket.io."), last.hasSuffix(".js") {
      parts.removeLast()
    }
    guard parts.last == "socket.io" else { return nil }
    return "/" + parts.joined(separator: "/") + "/"
  }

  /// A path with a part that is called as an endpoint would be.
  private func namesSocket(_ path: String) -> Bool {
    guard path.first == "/" else { return false }
    return path.lowercased().split(separator: "/").contains {
      $0 == "ws" || $0 == "wss" || $0 == "cable" || $0.contains("socket")
    }
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
