/// Finds WebSocket endpoints in pages and scripts: what their scripts open, absolute `ws:` addresses
/// of the same host, and the paths that stand near `WebSocket(` or begin as a known application's do.
struct PageScanner {
  /// Host, and the port where it isn't the scheme's, in lower case.
  let authority: String
  /// Beginnings of known endpoints' paths.
  let knownPrefixes: [String]
  var isSecure = false
  /// The path at which the page stands.
  var path = "/"

  var location: PageLocation {
    PageLocation(isSecure: isSecure, authority: authority, path: path)
  }

  static func isMarkup(_ text: String) -> Bool {
    let start = text.utf8.prefix(4096).first { $0 > 0x20 }
    return start == 0x3C || start == 0xEF
  }

  /// Where the scripts read so far open WebSockets, those that are so for certain first.
  func opened(in parts: [PageParts]) -> [PageAddress] {
    let all = ScriptReader(parts, at: location).openings().compactMap { opening in
      PageAddress(opening.address, isConditional: opening.isConditional, at: location).map {
        address in
        var address = address
        address.subprotocols = opening.subprotocols.filter(Self.isToken)
        return address
      }
    }
    .filter { address in
      // Where the page itself says its host, a template's host is taken for its own.
      isPlausible(address.target) && (address.authority.map(Self.isAuthority) ?? true)
        && (!address.hostIsUnknown || parts.contains { $0.saysItsHost })
    }
    return all.filter(\.isSure) + all.filter { !$0.isSure }
  }

  /// What the configuration that a page carries names, where nothing shows how it is used.
  func hinted(in parts: [PageParts]) -> [PageAddress] {
    PageHints.values(in: parts).compactMap { hint in
      PageAddress(.text(hint.text), isConditional: !hint.isData, at: location)
    }
    .filter { isPlausible($0.target) && ($0.authority.map(Self.isAuthority) ?? true) }
  }

  private static func isToken(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 128
      && name.utf8.allSatisfy {
        (0x21...0x7E).contains($0) && !"()<>@,;:\\\"/[]?={}".utf8.contains($0)
      }
  }

  private static func isAuthority(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 260
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || ".-_:[]".utf8.contains($0)
      }
  }

  /// Request targets, the surest first; at most 8.
  ///
  /// - Parameter part: the text, cut into its parts.
  func endpoints(in text: String, _ part: PageParts) -> [String] {
    var found: [String] = []
    func add(_ target: String) {
      if isPlausible(target) && !found.contains(target) && found.count < 8 { found.append(target) }
    }
    let parts = [part]
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
    for address in opened(in: parts) where address.authority == nil { add(address.target) }
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
    for address in hinted(in: parts) where address.authority == nil { add(address.target) }
    return found
  }

  /// Same-origin modules that a script imports by a relative name, as request targets; at most 8.
  func imports(of parts: PageParts, base: String) -> [String] {
    var found: [String] = []
    for tokens in parts.scripts {
      for index in tokens.indices.dropFirst() where found.count < 8 {
        guard let name = tokens[index].text, name.first == "." || name.first == "/" else {
          continue
        }
        let before = tokens[index - 1]
        let isCall =
          before.isSign("(") && index > 1 && tokens[index - 2].isWord("import")
        guard before.isWord("from") || before.isWord("import") || isCall,
          let target = sameOrigin(name, base), !found.contains(target)
        else { continue }
        found.append(target)
      }
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

  /// What the first 200 scripts, and modules that are loaded beforehand, refer to.
  private func scriptSources(in page: String) -> [String] {
    let octets = Array(page.utf8)
    var found: [String] = []
    var seen = 0
    var index = 0
    while seen < 200, let open = octets[index...].firstIndex(of: 0x3C) {
      if octets[open...].starts(with: Array("<!--".utf8)) {
        index = octets.end(of: "-->", from: open + 4)
        continue
      }
      // A tag that nothing closes must not be looked through to the page's end, again and again.
      let tag = PageParts.attributes(in: octets[open..<min(octets.count, open + 2048)])
      index = max(open + 1, tag.end)
      if tag.name == "script" {
        seen += 1
        if let source = tag.values["src"] { found.append(source) }
      } else if tag.name == "link", tag.values["rel"]?.lowercased() == "modulepreload",
        let source = tag.values["href"]
      {
        seen += 1
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
}
