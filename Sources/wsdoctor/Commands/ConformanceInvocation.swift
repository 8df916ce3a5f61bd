import Conformance
import Connections
import Evidence
import Investigation
import Transport

/// A command line of `conformance`, read but not yet carried out.
struct ConformanceInvocation {
  /// What it has in common with `check`: the network, what is sent along, the output.
  var check = CheckInvocation()
  var tier = ConformanceFrame.Tier.safe
  /// `--yes-i-may-test-this-server`.
  var isPermitted = false
  var echo = false
  var strict = false
  var direct: TargetURL?
  var choice = CaseChoice()
  var lists = false

  /// Everything that the run needs to know.
  func options(_ words: [String]) throws(UsageError) -> ConformanceOptions {
    guard words.count <= 1 else {
      throw UsageError(
        message: "conformance takes one URL: its --direct URL asks a second address beside it",
        command: "conformance")
    }
    guard isPermitted || !choice.includesHostileCases(tier) else {
      throw UsageError(
        message: "the cases of --tier full are large, many and hostile: they may upset a server. "
          + "If you may test this one, say so by --yes-i-may-test-this-server",
        command: "conformance")
    }
    let targets: [CheckOptions]
    do throws(UsageError) {
      targets = try check.targets(words)
    } catch {
      throw UsageError(message: error.message, command: "conformance")
    }
    guard let target = targets.first else {
      throw UsageError(
        message: "no URL is given: wsdoctor conformance wss://chat.example.com/ws",
        command: "conformance")
    }
    var connections = [target.firstConnection]
    var options = ConformanceOptions(
      endpoint: Self.endpoint(target, target.url), direct: nil, url: Self.shown(target, target.url),
      directURL: nil, tier: tier, echo: echo, strict: strict, stepTimeout: target.stepTimeout,
      secrets: Secrets.values(
        fields: target.headers, targets: [target.url.target, target.webSocketPath ?? ""]),
      sent: target.headers.map(\.name), choice: choice)
    if let direct {
      var beside = target
      beside.url = direct
      if direct.target == "/" { beside.webSocketPath = target.webSocketPath ?? target.url.target }
      if check.common.via == nil {
        beside.via = try ForwardProxy.fromEnvironment(for: direct, environment)
      }
      options.direct = Self.endpoint(beside, direct)
      options.directURL = Self.shown(beside, direct)
      connections.append(beside.firstConnection)
    }
    // No redirect is followed here: what matches neither now never will.
    let unmatched = target.resolve.filter { entry in
      !connections.contains { entry.matches(host: $0.host, port: $0.port) }
    }
    try CheckInvocation.refuse(
      unmatched, instead: connections.map { "\($0.host):\($0.port)" }, "conformance")
    return options
  }

  private static func endpoint(_ options: CheckOptions, _ url: TargetURL) -> Endpoint {
    var route = Route(options)
    route.tls.verification = options.insecure ? .waived : .required
    return Endpoint(
      route: route, authority: url.authority, target: options.webSocketPath ?? url.target,
      origin: options.origin ?? url.origin, addedFields: options.headers,
      subprotocols: options.subprotocols, userAgent: "wsdoctor/\(Tool.currentVersion)")
  }

  /// The endpoint's address as it is shown, without its query.
  private static func shown(_ options: CheckOptions, _ url: TargetURL) -> String {
    let path = (options.webSocketPath ?? url.target).prefix { $0 != "?" }
    return "\(url.isSecure ? "wss" : "ws")://\(url.authority)\(path)"
  }
}

extension Option {
  /// The same option for an invocation that holds this one's.
  func lifted<Outer>(_ path: any (WritableKeyPath<Outer, Invocation> & Sendable)) -> Option<Outer> {
    let lifted: Option<Outer>.Effect =
      switch effect {
      case .flag(let set): .flag { set(&$0[keyPath: path]) }
      case .value(let placeholder, let set):
        .value(placeholder: placeholder) { outer, value throws(UsageError) in
          try set(&outer[keyPath: path], value)
        }
      }
    return Option<Outer>(
      names: names, help: help, effect: lifted, isRepeatable: isRepeatable, group: group)
  }
}
