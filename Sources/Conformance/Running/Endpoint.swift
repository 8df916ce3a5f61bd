public import Connections
import Transport
import WebSocketProtocol

/// The endpoint that is asked, and what goes along with every handshake.
public struct Endpoint: Sendable {
  public var route: Route
  /// What the Host field says.
  public var authority: String
  /// The request target.
  public var target: String
  public var origin: String?
  /// Fields that the user added, cookies among them.
  public var addedFields: [(name: String, value: String)]
  public var subprotocols: [String]
  public var userAgent: String

  public init(
    route: Route, authority: String, target: String, origin: String?,
    addedFields: [(name: String, value: String)], subprotocols: [String], userAgent: String
  ) {
    self.route = route
    self.authority = authority
    self.target = target
    self.origin = origin
    self.addedFields = addedFields
    self.subprotocols = subprotocols
    self.userAgent = userAgent
  }

  /// A fresh Sec-WebSocket-Key.
  static func key() -> String { OpeningHandshake.key(from: Randomness.octets(16)) }

  /// The handshake of a case.
  func request(_ opening: Opening, key: String = Endpoint.key()) -> Request {
    var request = Request(
      target: target,
      fields: [
        ("Host", authority), ("User-Agent", userAgent), ("Upgrade", "websocket"),
        ("Connection", "Upgrade"), ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", key),
      ])
    if let origin { request.add("Origin", origin) }
    for field in addedFields { request.add(field.name, field.value) }
    let offered = opening.subprotocols ?? subprotocols
    if !offered.isEmpty { request.add("Sec-WebSocket-Protocol", offered.joined(separator: ", ")) }
    if let extensions = opening.extensions { request.add("Sec-WebSocket-Extensions", extensions) }
    opening.change(&request)
    return request
  }
}
