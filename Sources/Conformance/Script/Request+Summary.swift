extension Request {
  /// Characters of a value that are shown.
  private static let valueLimit = 120

  /// The request in a few words: what is in it that the usual handshake has otherwise.
  ///
  /// - Parameter hidden: names of fields whose values are the user's, and shown nowhere.
  func summary(comparedWith usual: Request, hiding hidden: [String]) -> String {
    var parts = [
      method + (version == usual.version ? "" : " \(version)"), "\(fields.count) fields",
    ]
    if lineEnd != usual.lineEnd { parts.append("other line ends") }
    if separator != usual.separator { parts.append("other blanks before the values") }
    if target != usual.target { parts.append("another target") }
    let names = namesWhereOther(than: usual)
    let changes = names.compactMap { name -> String? in
      guard let change = change(of: name, usual) else { return nil }
      let isHidden = hidden.contains { $0.lowercased() == name }
      return isHidden ? "another \(name)" : change
    }
    parts += changes
    if !names.isEmpty && changes.isEmpty { parts.append("names or order otherwise") }
    if !body.isEmpty { parts.append("a body of \(body.count) bytes") }
    return parts.joined(separator: ", ")
  }

  /// The names, in small letters, of the lines that aren't the same at the same place; each once.
  private func namesWhereOther(than usual: Request) -> [String] {
    var names: [String] = []
    for place in 0..<max(fields.count, usual.fields.count) {
      let mine = place < fields.count ? fields[place] : nil
      let theirs = place < usual.fields.count ? usual.fields[place] : nil
      if let mine, let theirs, mine == theirs { continue }
      for name in [mine, theirs].compactMap({ $0?.name.lowercased() }) where !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }

  /// What is another in the fields of this name.
  private func change(of name: String, _ usual: Request) -> String? {
    let (mine, theirs) = (all(name), usual.all(name))
    if mine == theirs { return nil }
    let spelling = (fields + usual.fields).first { $0.name.lowercased() == name }?.name ?? name
    if mine.isEmpty { return "without \(spelling)" }
    let added = mine.filter { !theirs.contains($0) }
    guard !added.isEmpty else { return "\(spelling) \(mine.count) times" }
    let isAddition = !theirs.isEmpty && theirs.allSatisfy(mine.contains)
    return "\(spelling): \(added.map(Self.shown).joined(separator: " | "))"
      + (isAddition ? " as well" : "")
  }

  private static func shown(_ value: String) -> String {
    let start = value.count > valueLimit ? "\(value.prefix(valueLimit))…" : value
    let isBare = value.first.map { $0.isWhitespace } != false || value.last?.isWhitespace == true
    return isBare ? "\"\(start)\"" : start
  }
}
