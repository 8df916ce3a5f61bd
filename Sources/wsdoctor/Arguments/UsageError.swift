/// A command line that cannot be carried out: what is wrong, and what to do.
struct UsageError: Error {
  var message: String
  /// Whose `--help` is named.
  var command: String?

  var text: String {
    let name = command.map { "wsdoctor \($0)" } ?? "wsdoctor"
    return "wsdoctor: \(visible(message))\nOptions and examples: \(name) --help\n"
  }
}

/// Without the characters that a terminal would obey: a command line may hold pasted text.
func visible(_ text: String) -> String {
  var safe = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control where scalar != "\n", .format, .lineSeparator, .paragraphSeparator:
      safe += "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars
    default: safe.append(scalar)
    }
  }
  return String(safe)
}
