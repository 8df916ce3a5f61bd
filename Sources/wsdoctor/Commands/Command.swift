import Evidence

/// The words after `wsdoctor`, and who carries them out.
enum Command: String, CaseIterable {
  case check, demo, beacon, conformance, lint, explain, render, diff, list
  /// Reserved: named in the contract, not built yet.
  case watch, exporter

  static func run(_ arguments: [String]) async throws(UsageError) -> ExitStatus {
    guard let first = arguments.first else {
      throw UsageError(message: "no URL is given: wsdoctor https://jira.example.com")
    }
    switch first {
    case "--version", "-V":
      StandardStreams.write("wsdoctor \(Tool.currentVersion)\n")
      return .success
    case "--help", "-h", "help":
      return try help(for: arguments.dropFirst().first)
    default: break
    }
    if let command = Command(rawValue: first) {
      return try await command.run(Array(arguments.dropFirst()))
    }
    try refuseMisspeltCommand(first)
    return try await check.run(arguments)
  }

  private func run(_ arguments: [String]) async throws(UsageError) -> ExitStatus {
    let beforeWords = arguments.prefix { $0 != "--" }
    if beforeWords.contains("--help") || beforeWords.contains("-h") {
      return try Command.help(for: rawValue)
    }
    switch self {
    case .check: return try await CheckCommand.run(arguments)
    case .demo: return try await DemoCommand.run(arguments)
    case .beacon: return try await BeaconCommand.run(arguments)
    case .explain: return try ExplainCommand.run(arguments)
    case .render: return try RenderCommand.run(arguments)
    case .diff: return try DiffCommand.run(arguments)
    case .list: return try ListCommand.run(arguments)
    case .conformance: return try await ConformanceCommand.run(arguments)
    case .lint: return try LintCommand.run(arguments)
    case .watch, .exporter: throw notBuiltYet
    }
  }

  private var notBuiltYet: UsageError {
    UsageError(
      message: "the command \(rawValue) is not built yet in version \(Tool.currentVersion)")
  }

  private static func help(for name: String?) throws(UsageError) -> ExitStatus {
    switch name {
    case nil: StandardStreams.write(Overview.text)
    case "check": StandardStreams.write(CheckCommand.help)
    case "demo": StandardStreams.write(DemoCommand.help)
    case "beacon": StandardStreams.write(BeaconCommand.help)
    case "conformance": StandardStreams.write(ConformanceCommand.help)
    case "lint": StandardStreams.write(LintCommand.help)
    case "explain": StandardStreams.write(ExplainCommand.help)
    case "render": StandardStreams.write(RenderCommand.help)
    case "diff": StandardStreams.write(DiffCommand.help)
    case "list": StandardStreams.write(ListCommand.help)
    case let name?:
      if let command = Command(rawValue: name) { throw command.notBuiltYet }
      throw UsageError(
        message: "there is no command \(name)."
          + Suggestion.question(name, among: Command.allCases.map(\.rawValue)))
    }
    return .success
  }

  /// A single word without a dot is rather a misspelt command than a host.
  private static func refuseMisspeltCommand(_ word: String) throws(UsageError) {
    guard word.count > 2, word.allSatisfy(\.isLetter), word != "localhost",
      let command = Suggestion.nearest(to: word, among: allCases.map(\.rawValue))
    else { return }
    throw UsageError(
      message:
        "there is no command \(word). Did you mean \(command)? A host is written https://\(word)")
  }
}

/// What `wsdoctor --help` says.
enum Overview {
  static let text = """
    wsdoctor finds out why WebSocket fails through a proxy, and what to change.

    Usage: wsdoctor [check] URL...    diagnose; a bare host means https://
           wsdoctor demo [FAULT]      see it find a fault of its own; no URL needed
           wsdoctor beacon            stand in for the application behind your proxy
           wsdoctor conformance URL   the endpoint against RFC 6455 and RFC 7692
           wsdoctor lint FILE         a handshake's way through nginx's own files
           wsdoctor explain ID        the page of one fault, step, probe or case
           wsdoctor render REPORT     a stored report in another --format
           wsdoctor diff A B          what differs between two stored reports
           wsdoctor list probes|faults|steps|profiles|proxies|cases|schema

    Examples
      wsdoctor https://jira.example.com
          diagnose: about 75 s, most of it a wait for the idle limit
      wsdoctor jira.example.com --quick
          the same without the waits: a few seconds
      wsdoctor wss://chat.example.com/ws
          ask this endpoint itself
      wsdoctor --from-curl request.txt
          with the cookies of the browser's request, pasted by "Copy as cURL"
      wsdoctor https://jira.example.com --format json > report.json
          one JSON document; exit status 0 works, 1 fault, 2 usage, 3 undecided

    All options: wsdoctor check --help

    """
}
