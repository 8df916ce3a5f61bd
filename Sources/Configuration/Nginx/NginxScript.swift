extension NginxFollower {
  /// What `set`, `if`, `rewrite`, `return` and `break` do, in their order.
  mutating func script(_ block: [NginxDirective]) -> Flow { lines(block).flow }

  /// `isOver`: nothing behind it counts any more.
  private mutating func lines(_ block: [NginxDirective]) -> (flow: Flow, isOver: Bool) {
    for directive in block {
      let next: (flow: Flow, isOver: Bool)
      switch directive.name {
      case "set":
        if directive.arguments.count == 2, let name = directive.first, name.hasPrefix("$") {
          touchMaps(directive.words[1])
          variables[String(name.dropFirst())] = evaluate(directive.words[1])
        }
        continue
      case "break":
        if uriChanged { (validLocation, uriChanged) = (false, false) }
        return (.goOn, true)
      case "return": return (.ended(returned(directive)), true)
      case "rewrite": next = rewrite(directive)
      case "if":
        guard let holds = condition(directive) else { return (.ended(unknown(directive)), true) }
        guard holds else { continue }
        note(directive, "holds")
        if context.levels.last?.name != "server" || context.location != nil {
          // The last one that holds is what the answer is made in.
          if context.levels.last?.name == "if" { context.levels.removeLast() }
          context = context.inside(directive)
        }
        next = lines(directive.block ?? [])
      default: continue
      }
      guard case .goOn = next.flow, !next.isOver else { return (next.flow, true) }
    }
    return (.goOn, false)
  }

  private mutating func returned(_ directive: NginxDirective) -> Ending {
    note(directive, "")
    hasOwnText = false
    let words = directive.words
    if words.count == 1, words[0].isAddress {
      return .answered(status: 302, location: evaluate(words[0]).text)
    }
    guard let status = Int(words.first ?? "") else { return unknown(directive) }
    if status == 444 { return .closed }
    guard words.count > 1 else { return .answered(status: status, location: nil) }
    if [301, 302, 303, 307, 308].contains(status) {
      return .answered(status: status, location: evaluate(words[1]).text)
    }
    hasOwnText = true
    return .answered(status: status, location: nil)
  }

  private mutating func rewrite(_ directive: NginxDirective) -> (flow: Flow, isOver: Bool) {
    let words = directive.words
    guard words.count >= 2, let pattern = Pattern(words[0]) else {
      return (.ended(unknown(directive)), true)
    }
    switch pattern.match(uri) {
    case .tooHard: return (.ended(unknown(directive)), true)
    case .doesNot:
      (captures, capturesKnown) = ([], true)
      return (.goOn, false)
    case .matches(let ranges): take(ranges, of: uri, names: pattern.names)
    }
    note(directive, "")
    let flag = words.count > 2 ? words[2] : ""
    var text = words[1]
    let isRedirect =
      flag == "redirect" || flag == "permanent" || text.hasPrefix("http://")
      || text.hasPrefix("https://") || text.hasPrefix("$scheme")
    let keepsArgs = text.last != "?"
    if !keepsArgs { text.removeLast() }
    touchMaps(text)
    guard case .known(let whole) = evaluate(text) else {
      return (
        isRedirect
          ? .ended(.answered(status: flag == "permanent" ? 301 : 302, location: nil))
          : .ended(unknown(directive)), true
      )
    }
    if isRedirect {
      let location =
        keepsArgs && !args.isEmpty ? whole + (text.contains("?") ? "&" : "?") + args : whole
      return (.ended(.answered(status: flag == "permanent" ? 301 : 302, location: location)), true)
    }
    // The place of the first ? as it is written, not as it comes out of a variable.
    if text.contains("?") {
      let pathText = String(text.prefix { $0 != "?" })
      guard case .known(let path) = evaluate(pathText) else {
        return (.ended(unknown(directive)), true)
      }
      var query = String(whole.dropFirst(path.count + 1))
      if isQuoted && text.dropFirst(pathText.count).contains("$") {
        return (.ended(unknown(directive)), true)
      }
      if keepsArgs && !args.isEmpty { query += "&" + args }
      (uri, args) = (path, query)
    } else {
      uri = whole
      if !keepsArgs { args = "" }
    }
    guard !uri.isEmpty else { return (.ended(.answered(status: 500, location: nil)), true) }
    (isInternal, validUnparsed) = (true, false)
    if flag == "break" {
      (validLocation, uriChanged) = (false, false)
    } else {
      uriChanged = true
    }
    return (.goOn, flag == "break" || flag == "last")
  }

  private mutating func take(_ ranges: [Range<Int>?], of text: String, names: [String: Int]) {
    let octets = Array(text.utf8)
    captures = ranges.map { $0.map { String(decoding: octets[$0], as: UTF8.self) } }
    capturesKnown = true
    for (name, index) in names { variables[name] = .known(captures[index] ?? "") }
  }

  /// Whether the condition of an `if` holds; `nil`: it isn't understood.
  private mutating func condition(_ directive: NginxDirective) -> Bool? {
    guard directive.words.contains(where: { $0.contains("http_connection") }) else {
      return asked(directive)
    }
    // Browsers spell it differently.
    var other = self
    other.isFirefox = true
    let second = other.asked(directive)
    let first = asked(directive)
    return first == second ? first : decide(directive.place)
  }

  private mutating func asked(_ directive: NginxDirective) -> Bool? {
    var words = directive.arguments
    guard words.first?.text.hasPrefix("(") == true, words.last?.text.hasSuffix(")") == true else {
      return nil
    }
    words[0].text.removeFirst()
    if words[0].text.isEmpty, !words[0].isQuoted { words.removeFirst() }
    guard !words.isEmpty else { return nil }
    words[words.count - 1].text.removeLast()
    if words[words.count - 1].text.isEmpty, !words[words.count - 1].isQuoted { words.removeLast() }
    guard let first = words.first?.text else { return nil }
    if ["-f", "-d", "-e", "-x"].contains(first) { return false }
    if ["!-f", "!-d", "!-e", "!-x"].contains(first) { return true }
    guard first.hasPrefix("$") else { return nil }
    touchMaps(first)
    let value = evaluate(first)
    if words.count == 1 {
      guard case .known(let text) = value else { return decide(directive.place) }
      return !text.isEmpty && text != "0"
    }
    guard words.count == 3 else { return nil }
    let (operation, operand) = (words[1].text, words[2].text)
    switch operation {
    case "=", "!=":
      guard case .known(let text) = value, case .known(let other) = evaluate(operand) else {
        return decide(directive.place)
      }
      return (text == other) == (operation == "=")
    case "~", "~*", "!~", "!~*":
      guard let pattern = Pattern(operand, ignoringCase: operation.hasSuffix("*")) else {
        return nil
      }
      guard case .known(let text) = value else {
        if pattern.groupCount > 0 { capturesKnown = false }
        return decide(directive.place)
      }
      switch pattern.match(text) {
      case .tooHard: return nil
      case .doesNot:
        (captures, capturesKnown) = ([], true)
        return operation.hasPrefix("!")
      case .matches(let ranges):
        take(ranges, of: text, names: pattern.names)
        return !operation.hasPrefix("!")
      }
    default: return nil
    }
  }
}
