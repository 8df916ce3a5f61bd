public import Connections
import HTTP1
public import Transport
public import WebSocketCompression
import WebSocketProtocol

/// Where a measuring program connects to, over and over.
public struct Endpoint: Sendable {
  /// As long an opening handshake may take.
  private static let patience: Duration = .seconds(30)

  public let route: Route
  private let host: String
  private let target: String

  /// Reads `ws://HOST:PORT/PATH` or `wss://…`; nil for anything else. The host is a name or an IPv4 address.
  ///
  /// - Parameter rootsFile: the PEM file whose certificates TLS trusts; nil trusts the system's.
  public init?(_ url: String, rootsFile: String? = nil) {
    let parts = url.split(separator: "://", maxSplits: 1)
    guard parts.count == 2, parts[0] == "ws" || parts[0] == "wss" else { return nil }
    let authority = parts[1].prefix { $0 != "/" }
    let ends = authority.split(separator: ":")
    guard ends.count == 2, let port = UInt16(ends[1]) else { return nil }
    host = String(authority)
    let rest = parts[1].dropFirst(authority.count)
    target = rest.isEmpty ? "/" : String(rest)
    let name = String(ends[0])
    // A numeric address takes no resolver.
    route = Route(
      isSecure: parts[0] == "wss", host: name, port: port,
      addresses: SocketAddress(name, port: port).map { [$0] },
      tls: TLSOptions(trust: rootsFile.map { .file($0) } ?? .system))
  }

  /// Opens a connection; fails with one sentence that says why.
  public nonisolated(nonsending) func open(
    target: String? = nil, deflate: DeflateOffer? = nil,
    options: WebSocketOptions = WebSocketOptions(), on loop: EventLoop
  ) async throws(MeasuringFailure) -> WebSocketConnection {
    let key = WebSocketConnection.makeKey()
    let offer = OpeningHandshake.Offer(key: key, extensions: deflate.map { [$0.text] } ?? [])
    let opening = await WebSocketConnection.open(
      route, request: offer.request(host: host, target: target ?? self.target), key: key,
      offeredDeflate: deflate, options: options, on: loop,
      deadline: EventLoop.now() + Endpoint.patience)
    guard let connection = opening.connection, opening.isEstablished else {
      if let failure = opening.dial.failure {
        throw MeasuringFailure("\(host) was not reached: \(failure)")
      }
      let reasons =
        opening.violations.map(\.sentence) + opening.negotiationViolations.map(\.sentence)
      throw MeasuringFailure("no handshake: \(reasons.joined(separator: "; "))")
    }
    return connection
  }
}

/// Why something could not be measured.
public struct MeasuringFailure: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
