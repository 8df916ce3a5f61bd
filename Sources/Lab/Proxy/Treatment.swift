import HTTP1
import Transport

/// What the proxy does with one request.
enum Treatment: Hashable, Sendable {
  /// What becomes of the backend's 101 on its way back.
  enum Answer: Hashable, Sendable {
    case unchanged
    case wrongAccept
    case status(Int)
  }

  case forward(RequestHead, answer: Answer = .unchanged)
  /// A page of its own.
  case page(Int, Fields = [:])
  case hostile(Hostility)
}

extension Misconfiguration {
  /// Decides what happens to a request.
  ///
  /// - Parameters:
  ///   - location: the folder of the WebSocket path, with a slash at its end.
  ///   - requests: how many requests are being served, this one among them.
  func treatment(
    of request: RequestHead, location: String, upstream: SocketAddress, requests: Int
  ) -> Treatment {
    let isInLocation = request.path.hasPrefix(location)
    let asksToUpgrade = isInLocation && request.fields.hasToken("Upgrade", "websocket")
    switch self {
    case .pathNotCovered where isInLocation: return .page(404)
    case .backendDown(let scope) where scope.covers(isInLocation, asksToUpgrade): return .page(502)
    case .answers(let status, let scope) where scope.covers(isInLocation, asksToUpgrade):
      return .page(status)
    case .blocksUpgrade where asksToUpgrade: return .page(403)
    case .forbidden where isInLocation: return .page(403)
    case .authenticationRequired where isInLocation:
      return .page(401, ["WWW-Authenticate": "Basic realm=\"Restricted\""])
    case .redirectsToLogin where isInLocation:
      let host = request.fields.first("Host") ?? upstream.description
      return .page(302, ["Location": "http://\(host)/login?next=\(request.path)"])
    case .rejectsExtension
    where asksToUpgrade && request.fields.contains("Sec-WebSocket-Extensions"):
      return .page(400)
    case .connectionLimit(let limit) where isInLocation && requests > limit: return .page(503)
    case .silentOnUpgrade where asksToUpgrade: return .hostile(.silence)
    case .closesOnUpgrade where asksToUpgrade: return .hostile(.close)
    case .hostile(let hostility, let scope) where scope.covers(isInLocation, asksToUpgrade):
      return .hostile(hostility)
    case .wrongAccept: return .forward(forwarded(request, to: upstream), answer: .wrongAccept)
    case .rewritesStatus(let status):
      return .forward(forwarded(request, to: upstream), answer: .status(status))
    default: return .forward(forwarded(request, to: upstream))
    }
  }

  /// The request as it goes to the backend: without what belongs to the hop (RFC 9110 §7.6.1), then
  /// with what this set-up hands on of the handshake.
  private func forwarded(_ request: RequestHead, to upstream: SocketAddress) -> RequestHead {
    var forwarded = request
    forwarded.version = self == .http10Upstream ? .http10 : .http11
    let upgrade = request.fields.first("Upgrade")
    for name in Self.fieldsOfTheHop + request.fields.tokens("Connection")
    where !ListSyntax.equalIgnoringCase(name, "Host") {
      forwarded.fields.remove(name)
    }
    if self == .replacesHost { forwarded.fields.set("Host", upstream.description) }
    if self == .rewritesPath, let slash = request.target.dropFirst().firstIndex(of: "/") {
      forwarded.target = String(request.target[slash...])
    }
    if let upgrade, self != .dropsUpgrade { forwarded.fields.append("Upgrade", upgrade) }
    let passesToken = upgrade != nil && self != .dropsUpgrade && self != .dropsConnectionToken
    forwarded.fields.append("Connection", passesToken ? "upgrade" : "close")
    return forwarded
  }

  private static let fieldsOfTheHop = [
    "Connection", "Upgrade", "Keep-Alive", "Proxy-Connection", "TE", "Trailer",
    "Transfer-Encoding", "Content-Length",
  ]
}

extension Misconfiguration.Scope {
  func covers(_ isInLocation: Bool, _ asksToUpgrade: Bool) -> Bool {
    switch self {
    case .everything: true
    case .location: isInLocation
    case .upgrade: asksToUpgrade
    }
  }
}
