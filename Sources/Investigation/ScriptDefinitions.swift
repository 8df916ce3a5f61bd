/// Where the names of a page's scripts get their values, and which stand behind a condition.
struct ScriptDefinitions {
  /// A token of one of the scripts.
  struct Place: Hashable {
    var script: Int
    var token: Int
  }

  private(set) var scripts: [[ScriptToken]]
  /// The first token of each value that a name gets.
  private(set) var values: [String: [Place]] = [:]
  /// Names that stand for what a caller gives.
  private(set) var parameters: Set<String> = []
  /// For each bracket the one that belongs to it, by script.
  private var partners: [[Int: Int]] = []
  /// Tokens between which a block is entered only sometimes, by script.
  private var conditional: [[Range<Int>]] = []

  private static let conditions: Set<String> = [
    "if", "else", "for", "while", "switch", "catch", "do", "case",
  ]
  private static let heads: Set<String> = ["if", "for", "while", "switch", "with"]

  init(_ scripts: [[ScriptToken]]) {
    self.scripts = scripts
    for index in scripts.indices { read(index) }
  }

  /// The same with one script more, of which only the brackets count.
  func with(_ tokens: [ScriptToken]) -> ScriptDefinitions {
    var result = self
    result.scripts.append(tokens)
    result.partners.append(Self.partners(in: tokens))
    result.conditional.append([])
    return result
  }

  func partner(of place: Place) -> Int? { partners[place.script][place.token] }

  /// The only value of a name: `nil` where it has several, or one that a caller or a condition gives.
  func value(of name: String) -> Place? {
    guard !parameters.contains(name), let all = values[name], all.count == 1,
      !isInConditionalBlock(all[0])
    else { return nil }
    return all[0]
  }

  /// Whether what stands here is done only sometimes, as far as its block and its statement tell.
  func isConditional(_ place: Place) -> Bool {
    if isInConditionalBlock(place) { return true }
    let tokens = scripts[place.script]
    let partners = partners[place.script]
    var index = place.token - 1
    for _ in 0..<300 where index >= 0 {
      switch tokens[index].kind {
      case .sign(";"), .sign("{"), .sign("}"): return false
      case .sign("?"), .sign("&&"), .sign("||"), .sign("??"): return true
      case .sign(")"), .sign("]"): index = (partners[index] ?? index) - 1
      case .word(let word) where Self.conditions.contains(word): return true
      default: index -= 1
      }
    }
    return false
  }

  private func isInConditionalBlock(_ place: Place) -> Bool {
    conditional[place.script].contains { $0.contains(place.token) }
  }

  private mutating func read(_ script: Int) {
    let tokens = scripts[script]
    let partners = Self.partners(in: tokens)
    var blocks: [Range<Int>] = []
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .sign("{"):
        let isEnteredSometimes = Self.isEnteredSometimes(index, tokens, partners)
        // Blocks inside are covered by the outermost.
        if isEnteredSometimes, blocks.last.map({ !$0.contains(index) }) ?? true {
          blocks.append(index..<(partners[index] ?? tokens.count))
        }
        if !isEnteredSometimes, index > 0, tokens[index - 1].isSign(")") {
          takeParameters(before: index, tokens, partners)
        }
      case .sign("=>"): takeParameters(before: index, tokens, partners)
      case .sign("="): takeValue(at: index, tokens, script)
      case .word("of"), .word("in"):
        if index > 1, let name = tokens[index - 1].word,
          ["const", "let", "var"].contains(tokens[index - 2].word)
        {
          parameters.insert(name)
        }
      default: break
      }
    }
    self.partners.append(partners)
    conditional.append(blocks)
  }

  private static func partners(in tokens: [ScriptToken]) -> [Int: Int] {
    var partners: [Int: Int] = [:]
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .sign("("), .sign("["), .sign("{"): open.append(index)
      case .sign(")"), .sign("]"), .sign("}"):
        guard let start = open.popLast() else { continue }
        partners[start] = index
        partners[index] = start
      default: break
      }
    }
    return partners
  }

  private static func isEnteredSometimes(
    _ brace: Int, _ tokens: [ScriptToken], _ partners: [Int: Int]
  ) -> Bool {
    guard brace > 0 else { return false }
    if let word = tokens[brace - 1].word { return ["else", "do", "catch"].contains(word) }
    guard tokens[brace - 1].isSign(")"), let head = partners[brace - 1], head > 0 else {
      return false
    }
    return tokens[head - 1].word.map(conditions.contains) ?? false
  }

  /// The words between the brackets before a function's body or arrow.
  private mutating func takeParameters(
    before index: Int, _ tokens: [ScriptToken], _ partners: [Int: Int]
  ) {
    guard index > 0 else { return }
    if let name = tokens[index - 1].word { parameters.insert(name) }
    guard tokens[index - 1].isSign(")"), let start = partners[index - 1] else { return }
    if start > 0, let word = tokens[start - 1].word, Self.heads.contains(word) { return }
    for token in tokens[(start + 1)..<(index - 1)].prefix(64) {
      if let name = token.word { parameters.insert(name) }
    }
  }

  /// `NAME = …`, declared or not; what belongs to another object than the window is that object's.
  private mutating func takeValue(at index: Int, _ tokens: [ScriptToken], _ script: Int) {
    guard index > 0, index + 1 < tokens.count, let name = tokens[index - 1].word else { return }
    if index > 1, tokens[index - 2].isSign(".") {
      guard index > 2, let owner = tokens[index - 3].word,
        ["window", "self", "globalThis"].contains(owner)
      else { return }
    }
    // `x += y` and the like are no values of their own.
    values[name, default: []].append(Place(script: script, token: index + 1))
  }
}
