import Evidence
import Knowledge
import ProbeKit

extension CheckOptions {
  /// The command that asks the same again. What is secret isn't in it: a word in capitals or the name of
  /// a variable stands in its place.
  ///
  /// - Parameter redactor: knows what is secret.
  func again(_ redactor: Redactor) -> OwnCommand {
    var command = OwnCommand(
      urlIsPasted ? nil : "\(url.scheme)://\(url.authority)" + pasted(url.target, redactor))
    func add(_ name: String, _ value: String?) {
      if let value { command.options.append(.init(name, value)) }
    }
    func flag(_ name: String, _ isGiven: Bool) {
      if isGiven { command.options.append(.init(name)) }
    }
    add("--profile", profile?.rawValue)
    add("--behind", behind?.rawValue)
    if !pathFromCurl { add("--ws-path", webSocketPath.map { redactor.pasted(target: $0) }) }
    add("--polling-path", pollingPath.map { redactor.pasted(target: $0) })
    for probe in only { add("--only", probe.rawValue) }
    for probe in skip { add("--skip", probe.rawValue) }
    flag("--no-fingerprint-requests", !fingerprintRequests)
    flag("--quick", quick)
    if idle != .seconds(75) { add("--idle", idle.argument) }
    add("--keepalive", keepalive?.argument)
    if stepTimeout != .seconds(10) { add("--timeout", stepTimeout.argument) }
    add("--max-time", maxTime?.argument)
    command.options += sentAgain(redactor)
    for entry in resolve {
      let host = entry.host.contains(":") ? "[\(entry.host)]" : entry.host
      add("--resolve", "\(host):\(entry.port):\(entry.address)")
    }
    if let via, via.source == .option { add("--via", Self.withoutLogin(via.url)) }
    // Where somebody keeps keys and certificates is nobody else's business.
    add("--cacert", caFile.map { _ in "ROOT-CERTIFICATE.pem" })
    flag("--insecure", insecure)
    add("--client-cert", clientCertificateFile.map { _ in "CLIENT-CERTIFICATE.pem" })
    add("--client-key", clientKeyFile.map { _ in "CLIENT-KEY.pem" })
    return command
  }

  /// The root needs no slash.
  private func pasted(_ target: String, _ redactor: Redactor) -> String {
    target == "/" ? "" : redactor.pasted(target: target)
  }

  /// The options that gave fields, origin and subprotocols.
  private func sentAgain(_ redactor: Redactor) -> [OwnCommand.Option] {
    let secrets = Set(Secrets.subprotocols(subprotocols))
    return (givenAs ?? derived).map { option in
      var copy = redactor
      let shown = copy.text(option.value, "command line")
      switch option.name {
      case "--subprotocol" where secrets.contains(option.value): return .init(option.name, "TOKEN")
      case _ where shown == option.value: return .init(option.name, option.value)
      case "--origin": return .init(option.name, "https://PAGE-HOST")
      case "--header":
        return option.value.hasPrefix("@")
          ? .init(option.name, "@FIELDS-FILE")
          : .init("--header-env", Self.variable(of: option.value.prefix { $0 != ":" }))
      case "--header-env":
        return .init(option.name, option.value.prefix { $0 != "=" } + "=FIELD_VALUE")
      case "--cookie": return .init(option.name, "@COOKIES-FILE")
      case "--cookie-env": return .init(option.name, "COOKIE_VALUE")
      default: return .init(option.name, "REQUEST-FILE")
      }
    }
  }

  /// As a command line would have given them, where none was read.
  private var derived: [(name: String, value: String)] {
    var given: [(name: String, value: String)] = []
    for (name, value) in headers { given.append(Self.given(field: name, value)) }
    if !pathFromCurl {
      if let origin { given.append(("--origin", origin)) }
      given += subprotocols.map { ("--subprotocol", $0) }
    }
    return given
  }

  /// The option that gives a field without showing a value that may be secret.
  public static func given(field name: String, _ value: String) -> (name: String, value: String) {
    if name.lowercased() == "cookie" { return ("--cookie-env", "COOKIE_VALUE") }
    return Secrets.isHarmless(field: name)
      ? ("--header", "\(name): \(value)") : ("--header-env", variable(of: name))
  }

  /// `X-Api-Key=X_API_KEY_VALUE`: a name of its own, lest `Path` be taken from the shell's.
  private static func variable(of name: some StringProtocol) -> String {
    let letters = name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    return "\(name)=\(letters.first?.isNumber == true ? "_" : "")\(String(letters))_VALUE"
  }

  /// With words in capitals for a forward proxy's user and password.
  private static func withoutLogin(_ address: String) -> String {
    guard let mark = address.firstRange(of: "://"), let at = address.lastIndex(of: "@") else {
      return address
    }
    return address[..<mark.upperBound] + "USER:PASSWORD" + address[at...]
  }
}

extension Duration {
  /// As an option takes it: 90s, 1500ms.
  fileprivate var argument: String {
    let milliseconds = Int((seconds * 1000).rounded())
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
  }
}
