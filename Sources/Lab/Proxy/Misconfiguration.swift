/// What a reverse proxy, or what stands behind it, can be set up wrongly in; one fault each.
public enum Misconfiguration: Sendable, Hashable {
  /// Which requests something happens to.
  public enum Scope: Sendable, Hashable {
    case everything
    /// The folder of the WebSocket path, as a location of nginx.
    case location
    /// Requests that ask for WebSocket, in that folder.
    case upgrade
  }

  case healthy
  /// As nginx without any line for WebSocket: `Connection: close`, and no Upgrade.
  case dropsUpgrade
  /// Upgrade is handed on, `Connection: upgrade` isn't.
  case dropsConnectionToken
  /// No location covers the path: the proxy's own 404.
  case pathNotCovered
  /// The first part of the path is taken away, as by a slash too many in `proxy_pass`.
  case rewritesPath
  /// The proxy's own 502.
  case backendDown(Scope)
  /// The proxy's own page of this status, such as 503 or 504.
  case answers(Int, Scope)
  /// A filter refuses whatever has an Upgrade field: 403.
  case blocksUpgrade
  case forbidden
  case authenticationRequired
  case redirectsToLogin
  /// The lines for WebSocket are there, `proxy_http_version 1.1` isn't.
  case http10Upstream
  /// The 101 answers another key: a bridge or cache that invents it.
  case wrongAccept
  /// The 101 is turned into this status.
  case rewritesStatus(Int)
  /// The Host field names the backend, so that one which compares Origin with it refuses.
  case replacesHost
  /// A filter refuses a handshake that offers compression: 400.
  case rejectsExtension
  case silentOnUpgrade
  case closesOnUpgrade
  /// More requests at a time than so many get 503, as by `limit_conn`; an open WebSocket is one.
  case connectionLimit(Int)
  /// WebSocket works, and doesn't last.
  case limits(TunnelLimit)
  /// WebSocket opens, and is spoilt.
  case spoils(TunnelFault)
  /// An answer that comes bit by bit is held back until its end, as by `proxy_buffering`.
  case buffersAnswers
  /// The proxy answers as no proxy should.
  case hostile(Hostility, Scope)

  /// The fault that it stands for, where it stands for one: an id of the catalogue.
  public var fault: String? {
    switch self {
    case .healthy, .hostile, .answers: nil
    case .dropsUpgrade, .dropsConnectionToken: "upgrade.not-forwarded"
    case .pathNotCovered, .rewritesPath: "upgrade.path-not-routed"
    case .backendDown(.everything): "http.backend-unreachable"
    case .backendDown: "upgrade.backend-unreachable"
    case .blocksUpgrade, .silentOnUpgrade, .closesOnUpgrade: "upgrade.blocked"
    case .forbidden: "upgrade.forbidden"
    case .authenticationRequired: "upgrade.authentication-required"
    case .redirectsToLogin: "upgrade.redirected"
    case .http10Upstream: "upgrade.http10-upstream"
    case .wrongAccept: "upgrade.accept-invalid"
    case .rewritesStatus: "upgrade.status-rewritten"
    case .replacesHost: "upgrade.origin-rejected"
    case .rejectsExtension: "upgrade.extension-rejected"
    case .connectionLimit: "upgrade.connection-limit"
    case .spoils(.cutsAtOnce): "tunnel.cut-early"
    case .spoils(.lumps), .spoils(.holdsUntilEnd): "tunnel.buffered"
    case .spoils(.endsAtCompression): "tunnel.compression-broken"
    case .spoils(.endsAtFrames): "tunnel.message-too-big"
    case .buffersAnswers: "polling.buffered"
    case .limits(.silence): "idle.timeout-too-short"
    case .limits(.silenceOfData): "keepalive.not-honored"
    case .limits(.age): "idle.lifetime-limit"
    case .limits(.forgotten): "idle.silent-drop"
    }
  }
}
