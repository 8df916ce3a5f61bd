public import HTTP1

/// What is wrong with the answer to an opening handshake (RFC 6455 §4.1).
public enum HandshakeViolation: Error, Sendable, Hashable {
  case statusNot101(Int)
  case versionBelow11(HTTPVersion)
  case missingUpgrade
  /// Upgrade names another protocol, or more than one.
  case wrongUpgrade(String)
  /// No Connection field has the token; with the values that were there.
  case missingConnectionToken(found: [String])
  case missingAccept
  case repeatedAccept([String])
  case wrongAccept(got: String, expected: String)
  case unofferedSubprotocol(String)
  case multipleSubprotocols([String])
  case unofferedExtension(String)
  case malformedExtension(String)
}

extension HandshakeViolation {
  /// The section of the standard that it offends against.
  public var section: String {
    switch self {
    case .statusNot101, .missingUpgrade, .wrongUpgrade, .missingConnectionToken, .missingAccept,
      .wrongAccept, .unofferedSubprotocol, .unofferedExtension:
      "RFC 6455 §4.1"
    case .versionBelow11: "RFC 6455 §4.2.2"
    case .repeatedAccept: "RFC 6455 §11.3.3"
    case .multipleSubprotocols: "RFC 6455 §11.3.4"
    case .malformedExtension: "RFC 6455 §9.1"
    }
  }

  /// One sentence without a full stop.
  public var sentence: String {
    switch self {
    case .statusNot101(let status): "the status is \(status) instead of 101"
    case .versionBelow11(let version): "the answer is \(version), which knows no upgrade"
    case .missingUpgrade: "the answer has no Upgrade field"
    case .wrongUpgrade(let value): "the answer's Upgrade is “\(value)” instead of “websocket”"
    case .missingConnectionToken([]): "the answer has no Connection field with “Upgrade”"
    case .missingConnectionToken(let values):
      "the answer's Connection is “\(values.joined(separator: ", "))”, without “Upgrade”"
    case .missingAccept: "the answer has no Sec-WebSocket-Accept"
    case .repeatedAccept(let values): "the answer has \(values.count) Sec-WebSocket-Accept fields"
    case .wrongAccept(let got, let expected):
      "Sec-WebSocket-Accept is “\(got)” instead of “\(expected)”: it answers another key"
    case .unofferedSubprotocol(let name):
      "the answer chooses the subprotocol “\(name)”, which was not offered"
    case .multipleSubprotocols(let names):
      "the answer chooses \(names.count) subprotocols; one is allowed"
    case .unofferedExtension(let name):
      "the answer agrees to the extension “\(name)”, which was not offered"
    case .malformedExtension(let text):
      "“\(text)” in Sec-WebSocket-Extensions breaks the grammar"
    }
  }
}

extension HandshakeViolation: CustomStringConvertible {
  public var description: String { sentence }
}
