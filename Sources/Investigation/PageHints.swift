/// Values of a page's configuration that are named as a WebSocket's address would be.
enum PageHints {
  /// Texts, those of the page's own data first; at most 16.
  static func values(in parts: [PageParts]) -> [(text: String, isData: Bool)] {
    var found: [(text: String, isData: Bool)] = []
    for part in parts {
      for (name, value) in part.data.sorted(by: { $0.key < $1.key }) where namesSocket(name) {
        found.append((value, true))
      }
      for document in part.documents { found += keyed(in: document.tokens).map { ($0, true) } }
    }
    for script in parts.flatMap(\.scripts) { found += keyed(in: script).map { ($0, false) } }
    return Array(found.prefix(16))
  }

  /// `wsUrl: "/live"`, `"socket_path": "/live"`, `WS_PATH = "/live"`.
  private static func keyed(in tokens: [ScriptToken]) -> [String] {
    var found: [String] = []
    for index in tokens.indices.dropFirst(2) where found.count < 16 {
      guard let value = tokens[index].text, looksLikeAddress(value),
        tokens[index - 1].isSign(":") || tokens[index - 1].isSign("="),
        let key = tokens[index - 2].word ?? tokens[index - 2].text, namesSocket(key)
      else { continue }
      found.append(value)
    }
    return found
  }

  private static func looksLikeAddress(_ value: String) -> Bool {
    let lower = value.lowercased()
    return (value.first == "/" && !value.hasPrefix("//") && value.count > 1)
      || lower.hasPrefix("ws://") || lower.hasPrefix("wss://")
  }

  /// One of the name's words is called as an endpoint would be: `wsUrl`, `WS_PATH`, `data-socket-url`.
  static func namesSocket(_ name: String) -> Bool {
    var words: [String] = []
    var wasLower = false
    for character in name.prefix(64) {
      if !character.isLetter {
        words.append("")
      } else {
        if words.isEmpty || (character.isUppercase && wasLower) { words.append("") }
        words[words.count - 1] += character.lowercased()
      }
      wasLower = character.isLowercase
    }
    return words.contains { ["ws", "wss"].contains($0) || $0.contains("socket") }
  }
}
