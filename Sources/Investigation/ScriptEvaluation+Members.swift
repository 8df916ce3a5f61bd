extension ScriptEvaluation {
  private static let windows: Set<String> = ["window", "self", "globalThis", "document", "top"]

  mutating func subprotocols(_ value: ScriptValue) -> [String] {
    let values: [ScriptValue]
    switch resolved(value) {
    case .list(let list): values = list
    case let single: values = [single]
    }
    let names = values.map { text(of: $0).sureText }
    // Half an offer would be another one than the browser's.
    guard names.count <= 8, !names.contains(nil) else { return [] }
    return names.compactMap { $0 }.filter { !$0.isEmpty }
  }

  /// A name's value; anything else is what it is.
  mutating func resolved(_ value: ScriptValue) -> ScriptValue {
    guard case .name(let chain) = value else { return value }
    var names = chain[...]
    while names.count > 1, let first = names.first, Self.windows.contains(first) {
      names = names.dropFirst()
    }
    guard let first = names.first else { return .unknown }
    switch first {
    case "location":
      let part = names.dropFirst().first ?? "href"
      return reader.location.part(part).map { .text($0) } ?? .unknown
    case "origin" where names.count == 1: return .text(reader.location.origin)
    case "baseURI", "URL", "documentURI":
      return names.count == 1 ? .text(reader.location.origin + reader.location.path) : .unknown
    case "import": return .text(reader.location.origin + reader.location.path)
    case "true", "false": return .flag(first == "true")
    case "null", "undefined": return .flag(false)
    default: break
    }
    if let at = names.lastIndex(of: "dataset"), at + 1 < names.endIndex {
      return reader.attribute(names[at + 1]).map { .text($0) } ?? .unknown
    }
    guard var place = reader.definitions.value(of: first) else { return .unknown }
    var found = expression(&place)
    for name in names.dropFirst() { found = member(name, of: found) }
    return resolvedOnce(found)
  }

  /// A value that is a name again, followed while the depth allows.
  private mutating func resolvedOnce(_ value: ScriptValue) -> ScriptValue {
    guard case .name = value else { return value }
    return descend { $0.resolved(value) }
  }

  mutating func member(_ name: String, of value: ScriptValue) -> ScriptValue {
    switch value {
    case .name(let names): return .name(names + [name])
    case .object(let brace): return property(name, of: brace)
    case .text(let text, let isSure):
      guard !text.contains(ScriptLiteral.hole), let address = PageLocation(text),
        let part = name == "href" ? text : address.part(name)
      else { return .unknown }
      return .text(part, isSure: isSure)
    default: return .unknown
    }
  }

  /// The value of a key of an object literal; `nil` comes out as unknown.
  private mutating func property(_ name: String, of brace: ScriptDefinitions.Place) -> ScriptValue {
    let tokens = reader.definitions.scripts[brace.script]
    guard let end = reader.definitions.partner(of: brace) else { return .unknown }
    var index = brace.token + 1
    while index + 1 < end {
      let key = tokens[index].word ?? tokens[index].text
      if key == name, tokens[index + 1].isSign(":") {
        var place = ScriptDefinitions.Place(script: brace.script, token: index + 2)
        return expression(&place)
      }
      // What lies deeper has keys of its own.
      let here = ScriptDefinitions.Place(script: brace.script, token: index)
      index =
        tokens[index].isOpening ? (reader.definitions.partner(of: here) ?? end) + 1 : index + 1
    }
    return .unknown
  }

  /// What a method of a value gives back.
  mutating func call(
    _ name: String, on value: ScriptValue, _ given: [ScriptValue], _ documents: [String]
  ) -> ScriptValue {
    switch name {
    case "toString", "trim", "valueOf", "toLowerCase": return text(of: value)
    case "getAttribute":
      return given.first.flatMap { text(of: $0).sureText }.flatMap(reader.attribute)
        .map { .text($0) } ?? .unknown
    case "parse":
      guard value == .name(["JSON"]) else { return .unknown }
      let places = documents.compactMap { id in
        reader.document(id.first == "#" ? String(id.dropFirst()) : id)
      }
      return places.first.map { .object($0) } ?? .unknown
    case "startsWith", "includes", "endsWith":
      guard let text = text(of: value).sureText,
        let part = given.first.flatMap({ self.text(of: $0).sureText })
      else { return .unknown }
      let holds =
        name == "startsWith"
        ? text.hasPrefix(part) : name == "endsWith" ? text.hasSuffix(part) : text.contains(part)
      return .flag(holds)
    case "replace", "replaceAll":
      guard given.count == 2, case .text(let whole, let isSure) = text(of: value),
        let replacement = text(of: given[1]).sureText
      else { return .hole }
      let wanted = resolved(given[0])
      guard let changed = Self.replace(wanted, in: whole, with: replacement) else { return .hole }
      return .text(changed, isSure: isSure)
    default: return .unknown
    }
  }

  /// The few patterns by which scripts turn `http:` to `ws:`; `nil`: another one.
  private static func replace(
    _ wanted: ScriptValue, in text: String, with replacement: String
  ) -> String? {
    let candidates: [String]
    switch wanted {
    case .text(let plain, true): candidates = [plain]
    case .pattern(let source):
      let bare = source.replacing("^", with: "").replacing("\\", with: "")
        .replacing("(s)?", with: "s?").replacing("(s?)", with: "s?")
      if bare.contains("s?") {
        candidates = [bare.replacing("s?", with: "s"), bare.replacing("s?", with: "")]
      } else {
        candidates = [bare]
      }
      let isPlain = candidates[0].allSatisfy { $0.isLetter || $0.isNumber || ":/-_".contains($0) }
      guard isPlain, source.first == "^" || bare.hasPrefix("http") else { return nil }
    default: return nil
    }
    for candidate in candidates where !candidate.isEmpty {
      guard let range = text.firstRange(of: candidate) else { continue }
      let group = candidate.contains("https") ? "s" : ""
      return text.replacingCharacters(range, with: replacement.replacing("$1", with: group))
    }
    return text
  }

  /// `new URL(reference, base)` (RFC 3986 §5.2), as far as addresses of endpoints need it.
  static func resolve(_ reference: ScriptValue, against base: ScriptValue) -> ScriptValue {
    guard case .text(let text, let isSure) = reference else { return .hole }
    if PageLocation(text) != nil || text.first == ScriptLiteral.hole { return reference }
    guard case .text(let baseText, let isBaseSure) = base else { return .hole }
    guard let location = PageLocation(baseText) else {
      return .text(
        String(ScriptLiteral.hole) + (text.first == "/" ? text : "/" + text), isSure: false)
    }
    let sure = isSure && isBaseSure
    if text.hasPrefix("//") {
      return .text((location.isSecure ? "https:" : "http:") + text, isSure: sure)
    }
    if text.first == "/" { return .text(location.origin + text, isSure: sure) }
    let path = location.path.prefix { $0 != "?" && $0 != "#" }
    let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
    let rest = text.hasPrefix("./") ? text.dropFirst(2) : text[...]
    return .text(location.origin + folder + rest, isSure: sure)
  }
}

extension ScriptToken {
  var isOpening: Bool { isSign("{") || isSign("(") || isSign("[") }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<String.Index>, with new: String) -> String {
    String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
