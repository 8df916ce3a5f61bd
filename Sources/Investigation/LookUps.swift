import Synchronization

/// The hosts and ports for which a run asked for an address, which `--resolve` may have given.
public final class LookUps: Sendable {
  private struct State {
    var connections: [Connection] = []
    var gaveUp = false
  }

  private struct Connection: Hashable {
    let host: String
    let port: UInt16
  }

  private let state = Mutex(State())

  public init() {}

  func note(_ host: String, _ port: UInt16) {
    let connection = Connection(host: host, port: port)
    state.withLock { state in
      if !state.connections.contains(connection) { state.connections.append(connection) }
    }
  }

  /// Those that gave no connection its address.
  public func unmatched(_ overrides: [ResolveOverride]) -> [ResolveOverride] {
    let made = state.withLock { $0.connections }
    return overrides.filter { override in
      !made.contains { override.matches(host: $0.host, port: $0.port) }
    }
  }

  /// As `HOST:PORT`, in the order in which they were asked for.
  public var names: [String] {
    state.withLock { $0.connections }.map { "\($0.host):\($0.port)" }
  }

  /// Whether the run ended early since nothing in it could match.
  public var gaveUp: Bool { state.withLock { $0.gaveUp } }

  func giveUp() { state.withLock { $0.gaveUp = true } }
}

extension ResolveOverride {
  /// The host that stands for all of them, as in curl's.
  public static let anyHost = "*"

  /// Whether it gives the address of this connection; a name's case and its last dot don't count.
  public func matches(host: String, port: UInt16) -> Bool {
    guard port == self.port else { return false }
    if self.host == Self.anyHost { return true }
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    return name.lowercased() == self.host
  }
}

extension CheckOptions {
  /// Host and port of the first connection that is made for the target.
  public var firstConnection: (host: String, port: UInt16) {
    guard let via, let proxy = try? TargetURL(parsing: Self.withoutUser(via.url)) else {
      return (url.host, url.port)
    }
    return (proxy.host, proxy.port)
  }

  private static func withoutUser(_ address: String) -> String {
    guard let mark = address.firstRange(of: "://"), let at = address.lastIndex(of: "@") else {
      return address
    }
    return String(address[..<mark.upperBound] + address[address.index(after: at)...])
  }
}
