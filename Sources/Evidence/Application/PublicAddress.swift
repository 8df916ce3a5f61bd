/// Scheme, host and port of an `http:` or `https:` address, with the scheme's port where none is named.
public struct PublicAddress: Sendable, Hashable, CustomStringConvertible {
  public var isSecure: Bool
  /// In lower case.
  public var host: String
  public var port: UInt16

  public init(isSecure: Bool, host: String, port: UInt16? = nil) {
    self.isSecure = isSecure
    self.host = host.lowercased()
    self.port = port ?? (isSecure ? 443 : 80)
  }

  /// Reads the beginning of an absolute address; `nil`: it is none, or longer than any host's name.
  public init?(_ text: String) {
    let text = text.prefix(600)
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return nil }
    let authority = lower.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    self.init(isSecure: scheme == "https://", authority: authority)
  }

  /// Reads what a `Host` field says (RFC 9110 §7.2).
  public init?(isSecure: Bool, authority: some StringProtocol) {
    let authority = authority.lowercased()
    var host = authority[...]
    var port: UInt16?
    if let colon = authority.lastIndex(of: ":"), authority.last != "]",
      authority[..<colon].last == "]" || !authority[..<colon].contains(":")
    {
      guard let number = UInt16(authority[authority.index(after: colon)...]) else { return nil }
      host = authority[..<colon]
      port = number
    }
    if host.first == "[" && host.last == "]" { host = host.dropFirst().dropLast() }
    let isPlain = host.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || ".-_:".contains($0))
    }
    guard !host.isEmpty, host.count <= 253, isPlain else { return nil }
    self.init(isSecure: isSecure, host: String(host), port: port)
  }

  public var description: String {
    let name = host.contains(":") ? "[\(host)]" : host
    let usual: UInt16 = isSecure ? 443 : 80
    return "\(isSecure ? "https" : "http")://\(name)" + (port == usual ? "" : ":\(port)")
  }

  /// It names a machine by its address, as no user's browser does.
  public var isNumeric: Bool {
    host.contains(":") || host == "localhost"
      || host.split(separator: ".").count == 4 && host.allSatisfy { $0.isNumber || $0 == "." }
  }

  /// The first part in which another address differs; `nil`: none.
  func difference(from other: PublicAddress) -> String? {
    if host != other.host { return "host" }
    if isSecure != other.isSecure { return "scheme" }
    return port != other.port ? "port" : nil
  }
}
