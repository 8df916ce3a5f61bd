/// Why an endpoint closes the connection (RFC 6455 §7.4, and IANA's registry for 1012–1014).
public struct CloseCode: RawRepresentable, Sendable, Hashable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public init(_ rawValue: UInt16) { self.rawValue = rawValue }

  public static let normalClosure = CloseCode(1000)
  public static let goingAway = CloseCode(1001)
  public static let protocolError = CloseCode(1002)
  public static let unsupportedData = CloseCode(1003)
  public static let noStatusReceived = CloseCode(1005)
  public static let abnormalClosure = CloseCode(1006)
  public static let invalidFramePayloadData = CloseCode(1007)
  public static let policyViolation = CloseCode(1008)
  public static let messageTooBig = CloseCode(1009)
  public static let mandatoryExtension = CloseCode(1010)
  public static let internalError = CloseCode(1011)
  public static let serviceRestart = CloseCode(1012)
  public static let tryAgainLater = CloseCode(1013)
  public static let badGateway = CloseCode(1014)
  public static let tlsHandshake = CloseCode(1015)

  /// Whether a Close frame may carry it (RFC 6455 §7.4.1, §7.4.2).
  ///
  /// 1005, 1006 and 1015 only describe a closing to the application; 1004 and what is not registered
  /// below 3000 have no meaning; 3000–4999 belong to libraries and applications.
  public var mayAppearOnTheWire: Bool {
    switch rawValue {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }

  /// The name in the registry, or nil.
  public var name: String? {
    switch self {
    case .normalClosure: "Normal Closure"
    case .goingAway: "Going Away"
    case .protocolError: "Protocol error"
    case .unsupportedData: "Unsupported Data"
    case .noStatusReceived: "No Status Rcvd"
    case .abnormalClosure: "Abnormal Closure"
    case .invalidFramePayloadData: "Invalid frame payload data"
    case .policyViolation: "Policy Violation"
    case .messageTooBig: "Message Too Big"
    case .mandatoryExtension: "Mandatory Ext."
    case .internalError: "Internal Error"
    case .serviceRestart: "Service Restart"
    case .tryAgainLater: "Try Again Later"
    case .badGateway: "Bad Gateway"
    case .tlsHandshake: "TLS handshake"
    default: nil
    }
  }
}

extension CloseCode: CustomStringConvertible {
  public var description: String { name.map { "\(rawValue) (\($0))" } ?? "\(rawValue)" }
}
