import Evidence

/// Header fields and cookies as they are given on a command line, in files and in variables.
enum HeaderArgument {
  typealias Field = (name: String, value: String)

  /// `Name: value`, or `@FILE` with one on each line.
  static func fields(_ argument: String) throws(UsageError) -> [Field] {
    var fields: [Field] = []
    for line in try lines(argument) { fields.append(try field(line)) }
    return fields
  }

  /// `Name=VARIABLE`.
  static func fromEnvironment(_ argument: String) throws(UsageError) -> Field {
    guard let separator = argument.firstIndex(of: "="), separator != argument.startIndex else {
      throw UsageError(message: "write NAME=VARIABLE, as in Authorization=TOKEN")
    }
    let name = String(argument[..<separator])
    let value = try variable(String(argument[argument.index(after: separator)...]))
    return try field("\(name): \(value)")
  }

  /// `a=b; c=d`, or `@FILE` with cookies on its lines.
  static func cookies(_ argument: String) throws(UsageError) -> [String] {
    let cookies = try lines(argument)
    for cookie in cookies {
      guard cookie.contains("=") else {
        throw UsageError(message: "a cookie is written NAME=VALUE; a file with cookies as @FILE")
      }
      try check(value: cookie, of: "Cookie")
    }
    return cookies
  }

  static func variable(_ name: String) throws(UsageError) -> String {
    guard let value = environment(name), !value.isEmpty else {
      // Somebody may have written the value itself.
      let isName = name.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
      let shown = isName && name.count <= 40 && !Redactor.isToken(name) ? " \(name)" : ""
      throw UsageError(
        message:
          "the environment variable\(shown) is not set or empty: give its name, not its value")
    }
    return trimmed(value)
  }

  static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch Character(Unicode.Scalar(byte)) {
        case "a"..."z", "A"..."Z", "0"..."9": true
        case let character: "!#$%&'*+-.^_`|~".contains(character)
        }
      }
  }

  /// Refuses what would end the field and begin another. The value itself is never printed.
  static func check(value: String, of name: String) throws(UsageError) {
    for scalar in value.unicodeScalars where scalar != "\t" {
      if scalar.value < 0x20 || scalar.value == 0x7F {
        throw UsageError(message: "the value of \(name) holds a line end or control character")
      }
    }
  }

  private static func field(_ text: String) throws(UsageError) -> Field {
    guard let colon = text.firstIndex(of: ":") else {
      throw UsageError(
        message: "a header field is written 'NAME: VALUE'; a file with fields as @FILE")
    }
    let name = String(text[..<colon])
    guard isToken(name) else {
      throw UsageError(
        message:
          "what stands before the first colon is no name of a header field: write 'NAME: VALUE'")
    }
    let value = trimmed(String(text[text.index(after: colon)...]))
    try check(value: value, of: name)
    return (name, value)
  }

  /// The argument itself, or the lines of `@FILE` without empty ones and `#` comments.
  private static func lines(_ argument: String) throws(UsageError) -> [String] {
    guard argument.hasPrefix("@") else { return [argument] }
    let text: String
    do throws(Files.Problem) {
      text = try Files.read(String(argument.dropFirst()), limit: 1 << 20)
    } catch {
      throw UsageError(message: error.message)
    }
    return text.split(whereSeparator: \.isNewline).map { trimmed(String($0)) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }
}
