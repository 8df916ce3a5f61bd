/// Evaluates expressions of a page's scripts; each call of a name is followed to its only value.
struct ScriptEvaluation {
  typealias Place = ScriptDefinitions.Place

  let reader: ScriptReader
  private var steps = 0
  private var depth = 0

  init(_ reader: ScriptReader) { self.reader = reader }

  private func token(_ place: Place) -> ScriptToken? {
    let tokens = reader.definitions.scripts[place.script]
    return place.token < tokens.count ? tokens[place.token] : nil
  }

  private func isSign(_ sign: String, at place: Place) -> Bool {
    token(place)?.isSign(sign) ?? false
  }

  /// What stands between brackets, up to the closing one; at most 8.
  mutating func arguments(at start: Place) -> [ScriptValue] {
    var place = start
    var found: [ScriptValue] = []
    while found.count < 8, let next = token(place), !next.isSign(")"), !next.isSign("]") {
      let before = place.token
      found.append(expression(&place))
      if isSign(",", at: place) { place.token += 1 } else { break }
      if place.token == before { break }
    }
    return found
  }

  /// What a value says as text.
  mutating func text(of value: ScriptValue) -> ScriptValue {
    switch resolved(value) {
    case .text(let text, let isSure): .text(String(text.prefix(2048)), isSure: isSure)
    case .flag(let flag): .text("\(flag)")
    default: .hole
    }
  }

  /// Goes one name further, where the depth allows.
  mutating func descend(_ body: (inout ScriptEvaluation) -> ScriptValue) -> ScriptValue {
    depth += 1
    defer { depth -= 1 }
    return depth < ScriptReader.depthLimit ? body(&self) : .unknown
  }

  // MARK: Expressions, from the loosest to the tightest

  mutating func expression(_ place: inout Place) -> ScriptValue {
    steps += 1
    depth += 1
    defer { depth -= 1 }
    guard steps < ScriptReader.stepLimit, depth < ScriptReader.depthLimit else { return .unknown }
    let condition = alternatives(&place)
    guard isSign("?", at: place) else { return condition }
    place.token += 1
    let then = expression(&place)
    guard isSign(":", at: place) else { return .unknown }
    place.token += 1
    let otherwise = expression(&place)
    if let truth = resolved(condition).truth { return truth ? then : otherwise }
    return then == otherwise ? then : resolved(then).unsure
  }

  private mutating func alternatives(_ place: inout Place) -> ScriptValue {
    var value = comparison(&place)
    while let sign = ["||", "??", "&&"].first(where: { isSign($0, at: place) }) {
      place.token += 1
      let other = comparison(&place)
      let truth = resolved(value).truth
      switch (sign, truth) {
      case ("&&", true?), ("||", false?): value = other
      case ("&&", false?), ("||", true?), ("??", .some): break
      default: value = resolved(other).unsure
      }
    }
    return value
  }

  private mutating func comparison(_ place: inout Place) -> ScriptValue {
    let value = sum(&place)
    guard let sign = ["===", "==", "!==", "!="].first(where: { isSign($0, at: place) }) else {
      return value
    }
    place.token += 1
    let other = sum(&place)
    guard let left = text(of: value).sureText, let right = text(of: other).sureText else {
      return .unknown
    }
    return .flag((left == right) == sign.hasPrefix("="))
  }

  private mutating func sum(_ place: inout Place) -> ScriptValue {
    var value = operand(&place)
    while isSign("+", at: place) {
      place.token += 1
      value = joined(value, operand(&place))
    }
    return value
  }

  private mutating func joined(_ first: ScriptValue, _ second: ScriptValue) -> ScriptValue {
    guard case .text(let a, let isSure) = text(of: first),
      case .text(let b, let isSureToo) = text(of: second)
    else { return .hole }
    return .text(String((a + b).prefix(2048)), isSure: isSure && isSureToo)
  }

  private mutating func operand(_ place: inout Place) -> ScriptValue {
    guard let next = token(place) else { return .unknown }
    switch next.kind {
    case .sign("!"):
      place.token += 1
      let value = operand(&place)
      return resolved(value).truth.map { .flag(!$0) } ?? .unknown
    case .word("await"):
      place.token += 1
      return operand(&place)
    case .word("new"):
      place.token += 1
      return constructed(&place)
    default: return continued(primary(&place), &place)
    }
  }

  private mutating func constructed(_ place: inout Place) -> ScriptValue {
    var name = ""
    while let word = token(place)?.word {
      name = word
      place.token += 1
      guard isSign(".", at: place) else { break }
      place.token += 1
    }
    guard isSign("(", at: place) else { return .unknown }
    let given = arguments(at: Place(script: place.script, token: place.token + 1))
    skipBrackets(&place)
    guard name == "URL", let first = given.first else { return continued(.unknown, &place) }
    let base = given.count > 1 ? text(of: given[1]) : .text(reader.location.origin + "/")
    return continued(Self.resolve(text(of: first), against: base), &place)
  }

  private mutating func primary(_ place: inout Place) -> ScriptValue {
    guard let next = token(place) else { return .unknown }
    switch next.kind {
    case .text(let text):
      place.token += 1
      return .text(text)
    case .number(let digits):
      place.token += 1
      return .text(digits)
    case .pattern(let source):
      place.token += 1
      return .pattern(source)
    case .template(let pieces):
      place.token += 1
      return template(pieces)
    case .word(let name):
      place.token += 1
      return .name([name])
    case .sign("("):
      let inner = arguments(at: Place(script: place.script, token: place.token + 1))
      skipBrackets(&place)
      return inner.last ?? .unknown
    case .sign("["):
      let items = arguments(at: Place(script: place.script, token: place.token + 1))
      skipBrackets(&place)
      return .list(items)
    case .sign("{"):
      let object = place
      skipBrackets(&place)
      return .object(object)
    default: return .unknown
    }
  }

  private mutating func template(_ pieces: [ScriptToken.Piece]) -> ScriptValue {
    var value = ScriptValue.text("")
    for piece in pieces.prefix(32) {
      switch piece {
      case .text(let text): value = joined(value, .text(text))
      case .expression(let tokens):
        // A template's expression is a small script of its own that sees all names.
        var inner = ScriptEvaluation(reader.with(tokens))
        inner.steps = steps
        inner.depth = depth + 1
        var start = Place(script: inner.reader.definitions.scripts.count - 1, token: 0)
        let part = inner.depth < ScriptReader.depthLimit ? inner.expression(&start) : .hole
        let text = inner.text(of: part)
        steps = inner.steps
        value = joined(value, text)
      }
    }
    return value
  }

  /// What follows a value: members and calls.
  private mutating func continued(_ start: ScriptValue, _ place: inout Place) -> ScriptValue {
    var value = start
    for _ in 0..<32 {
      if isSign(".", at: place) || isSign("?.", at: place) {
        place.token += 1
        guard let name = token(place)?.word else { return .unknown }
        place.token += 1
        if isSign("(", at: place) {
          let opening = Place(script: place.script, token: place.token + 1)
          let given = arguments(at: opening)
          let documents = name == "parse" ? words(at: opening) : []
          skipBrackets(&place)
          value = call(name, on: value, given, documents)
        } else {
          value = member(name, of: value)
        }
      } else if isSign("[", at: place) {
        let given = arguments(at: Place(script: place.script, token: place.token + 1))
        skipBrackets(&place)
        value = given.first?.sureText.map { member($0, of: value) } ?? .unknown
      } else if isSign("(", at: place) {
        let given = arguments(at: Place(script: place.script, token: place.token + 1))
        skipBrackets(&place)
        value = value == .name(["String"]) ? given.first ?? .unknown : .unknown
      } else {
        return value
      }
    }
    return .unknown
  }

  /// Strings up to the bracket that closes.
  private func words(at start: Place) -> [String] {
    guard
      let close = reader.definitions.partner(
        of: .init(script: start.script, token: start.token - 1))
    else { return [] }
    return reader.definitions.scripts[start.script][start.token..<close].prefix(64).compactMap(
      \.text)
  }

  private func skipBrackets(_ place: inout Place) {
    place.token = (reader.definitions.partner(of: place) ?? place.token) + 1
  }
}
