import Evidence

/// The address that a person gave: `http`, `https`, `ws` or `wss`; a bare host means `https`.
public struct TargetURL: Sendable, Hashable, CustomStringConvertible {
  public enum Scheme: String, Sendable { case http, https, ws, wss }

  public var scheme: Scheme
  /// Without the brackets of an IPv6 address; lower case.
  public var host: String
  public var port: UInt16
  /// Path and query as sent in a request, at least `/`.
  public var target: String

  public init(scheme: Scheme, host: String, port: UInt16, target: String) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.target = target
  }

  public var isSecure: Bool { scheme == .https || scheme == .wss }
  /// A `ws:` or `wss:` address names the endpoint itself.
  public var namesEndpoint: Bool { scheme == .ws || scheme == .wss }
  public var isDefaultPort: Bool { port == (isSecure ? 443 : 80) }
  /// The path without its query.
  public var path: String { String(target.prefix { $0 != "?" }) }

  /// What a `Host` field says.
  public var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return isDefaultPort ? name : "\(name):\(port)"
  }

  /// The web origin of a page at this address (RFC 6454).
  public var origin: String { "\(isSecure ? "https" : "http")://\(authority)" }

  /// The address without its query and without what looks like a token, fit for a report.
  public var description: String {
    var redactor = Redactor(secrets: [])
    return "\(scheme.rawValue)://\(authority)\(path == "/" ? "" : redactor.path(path, "address"))"
  }
}
