/// An IPv4 or IPv6 address with a port.
public struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address in network order: 4 octets (IPv4) or 16 (IPv6).
  public let octets: [UInt8]
  public let port: UInt16
  /// The interface of a link-local IPv6 address (RFC 4007 §6), otherwise 0.
  public let scope: UInt32

  init(octets: [UInt8], port: UInt16, scope: UInt32 = 0) {
    self.octets = octets
    self.port = port
    self.scope = scope
  }

  /// Reads a numeric address: `192.0.2.1`, `2001:db8::1`, `[2001:db8::1]`, `fe80::1%eth0`.
  ///
  /// Returns `nil` for anything else, names included.
  public init?(_ text: String, port: UInt16) {
    var host = Substring(text)
    if host.first == "[", host.last == "]" { host = host.dropFirst().dropLast() }
    if let octets = SystemCall.parseNumericAddress(String(host), isIPv6: false) {
      self.init(octets: octets, port: port)
      return
    }
    var scope: UInt32 = 0
    if let percent = host.firstIndex(of: "%") {
      let zone = host[host.index(after: percent)...]
      scope = UInt32(zone) ?? SystemCall.interfaceIndex(String(zone))
      host = host[..<percent]
    }
    guard let octets = SystemCall.parseNumericAddress(String(host), isIPv6: true) else {
      return nil
    }
    self.init(octets: octets, port: port, scope: scope)
  }

  /// The loopback address, 127.0.0.1 or ::1.
  public static func loopback(port: UInt16 = 0, isIPv6: Bool = false) -> SocketAddress {
    let octets: [UInt8] =
      isIPv6 ? [UInt8](repeating: 0, count: 15) + [1] : [127, 0, 0, 1]
    return SocketAddress(octets: octets, port: port)
  }

  public var isIPv6: Bool { octets.count == 16 }

  /// The address without its port and brackets.
  public var host: String {
    SystemCall.formatNumericAddress(octets) + (scope == 0 ? "" : "%\(scope)")
  }

  /// The address as in a URL: `192.0.2.1:443`, `[2001:db8::1]:443`.
  public var description: String {
    isIPv6 ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  /// Orders addresses for connecting: families take turns, IPv6 first (RFC 8305 §4).
  ///
  /// Within a family the resolver's order stays.
  public static func interleaved(_ addresses: [SocketAddress]) -> [SocketAddress] {
    let first = addresses.filter(\.isIPv6)
    let second = addresses.filter { !$0.isIPv6 }
    var ordered: [SocketAddress] = []
    for index in 0..<max(first.count, second.count) {
      if index < first.count { ordered.append(first[index]) }
      if index < second.count { ordered.append(second[index]) }
    }
    return ordered
  }
}
