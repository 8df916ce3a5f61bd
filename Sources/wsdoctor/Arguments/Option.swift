/// One option of a command: how it is written, what it means, and what it does to the invocation.
///
/// A command's options are one table; it gives the parsing, `--help` and "did you mean".
struct Option<Invocation>: Sendable {
  enum Effect: Sendable {
    case flag(@Sendable (inout Invocation) -> Void)
    /// `placeholder` stands for the value in `--help`.
    case value(
      placeholder: String, @Sendable (inout Invocation, String) throws(UsageError) -> Void)
  }

  /// The spellings, the short one first.
  var names: [String]
  var help: String
  var effect: Effect
  /// Whether giving it twice adds to it; otherwise twice is a mistake.
  var isRepeatable = false
  /// The heading of `--help` under which it stands.
  var group: String

  static func flag(
    _ names: String..., group: String, help: String,
    _ set: @escaping @Sendable (inout Invocation) -> Void
  ) -> Option {
    Option(names: names, help: help, effect: .flag(set), isRepeatable: true, group: group)
  }

  static func value(
    _ names: String..., placeholder: String, group: String, repeatable: Bool = false, help: String,
    _ set: @escaping @Sendable (inout Invocation, String) throws(UsageError) -> Void
  ) -> Option {
    Option(
      names: names, help: help, effect: .value(placeholder: placeholder, set),
      isRepeatable: repeatable, group: group)
  }
}

/// The options of a command.
struct OptionTable<Invocation>: Sendable {
  var command: String
  var options: [Option<Invocation>]

  private func option(named name: String) -> Option<Invocation>? {
    options.first { $0.names.contains(name) }
  }

  /// Applies options to the invocation and returns the other words.
  func parse(_ arguments: [String], into invocation: inout Invocation) throws(UsageError)
    -> [String]
  {
    var words: [String] = []
    var given: Set<String> = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        words += rest
        break
      }
      guard argument.hasPrefix("-"), argument != "-" else {
        words.append(argument)
        continue
      }
      if argument.hasPrefix("--") {
        let name = String(argument.prefix { $0 != "=" })
        let attached =
          argument.count > name.count ? String(argument.dropFirst(name.count + 1)) : nil
        try apply(name, attached: attached, &rest, &given, &invocation)
      } else {
        try applyCluster(argument, &rest, &given, &invocation)
      }
    }
    return words
  }

  /// `-qk`, `-HName: value`, `-H 'Name: value'`.
  private func applyCluster(
    _ argument: String, _ rest: inout ArraySlice<String>, _ given: inout Set<String>,
    _ invocation: inout Invocation
  ) throws(UsageError) {
    var letters = argument.dropFirst()
    while let letter = letters.popFirst() {
      let name = "-\(letter)"
      if case .value? = option(named: name)?.effect, !letters.isEmpty {
        try apply(name, attached: String(letters), &rest, &given, &invocation)
        return
      }
      // "-quick" for "--quick" is one mistake, not five.
      if option(named: name) == nil, self.option(named: "-" + argument) != nil {
        throw UsageError(
          message: "unknown option \(argument). Did you mean -\(argument)?", command: command)
      }
      try apply(name, attached: nil, &rest, &given, &invocation)
    }
  }

  private func apply(
    _ name: String, attached: String?, _ rest: inout ArraySlice<String>,
    _ given: inout Set<String>, _ invocation: inout Invocation
  ) throws(UsageError) {
    guard let option = option(named: name) else {
      let names = options.flatMap(\.names).filter { $0.hasPrefix("--") }
      throw UsageError(
        message: "unknown option \(name).\(Suggestion.question(name, among: names))",
        command: command)
    }
    let isNew = given.insert(option.names[0]).inserted
    guard isNew || option.isRepeatable else {
      throw UsageError(message: "\(name) is given twice: give it once", command: command)
    }
    switch option.effect {
    case .flag(let set):
      guard attached == nil else {
        throw UsageError(message: "\(name) takes no value: write \(name) alone", command: command)
      }
      set(&invocation)
    case .value(let placeholder, let set):
      guard let value = attached ?? rest.popFirst() else {
        throw UsageError(
          message: "\(name) needs a value: \(name) \(placeholder)", command: command)
      }
      do throws(UsageError) {
        try set(&invocation, value)
      } catch {
        throw UsageError(message: "\(name): \(error.message)", command: error.command ?? command)
      }
    }
  }
}
