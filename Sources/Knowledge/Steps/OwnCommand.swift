import Evidence

/// wsdoctor's own command line as a step prints it: it asks what this run asked, but for what the step
/// changes.
public struct OwnCommand: Sendable, Equatable {
  /// An option as it is typed; without a value it is a flag.
  public struct Option: Sendable, Equatable {
    public var name: String
    public var value: String?

    public init(_ name: String, _ value: String? = nil) {
      self.name = name
      self.value = value
    }
  }

  /// `nil`: the pasted request of `--from-curl` names it.
  public var address: String?
  public var options: [Option]

  public init(_ address: String?, _ options: [Option] = []) {
    self.address = address
    self.options = options
  }

  /// The line that a shell takes.
  public var text: String {
    let words = [address.map(\.quotedForShell)].compactMap { $0 } + options.map(\.text)
    return (["wsdoctor"] + words).joined(separator: " ")
  }

  func has(_ name: String) -> Bool { options.contains { $0.name == name } }

  /// With this option in place of one that says the same thing otherwise.
  func with(_ name: String, _ value: String) -> OwnCommand {
    var changed = self
    let option = Option(name, value)
    let index = options.firstIndex { $0.subject == option.subject } ?? options.endIndex
    changed.options.removeAll { $0.subject == option.subject }
    changed.options.insert(option, at: min(index, changed.options.endIndex))
    return changed
  }

  func without(_ names: [String]) -> OwnCommand {
    OwnCommand(address, options.filter { !names.contains($0.name) })
  }

  /// What the browser's pasted request brings along by itself.
  static let session = [
    "--from-curl", "--header", "--header-env", "--cookie", "--cookie-env", "--origin",
    "--subprotocol", "--ws-path",
  ]

  /// What only the site itself may see.
  private static let credentials = [
    "--from-curl", "--header", "--header-env", "--cookie", "--cookie-env", "--client-cert",
    "--client-key",
  ]

  /// What belongs to the way to the proxy, and not to the application behind it.
  static let way = [
    "--from-curl", "--behind", "--ws-path", "--polling-path", "--resolve", "--via", "--cacert",
    "--insecure", "--client-cert", "--client-key", "--only", "--skip",
  ]

  /// The same path at another scheme, host or port: where the host stays, the same machine is asked;
  /// no credentials go elsewhere.
  func at(_ origin: String, from host: String) -> OwnCommand {
    let old = address.map(Self.parts)
    let new = Self.parts(origin)
    let isEndpoint = old?.scheme.hasPrefix("ws") == true
    let scheme = isEndpoint ? new.scheme.replacing("http", with: "ws") : new.scheme
    var moved = OwnCommand("\(scheme)://\(new.authority)\(old?.rest ?? "")", options)
    guard let there = PublicAddress(isSecure: new.isSecure, authority: new.authority),
      there.host == host.lowercased()
    else { return moved.without(Self.credentials + ["--resolve"]) }
    moved.options = []
    for var option in options {
      if option.name == "--resolve", let parts = option.value.map(Self.resolved) {
        option.value = "\(parts.host):\(there.port):\(parts.address)"
      }
      if !moved.options.contains(option) { moved.options.append(option) }
    }
    return moved
  }

  /// The parts of `HOST:PORT:ADDRESS`, the host of IPv6 in brackets.
  fileprivate static func resolved(_ value: String) -> (
    host: Substring, port: Substring, address: Substring
  ) {
    let isBracketed = value.first == "["
    let host = isBracketed ? value.prefix { $0 != "]" } + "]" : value.prefix { $0 != ":" }
    let rest = value.dropFirst(host.count + 1)
    let port = rest.prefix { $0 != ":" }
    return (host, port, rest.dropFirst(port.count + 1))
  }

  private static func parts(_ address: String)
    -> (scheme: String, authority: String, rest: String, isSecure: Bool)
  {
    guard let mark = address.firstRange(of: "://") else { return ("https", address, "", true) }
    let scheme = String(address[..<mark.lowerBound])
    let authority = address[mark.upperBound...].prefix { $0 != "/" && $0 != "?" }
    return (
      scheme, String(authority), String(address[authority.endIndex...]),
      scheme == "https" || scheme == "wss"
    )
  }
}

extension OwnCommand.Option {
  var text: String { value.map { "\(name) \($0.quotedForShell)" } ?? name }

  /// What it decides: of those that may be repeated, the connection or the field.
  fileprivate var subject: [Substring] {
    switch name {
    case "--resolve":
      [name[...], OwnCommand.resolved(value ?? "").host, OwnCommand.resolved(value ?? "").port]
    case "--header-env": [name[...], (value ?? "").prefix { $0 != "=" }]
    default: [name[...]]
    }
  }
}

extension String {
  /// In quotes where a shell would read anything into it.
  fileprivate var quotedForShell: String {
    let plain = utf8.allSatisfy { octet in
      switch octet {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "_./:@%+=,-".utf8.contains(octet)
      }
    }
    return plain && !isEmpty ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
