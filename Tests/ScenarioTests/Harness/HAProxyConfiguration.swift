/// The text of an HAProxy configuration, or a snippet of one: sections of lines.
struct HAProxyConfiguration {
  /// A section; the words of its first line name it.
  struct Section {
    var name: [String]
    var lines: [String]
  }

  var sections: [Section] = []

  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      if line.first == " " {
        guard !sections.isEmpty else { continue }
        sections[sections.count - 1].lines.append(words.joined(separator: " "))
      } else {
        sections.append(Section(name: words, lines: []))
      }
    }
  }

  var text: String {
    sections.map { section in
      ([section.name.joined(separator: " ")] + section.lines.map { "    " + $0 })
        .joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// Puts each section's lines at the beginning of the section of that name, in the place of what
  /// sets the same; a section that isn't there yet is added.
  mutating func put(_ snippet: HAProxyConfiguration) throws {
    guard !snippet.sections.isEmpty else { throw Failure("the printed snippet has no section") }
    for new in snippet.sections {
      guard let index = sections.firstIndex(where: { $0.name == new.name }) else {
        sections.append(new)
        continue
      }
      let keys = Set(new.lines.compactMap(Self.key))
      sections[index].lines.removeAll { line in Self.key(line).map(keys.contains) ?? false }
      sections[index].lines.insert(contentsOf: new.lines, at: 0)
    }
  }

  /// What another line must begin with too in order to be the same setting; nil: lines add up.
  private static func key(_ line: String) -> String? {
    let words = line.split(separator: " ").map(String.init)
    switch words.first {
    case "server", "mode", "http-check", "default_backend": return words[0]
    case "timeout", "option": return words.prefix(2).joined(separator: " ")
    default: return nil
    }
  }
}
