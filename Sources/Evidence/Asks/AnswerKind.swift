import HTTP1

/// What kind of answer it is, by its status and form: the vocabulary of `kind(…)` observations.
public enum AnswerKind: String, Sendable, CaseIterable {
  /// 101 with the right Accept, and nothing else wrong with it.
  case switched
  /// 101 with a wrong Accept or none.
  case badAccept = "bad-accept"
  /// 101 with the right Accept, and something else in it that browsers refuse.
  case badSwitch = "bad-switch"
  /// The right Accept under 2xx or 3xx.
  case rewrittenStatus = "rewritten-status"
  /// The right Accept under an error.
  case acceptedError = "accepted-error"
  /// 2xx with a web page.
  case page
  /// Any other 2xx.
  case ok
  case redirect
  case badRequest = "bad-request"
  case unauthorized, forbidden
  case notFound = "not-found"
  case upgradeRequired = "upgrade-required"
  case rateLimited = "rate-limited"
  /// Any other 4xx.
  case refused
  case serverError = "server-error"
  case badGateway = "bad-gateway"
  case unavailable
  case gatewayTimeout = "gateway-timeout"
  case versionNotSupported = "version-not-supported"
  /// 400 that says that TLS was expected.
  case tlsExpected = "tls-expected"
  /// A 400 that says that a client certificate is missing.
  case certificateWanted = "certificate-wanted"
  case closed, reset, silent
  /// Bytes of HTTP/2.
  case http2
  /// A TLS record in answer to plain HTTP.
  case tlsRecord = "tls-record"
  case notHTTP = "not-http"
  case malformed, truncated, oversized
  case alert
  case notReached = "not-reached"

  public static let refusals: Set<AnswerKind> = [
    .badRequest, .notFound, .upgradeRequired, .refused, .serverError, .ok, .versionNotSupported,
  ]
  public static let gatewayErrors: Set<AnswerKind> = [.badGateway, .unavailable, .gatewayTimeout]
}

extension Answer {
  public var kind: AnswerKind {
    switch outcome {
    case .silence(let silence): return silence.kind
    case .response(let response):
      if truncated { return .truncated }
      // Whatever its status is: by the proxy's own words it got nothing from the backend.
      if [.backendHungUp, .backendProtocol, .backendRefused].contains(author.says) {
        return .badGateway
      }
      return response.kind(askedToUpgrade: ask.upgrade != nil)
    }
  }
}

extension Answer.Silence {
  var kind: AnswerKind {
    switch self {
    case .closed(let bytes): bytes == 0 ? .closed : .truncated
    case .reset(let bytes): bytes == 0 ? .reset : .truncated
    case .timedOut(let bytes): bytes == 0 ? .silent : .truncated
    case .notHTTP(let bytes): Self.kind(ofFirstBytes: bytes)
    case .malformed: .malformed
    case .oversized: .oversized
    case .alert: .alert
    case .notReached: .notReached
    }
  }

  /// HTTP/2 begins with a SETTINGS frame (RFC 9113 §3.4), a TLS alert with 0x15 0x03.
  private static func kind(ofFirstBytes bytes: [UInt8]) -> AnswerKind {
    if bytes.count >= 4, bytes[0] == 0, bytes[3] == 4 { return .http2 }
    if bytes.count >= 2, bytes[0] == 0x15 || bytes[0] == 0x16, bytes[1] == 3 { return .tlsRecord }
    return .notHTTP
  }
}

extension Answer.Response {
  func kind(askedToUpgrade: Bool) -> AnswerKind {
    if status == 101 {
      if !acceptIsRight { return .badAccept }
      return violations.isEmpty ? .switched : .badSwitch
    }
    // HAProxy writes an Accept of its own under a 426 that names websocket (RFC 9110 §15.5.22).
    if askedToUpgrade && acceptIsRight && status != 426 {
      return status < 400 ? .rewrittenStatus : .acceptedError
    }
    switch status {
    case 200..<300: return isPage ? .page : .ok
    case 300..<400: return .redirect
    case 400: return badRequestKind
    case 401, 407: return .unauthorized
    case 403: return .forbidden
    case 404, 410: return .notFound
    case 426: return .upgradeRequired
    case 429: return .rateLimited
    case 496: return .certificateWanted
    case 497: return .tlsExpected
    case 400..<500: return .refused
    case 502: return .badGateway
    case 503: return .unavailable
    case 504: return .gatewayTimeout
    case 505: return .versionNotSupported
    default: return .serverError
    }
  }

  private var isPage: Bool { mediaType == "text/html" && !body.isEmpty }

  /// nginx, Apache, Go and HAProxy say in words that TLS or a certificate was expected.
  private var badRequestKind: AnswerKind {
    let words = text.prefix(2048).lowercased()
    if words.contains("http request was sent to https port")
      || words.contains("speaking plain http to an ssl-enabled server")
      || words.contains("client sent an http request to an https server")
    {
      return .tlsExpected
    }
    if words.contains("no required ssl certificate was sent")
      || words.contains("ssl certificate error")
    {
      return .certificateWanted
    }
    return .badRequest
  }
}
