/// A forward proxy that connects to servers for us (CONNECT, RFC 9110 §9.3.6).
///
/// Its credentials can't be read back, printed or mirrored.
public struct ForwardProxy: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// Whether the proxy itself is spoken to by TLS.
  public let isSecure: Bool
  public let host: String
  public let port: UInt16
  /// The value of Proxy-Authorization (RFC 7617).
  let authorization: String?

  public init(isSecure: Bool = false, host: String, port: UInt16) {
    self.isSecure = isSecure
    self.host = host
    self.port = port
    authorization = nil
  }

  /// Reads `http://user:password@host:port`, as in `HTTPS_PROXY`; the scheme may be missing.
  ///
  /// Returns `nil` for other schemes (SOCKS among them) and for what has no host. Without a port it is
  /// the scheme's, 80 or 443.
  public init?(_ url: String) {
    var rest = Substring(url)
    var isSecure = false
    if let scheme = url.firstRange(of: "://") {
      switch url[..<scheme.lowerBound].lowercased() {
      case "http": break
      case "https": isSecure = true
      default: return nil
      }
      rest = url[scheme.upperBound...]
    }
    rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    var credentials: [UInt8]?
    if let at = rest.lastIndex(of: "@") {
      let octets = PercentEncoding.decode(rest[..<at])
      credentials = octets.contains(UInt8(ascii: ":")) ? octets : octets + [UInt8(ascii: ":")]
      rest = rest[rest.index(after: at)...]
    }
    var host = rest
    var port: UInt16 = isSecure ? 443 : 80
    if rest.first == "[" {
      guard let end = rest.firstIndex(of: "]") else { return nil }
      host = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
    } else {
      host = rest.prefix { $0 != ":" }
      rest = rest[host.endIndex...]
    }
    if rest.first == ":" {
      guard let number = UInt16(rest.dropFirst()), number > 0 else { return nil }
      port = number
    } else if !rest.isEmpty {
      return nil
    }
    guard !host.isEmpty else { return nil }
    self.isSecure = isSecure
    self.host = String(host)
    self.port = port
    authorization = credentials.map { "Basic " + Base64.encode($0) }
  }

  public var hasCredentials: Bool { authorization != nil }

  public var description: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(isSecure ? "https" : "http")://\(name):\(port)"
  }

  public var customMirror: Mirror {
    Mirror(self, children: ["url": description, "hasCredentials": hasCredentials])
  }
}

/// RFC 3986 §2.1.
enum PercentEncoding {
  static func decode(_ text: Substring) -> [UInt8] {
    var octets: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.popFirst() {
      if first == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        octets.append(value)
        rest = rest.dropFirst(2)
      } else {
        octets.append(first)
      }
    }
    return octets
  }
}

/// RFC 4648 §4.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ octets: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: octets.count, by: 3) {
      let group = octets[start..<min(start + 3, octets.count)]
      let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
      for index in 0..<4 {
        text.append(
          index <= group.count
            ? alphabet[Int(bits >> (18 - 6 * UInt32(index)) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
