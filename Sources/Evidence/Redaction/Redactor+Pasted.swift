extension Redactor {
  /// A request target to be typed again: it keeps its form, with `TOKEN` and `VALUE` in place of what
  /// is secret in it.
  public func pasted(target: String) -> String {
    if showsAll { return target }
    var copy = self
    let path = String(target.prefix { $0 != "?" })
    let query = target.dropFirst(path.count)
    let known = copy.withoutKnown(path, "").split(separator: "/", omittingEmptySubsequences: false)
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    var shown = "/TOKEN"
    if segments.count == known.count {
      shown = zip(segments, known).map { segment, known in
        let parts = segment.split(separator: ";", omittingEmptySubsequences: false)
        let name = parts.first ?? ""
        let isSecret = segment != known && copy.withoutKnown(String(name), "") != String(name)
        return
          ([isSecret || Self.isToken(name) ? "TOKEN" : String(name)]
          + parts.dropFirst().map { pasted(parameter: $0) }).joined(separator: ";")
      }.joined(separator: "/")
    }
    guard !query.isEmpty else { return shown }
    return shown + "?"
      + query.dropFirst().split(separator: "&", omittingEmptySubsequences: false)
      .map { pasted(parameter: $0) }.joined(separator: "&")
  }

  private func pasted(parameter pair: Substring) -> String {
    var copy = self
    let isClean = copy.withoutKnown(String(pair), "") == String(pair)
    if pair.isEmpty || isClean && HarmlessFields.isHarmless(parameter: pair) { return String(pair) }
    let name = String(pair.prefix { $0 != "=" })
    guard pair.contains("=") else { return "VALUE" }
    let isSecret = copy.withoutKnown(name, "") != name || Self.isToken(name)
    let value = pair.count == name.count + 1 ? "" : "VALUE"
    return "\(isSecret ? "NAME" : name)=\(value)"
  }
}
