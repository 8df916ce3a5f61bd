/// Works out at which addresses the scripts of a page open WebSockets, as a browser there would:
/// constants, templates and `location` are filled in, what can't be known stays a hole.
struct ScriptReader {
  /// A `new WebSocket(…)` with what it is given.
  struct Opening: Equatable {
    var address: ScriptValue
    var subprotocols: [String]
    /// Done only sometimes, or not for certain.
    var isConditional: Bool
  }

  let location: PageLocation
  let definitions: ScriptDefinitions
  private let documents: [String: ScriptDefinitions.Place]
  private let data: [String: String]
  /// Expressions that one run may evaluate: a stranger's script decides how many there are.
  static let stepLimit = 200_000
  static let depthLimit = 24

  init(_ parts: [PageParts], at location: PageLocation) {
    self.location = location
    var scripts = parts.flatMap(\.scripts)
    var documents: [String: ScriptDefinitions.Place] = [:]
    for document in parts.flatMap(\.documents) {
      documents[document.id] = .init(script: scripts.count, token: 0)
      scripts.append(document.tokens)
    }
    self.documents = documents
    definitions = ScriptDefinitions(scripts)
    data = Dictionary(parts.flatMap { Array($0.data) }) { first, _ in first }
  }

  private init(_ other: ScriptReader, _ definitions: ScriptDefinitions) {
    location = other.location
    documents = other.documents
    data = other.data
    self.definitions = definitions
  }

  /// The same with one script more, which defines nothing.
  func with(_ tokens: [ScriptToken]) -> ScriptReader {
    ScriptReader(self, definitions.with(tokens))
  }

  /// At most 16.
  func openings() -> [Opening] {
    var found: [Opening] = []
    var evaluation = ScriptEvaluation(self)
    for (script, tokens) in definitions.scripts.enumerated() {
      for (index, token) in tokens.enumerated() where found.count < 16 {
        guard let name = token.word, name.hasSuffix("WebSocket"), index + 1 < tokens.count,
          tokens[index + 1].isSign("("), Self.isConstructed(at: index, tokens)
        else { continue }
        let place = ScriptDefinitions.Place(script: script, token: index + 2)
        let given = evaluation.arguments(at: place)
        guard let first = given.first else { continue }
        found.append(
          Opening(
            address: evaluation.text(of: first),
            subprotocols: given.count > 1 ? evaluation.subprotocols(given[1]) : [],
            isConditional: definitions.isConditional(
              .init(script: script, token: index))))
      }
    }
    return found
  }

  /// Behind `new`, be it as `new window.WebSocket`.
  private static func isConstructed(at index: Int, _ tokens: [ScriptToken]) -> Bool {
    var index = index - 1
    while index > 0, tokens[index].isSign("."), tokens[index - 1].word != nil { index -= 2 }
    return index >= 0 && tokens[index].isWord("new")
  }

  /// A `data-…` attribute, by its name or by what `dataset` calls it.
  func attribute(_ name: String) -> String? {
    var dashed = "data-"
    for character in name {
      dashed += character.isUppercase ? "-" + character.lowercased() : String(character)
    }
    return data[name] ?? data[dashed]
  }

  /// A JSON document of the page, by its id.
  func document(_ id: String) -> ScriptDefinitions.Place? { documents[id] }
}
