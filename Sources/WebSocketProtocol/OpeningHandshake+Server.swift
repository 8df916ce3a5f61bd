public import HTTP1

/// What is wrong with a client's opening handshake (RFC 6455 §4.2.1).
public enum RequestViolation: Error, Sendable, Hashable {
  case methodNotGET(String)
  case versionBelow11(HTTPVersion)
  case missingHost
  case repeatedHost(count: Int)
  case missingUpgrade
  case wrongUpgrade(String)
  case missingConnectionToken(found: [String])
  case missingKey
  case repeatedKey([String])
  /// The key is not the Base64 of 16 bytes.
  case malformedKey(String)
  case missingVersion
  case unsupportedVersion(String)
}

extension RequestViolation {
  /// One sentence without a full stop.
  public var sentence: String {
    switch self {
    case .methodNotGET(let method): "the method is \(method) instead of GET"
    case .versionBelow11(let version): "the request is \(version), which knows no upgrade"
    case .missingHost: "the request has no Host"
    case .repeatedHost(let count): "the request has \(count) Host fields"
    case .missingUpgrade: "the request has no Upgrade field"
    case .wrongUpgrade(let value): "the request's Upgrade is “\(value)”, without “websocket”"
    case .missingConnectionToken([]): "the request has no Connection field"
    case .missingConnectionToken(let values):
      "the request's Connection is “\(values.joined(separator: ", "))”, without “Upgrade”"
    case .missingKey: "the request has no Sec-WebSocket-Key"
    case .repeatedKey(let keys): "the request has \(keys.count) Sec-WebSocket-Key fields"
    case .malformedKey(let key): "Sec-WebSocket-Key “\(key)” is not the Base64 of 16 bytes"
    case .missingVersion: "the request has no Sec-WebSocket-Version"
    case .unsupportedVersion(let version): "Sec-WebSocket-Version is “\(version)” instead of 13"
    }
  }

  /// The status that refuses it (RFC 6455 §4.2.2, RFC 9110 §15.5.22).
  public var status: Int {
    switch self {
    case .methodNotGET: 405
    case .missingUpgrade, .wrongUpgrade, .missingConnectionToken, .unsupportedVersion: 426
    default: 400
    }
  }
}

extension RequestViolation: CustomStringConvertible {
  public var description: String { sentence }
}

extension OpeningHandshake {
  /// Everything that is wrong with a client's request, not only the first thing (RFC 6455 §4.2.1).
  public static func violations(of request: RequestHead) -> [RequestViolation] {
    var violations: [RequestViolation] = []
    let fields = request.fields
    if request.method != "GET" { violations.append(.methodNotGET(request.method)) }
    if request.version < .http11 { violations.append(.versionBelow11(request.version)) }
    if !fields.contains("Host") { violations.append(.missingHost) }
    let hosts = fields.all("Host").count
    if hosts > 1 { violations.append(.repeatedHost(count: hosts)) }
    let upgrade = fields.tokens("Upgrade")
    if upgrade.isEmpty {
      violations.append(.missingUpgrade)
    } else if !fields.hasToken("Upgrade", "websocket") {
      violations.append(.wrongUpgrade(upgrade.joined(separator: ", ")))
    }
    if !fields.hasToken("Connection", "Upgrade") {
      violations.append(.missingConnectionToken(found: fields.all("Connection")))
    }
    let keys = fields.all("Sec-WebSocket-Key")
    if keys.isEmpty { violations.append(.missingKey) }
    if keys.count > 1 { violations.append(.repeatedKey(keys)) }
    if let key = keys.first, Base64.decodedCount(key) != 16 {
      violations.append(.malformedKey(key))
    }
    let versions = fields.tokens("Sec-WebSocket-Version")
    if versions.isEmpty {
      violations.append(.missingVersion)
    } else if !versions.contains("13") {
      violations.append(.unsupportedVersion(versions.joined(separator: ", ")))
    }
    return violations
  }

  /// A server's answer: 101, or the refusal that the first violation deserves, with an empty body.
  ///
  /// - Parameters:
  ///   - subprotocol: what the server chose of the client's offer.
  ///   - extensions: what the server agrees to, as the value of Sec-WebSocket-Extensions.
  ///   - strict: whether HTTP/1.0 is refused too; many servers let it pass, a proxy's default or not.
  public static func answer(
    to request: RequestHead, subprotocol: String? = nil, extensions: String? = nil,
    strict: Bool = true
  ) -> ResponseHead {
    var violations = violations(of: request)
    if !strict {
      violations.removeAll { if case .versionBelow11 = $0 { true } else { false } }
    }
    if let violation = violations.first { return refusal(of: violation) }
    var fields: Fields = [
      "Upgrade": "websocket", "Connection": "Upgrade",
      "Sec-WebSocket-Accept": accept(for: request.fields.first("Sec-WebSocket-Key") ?? ""),
    ]
    if let subprotocol { fields.append("Sec-WebSocket-Protocol", subprotocol) }
    if let extensions { fields.append("Sec-WebSocket-Extensions", extensions) }
    return ResponseHead(status: 101, reason: "Switching Protocols", fields: fields)
  }

  private static func refusal(of violation: RequestViolation) -> ResponseHead {
    switch violation.status {
    case 405:
      ResponseHead(
        status: 405, reason: "Method Not Allowed", fields: ["Allow": "GET", "Content-Length": "0"])
    case 426:
      ResponseHead(
        status: 426, reason: "Upgrade Required",
        fields: [
          "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
          "Content-Length": "0",
        ])
    default:
      ResponseHead(status: 400, reason: "Bad Request", fields: ["Content-Length": "0"])
    }
  }
}
