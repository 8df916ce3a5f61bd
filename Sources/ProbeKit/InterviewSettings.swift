public import Connections
import Evidence
import WebSocketProtocol

/// How requests are made: the way, the fields, the limits.
public struct InterviewSettings: Sendable {
  public var route: Route
  /// What the `Host` field says.
  public var authority: String
  /// The origin that a page of the target has.
  public var origin: String
  /// The request target of the address that the user gave.
  public var applicationTarget: String
  /// Fields that the user added; withheld from a server whose certificate doesn't hold.
  public var addedFields: [(name: String, value: String)]
  public var subprotocols: [String]
  public var userAgent: String
  public var stepTimeout: Duration
  /// The user said that a certificate that doesn't hold is all right.
  public var insecure: Bool
  /// Whether requests may be made that only serve to learn about the proxy.
  public var fingerprints: Bool
  /// No long waits.
  public var quick = false
  /// How long a silent connection is held.
  public var idle: Duration = .seconds(75)
  /// How many requests the run may cost.
  public var mostRequests = Self.mostRequests

  public init(
    route: Route, authority: String, origin: String, applicationTarget: String,
    addedFields: [(name: String, value: String)], subprotocols: [String], userAgent: String,
    stepTimeout: Duration, insecure: Bool,
    fingerprints: Bool = true
  ) {
    self.route = route
    self.authority = authority
    self.origin = origin
    self.applicationTarget = applicationTarget
    self.addedFields = addedFields
    self.subprotocols = subprotocols
    self.userAgent = userAgent
    self.stepTimeout = stepTimeout
    self.insecure = insecure
    self.fingerprints = fingerprints
  }

  /// The page's origin without its port; `nil`: it names none.
  public var originWithoutPort: String? {
    guard let colon = origin.lastIndex(of: ":") else { return nil }
    let port = origin[origin.index(after: colon)...]
    return !port.isEmpty && port.allSatisfy(\.isNumber) ? String(origin[..<colon]) : nil
  }

  /// The page's origin as if it had come by http; `nil`: it did.
  public var originOverHTTP: String? {
    origin.hasPrefix("https://") ? "http://" + origin.dropFirst("https://".count) : nil
  }

  /// Octets of a body that are read.
  public static let bodyLimit = 64 * 1024
  /// Octets of the application's page that are read: its configuration may stand at its end.
  public static let pageLimit = 2 << 20

  /// 4 MiB of a message: eight connections may be open at a time, and nothing is done with it.
  static let webSocketOptions = WebSocketOptions(
    limits: ProtocolLimits(
      frameBytes: 4 << 20, messageBytes: 4 << 20, decompressedBytes: 4 << 20))
}
