/// The text of an Apache configuration with one virtual host, or a snippet of one.
struct ApacheConfiguration {
  var text: String

  init(_ text: String) { self.text = text }

  /// A directive of one line, or a section with everything up to its end.
  struct Directive {
    var lines: [Substring]
    var range: Range<Int>

    /// The words of the first line, without quotes and the brackets of a section.
    var words: [String] {
      lines[0].split { " \t<>".contains($0) }.map { String($0.filter { $0 != "\"" }) }
    }
    /// What another one must have too in order to be the same setting.
    var key: [String] {
      if lines.count > 1 { return words }
      return words.first == "ProxyPass" ? Array(words.prefix(2)) : Array(words.prefix(1))
    }
  }

  private var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The directives among the lines of that range, comments and empty lines left out.
  func directives(in range: Range<Int>? = nil) -> [Directive] {
    let lines = lines
    var found: [Directive] = []
    var index = range?.lowerBound ?? 0
    while index < range?.upperBound ?? lines.count {
      let line = lines[index].drop { $0 == " " || $0 == "\t" }
      var end = index + 1
      if line.hasPrefix("<"), let name = line.dropFirst().split(separator: " ").first {
        while end < lines.count, !lines[end].contains("</\(name)") { end += 1 }
        end += 1
      }
      if !line.isEmpty && !line.hasPrefix("#") {
        found.append(Directive(lines: Array(lines[index..<end]), range: index..<end))
      }
      index = end
    }
    return found
  }

  /// The lines inside the virtual host.
  private func host() throws -> Range<Int> {
    guard let host = directives().first(where: { $0.words.first == "VirtualHost" }) else {
      throw Failure("no virtual host")
    }
    return host.range.lowerBound + 1..<host.range.upperBound - 1
  }

  /// Puts the snippet into the virtual host, in the place of what sets the same: before its first
  /// ProxyPass, or at its end.
  mutating func put(_ snippet: ApacheConfiguration, beforeFirstRule: Bool) throws {
    let new = snippet.directives()
    guard !new.isEmpty else { throw Failure("the printed snippet has no directive") }
    let host = try host()
    let old = directives(in: host)
    let first = old.first { $0.words.first == "ProxyPass" }?.range.lowerBound
    let place = beforeFirstRule ? first ?? host.upperBound : host.upperBound
    let keys = Set(new.map(\.key))
    let replaced = Set(old.filter { keys.contains($0.key) }.flatMap(\.range))
    var result: [Substring] = []
    for (index, line) in lines.enumerated() {
      if index == place { result += new.flatMap(\.lines) }
      if !replaced.contains(index) { result.append(line) }
    }
    text = result.joined(separator: "\n")
  }

  /// Puts the snippet's lines behind the last LoadModule.
  mutating func putBehindModules(_ snippet: ApacheConfiguration) throws {
    let new = snippet.directives().flatMap(\.lines)
    guard !new.isEmpty else { throw Failure("the printed snippet has no directive") }
    let last = lines.lastIndex { $0.hasPrefix("LoadModule ") } ?? 0
    text = (lines.prefix(last + 1) + new + lines.dropFirst(last + 1)).joined(separator: "\n")
  }

  /// Removes the directives of that name.
  mutating func remove(_ name: String) throws {
    let gone = directives(in: try host()).filter { $0.words.first == name }
    guard !gone.isEmpty else { throw Failure("'\(name)' isn't in the configuration") }
    let indices = Set(gone.flatMap(\.range))
    text = lines.enumerated().filter { !indices.contains($0.offset) }.map(\.element)
      .joined(separator: "\n")
  }
}
