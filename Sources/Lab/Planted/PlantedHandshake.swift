import HTTP1
import WebSocketCompression
import WebSocketProtocol

/// A site whose opening handshake is right but for what is planted in it.
struct PlantedHandshake {
  let planted: Set<PlantedViolation>

  func answer(to request: RequestHead) -> SiteAnswer {
    var violations = OpeningHandshake.violations(of: request)
    violations.removeAll(where: isForgiven)
    if planted.contains(.wantsConnectionAlone), request.fields.first("Connection") != "Upgrade" {
      violations.append(.missingConnectionToken(found: request.fields.all("Connection")))
    }
    if planted.contains(.comparesUpgradeByCase), request.fields.first("Upgrade") != "websocket",
      request.fields.tokens("Upgrade") == [request.fields.first("Upgrade") ?? ""]
    {
      violations.append(.wrongUpgrade(request.fields.first("Upgrade") ?? ""))
    }
    if let violation = violations.first { return refusal(violation) }
    let agreement = compression(request)
    var fields: Fields = [
      "Upgrade": "websocket", "Connection": "Upgrade",
      "Sec-WebSocket-Accept": OpeningHandshake.accept(
        for: request.fields.first("Sec-WebSocket-Key") ?? ""),
    ]
    if let protocolName = request.fields.tokens("Sec-WebSocket-Protocol").first {
      fields.append("Sec-WebSocket-Protocol", protocolName)
    }
    if let agreement { fields.append("Sec-WebSocket-Extensions", agreement.text) }
    spoil(&fields)
    return .webSocket(
      ResponseHead(status: 101, reason: "Switching Protocols", fields: fields),
      compression: agreement?.agreed, closing: nil)
  }

  private func isForgiven(_ violation: RequestViolation) -> Bool {
    switch violation {
    case .malformedKey, .missingKey, .repeatedKey: planted.contains(.acceptsAnyKey)
    case .unsupportedVersion, .missingVersion: planted.contains(.acceptsAnyVersion)
    case .methodNotGET: planted.contains(.acceptsPOST)
    case .versionBelow11:
      planted.contains(.acceptsHTTP10) || planted.contains(.switchesSilentlyForHTTP10)
    case .missingHost, .repeatedHost: planted.contains(.acceptsWithoutHost)
    default: false
    }
  }

  private func refusal(_ violation: RequestViolation) -> SiteAnswer {
    var fields: Fields = ["Content-Length": "0"]
    if violation.status == 426 {
      fields.append("Upgrade", "websocket")
      fields.append("Connection", "Upgrade")
      if !planted.contains(.refusesWithoutVersions) { fields.append("Sec-WebSocket-Version", "13") }
    }
    return .response(ResponseHead(status: violation.status, fields: fields), body: [])
  }

  private func compression(_ request: RequestHead) -> (agreed: DeflateParameters, text: String)? {
    if let chosen = DeflateAcceptance().choose(from: request) { return chosen }
    guard planted.contains(.acceptsBadOffers),
      request.fields.tokens("Sec-WebSocket-Extensions").contains(where: {
        $0.hasPrefix("permessage-deflate")
      })
    else { return nil }
    return (DeflateParameters(), "permessage-deflate")
  }

  private func spoil(_ fields: inout Fields) {
    if planted.contains(.wrongAccept) {
      fields.set("Sec-WebSocket-Accept", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")
    }
    if planted.contains(.noUpgradeField) { fields.remove("Upgrade") }
    if planted.contains(.noConnectionField) { fields.remove("Connection") }
    if planted.contains(.subprotocolUnasked) { fields.set("Sec-WebSocket-Protocol", "unasked") }
    if planted.contains(.extensionUnasked) {
      fields.append("Sec-WebSocket-Extensions", "x-unasked")
    }
    if planted.contains(.contentLengthIn101) { fields.append("Content-Length", "0") }
  }
}
