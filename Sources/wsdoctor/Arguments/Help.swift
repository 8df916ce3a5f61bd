/// `--help` of a command, made of its option table.
struct Help {
  var usage: [String]
  var about: String
  var examples: [(command: String, what: String)] = []
  var notes: [String] = []

  func text<Invocation>(_ table: OptionTable<Invocation>) -> String {
    var text = (usage.enumerated().map { ($0 == 0 ? "Usage: " : "       ") + $1 + "\n" }).joined()
    text += "\n\(about)\n"
    var groups: [String] = []
    for option in table.options where !groups.contains(option.group) { groups.append(option.group) }
    for group in groups {
      text += "\n\(group)\n"
      for option in table.options where option.group == group { text += lines(for: option) }
    }
    if !examples.isEmpty {
      text += "\nExamples\n"
      for example in examples { text += "  \(example.command)\n      \(example.what)\n" }
    }
    for note in notes { text += "\n\(Help.filled(note))\n" }
    return text
  }

  /// Lines that are wider than 80 columns, filled anew; the others as they are.
  private static func filled(_ note: String) -> String {
    note.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var lines = [""]
      for word in line.count > 80 ? line.split(separator: " ") : [line] {
        let last = lines[lines.count - 1]
        if last.isEmpty {
          lines[lines.count - 1] = String(word)
        } else if last.count + 1 + word.count <= 80 {
          lines[lines.count - 1] += " \(word)"
        } else {
          lines.append(String(word))
        }
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private func lines<Invocation>(for option: Option<Invocation>) -> String {
    var name = option.names.joined(separator: ", ")
    if option.names[0].hasPrefix("--") { name = "    " + name }
    if case .value(let placeholder, _) = option.effect { name += " " + placeholder }
    let column = 30
    var lines = "  " + name
    var used = lines.count
    // The explanation is filled into the right column, below the name if that is long.
    if used >= column {
      lines += "\n"
      used = 0
    }
    var isFirst = true
    var current = ""
    func flush() {
      lines += String(repeating: " ", count: isFirst ? column - used : column) + current + "\n"
      isFirst = false
      current = ""
    }
    for word in option.help.split(separator: " ") {
      if !current.isEmpty && column + current.count + 1 + word.count > 80 { flush() }
      current += current.isEmpty ? word : " \(word)"
    }
    flush()
    return lines
  }
}
