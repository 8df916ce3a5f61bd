import Diagnosis
import Evidence

/// The parts that a proxy has to play, with the step that speaks where a product has none of its own.
extension Role {
  static let forwardUpgrade = Role("forward Upgrade", step: "proxy.forward-upgrade")
  /// The Connection token alone is lost.
  static let forwardConnection = Role(
    "forward the Connection token", step: "proxy.forward-upgrade", within: forwardUpgrade)
  /// One of the two, and nothing tells which.
  static let forwardHandshake = Role(
    "forward Upgrade and its Connection token", step: "proxy.forward-upgrade",
    within: forwardUpgrade)
  static let speakHTTP11 = Role("ask in HTTP/1.1", step: "proxy.forward-upgrade")
  static let takeAnySpelling = Role("take any spelling", step: "proxy.forward-upgrade")
  static let leaveHandshakeFields = Role(
    "leave the Sec-WebSocket fields", step: "proxy.handshake-fields")
  static let leaveSubprotocol = Role("leave the subprotocol", step: "proxy.handshake-fields")
  /// What is left of a handshake on the way makes the application hang up.
  static let handOnWhole = Role("hand the handshake on whole", step: nil)
  /// It hands the handshake and its 101 on without making anything of them.
  static let leaveAnswer = Role("leave the answer as it is", step: "proxy.unchanged-answer")
  /// Ordinary requests alone go out in a version that isn't spoken.
  static let speakApplicationsHTTP = Role(
    "ask in the application's version of HTTP", step: "proxy.application-protocol")
  static let speakHTTP1ToApplication = Role(
    "hand handshakes on in HTTP/1.1", step: "proxy.application-protocol")

  static let routePath = Role("route the path", step: "proxy.route-websocket-path")
  /// The path may lead to another server than the one meant.
  static let routeToServer = Role(
    "route the path to the right server", step: "proxy.route-websocket-path", within: routePath)
  static let routeWithoutRedirect = Role(
    "route the path without a redirect", step: "proxy.route-websocket-path", within: routePath)
  static let leavePath = Role(
    "leave the path as it is", step: "proxy.route-websocket-path", within: routePath)
  /// No path of the host leads anywhere.
  static let routeHost = Role(
    "route the host", step: "proxy.route-websocket-path", within: routePath)
  /// One of several servers, now and then.
  static let routeAlways = Role("route every request alike", step: "proxy.route-websocket-path")

  static let allowUpgrade = Role("let Upgrade through", step: "proxy.allow-upgrade")
  /// No upgrade goes through that isn't named.
  static let nameUpgrade = Role(
    "name the upgrades that go through", step: "proxy.allow-upgrade", within: allowUpgrade)
  /// The path is locked, by a rule or by what answers in the application's place.
  static let openPath = Role("open the path", step: "proxy.allow-upgrade", within: allowUpgrade)
  /// A request with Upgrade gets no answer at all.
  static let answerUpgrade = Role(
    "hand a request with Upgrade on", step: "proxy.allow-upgrade", within: allowUpgrade)
  static let handBack101 = Role("hand the 101 back", step: "proxy.unchanged-answer")
  /// Nothing is put in the place of the application's 101.
  static let leaveSwitch = Role("leave the 101 as it is", step: "proxy.unchanged-answer")
  /// A proxy that computes an Accept of its own may have lost the key that it belongs to.
  static let leaveKey = Role("leave Sec-WebSocket-Key", step: nil)
  static let authenticate = Role("ask for no login", step: "proxy.authentication")
  /// It is sent to a login, by the proxy or the application.
  static let redirectToNoLogin = Role(
    "redirect to no login", step: "proxy.authentication", within: authenticate)
  static let leaveTunnelAlone = Role("leave the tunnel alone", step: "proxy.inspection")
  static let passHost = Role("pass the host name on", step: "proxy.host-header")
  /// Scheme, host and port by which users come: what it builds its addresses from.
  static let tellHowReached = Role(
    "tell the application how it was reached", step: "proxy.forwarded-proto")
  /// A name with several addresses needs the same behind each.
  static let sameEverywhere = Role(
    "do the same behind every address", step: "proxy.every-address")
  static let allowConnections = Role("allow connections", step: "proxy.connection-limit")
  static let allowRate = Role(
    "allow as many requests", step: "proxy.connection-limit", within: allowConnections)

  static let reachBackend = Role("reach the backend", step: "proxy.backend-address")
  /// Every path ends at the proxy's own error.
  static let reachAnyBackend = Role(
    "reach any backend", step: "proxy.backend-address", within: reachBackend)
  /// It is reached, and hangs up on what it is asked.
  static let speakToBackend = Role(
    "speak the backend's language", step: "proxy.backend-address", within: reachAnyBackend)
  static let reachBackendInTime = Role(
    "reach the backend in time", step: "proxy.backend-address", within: reachBackend)
  static let reachBackendOfPath = Role(
    "reach the WebSocket path's backend", step: "proxy.backend-address", within: reachBackend)

  /// A server that is asked for leave before the backend is.
  static let reachHelper = Role(
    "reach the server that is asked first", step: "proxy.authentication")

  static let keepSilence = Role("keep a silent connection", step: "proxy.idle-timeout")
  static let keepForLong = Role("keep a connection for long", step: "proxy.lifetime-limit")
  static let reloadGently = Role("keep connections over a reload", step: "proxy.reload")

  static let handOnAsItComes = Role("hand answers on as they come", step: "proxy.buffering")
  static let stick = Role("keep a session on one server", step: "proxy.sticky-session")
  static let roomForFields = Role("take large fields", step: "proxy.header-limit")
  static let proxyForItsOwn = Role("proxy for its own only", step: "proxy.no-forward-proxy")
  static let agreeOnCompression = Role(
    "let compressed frames through", step: "proxy.websocket-compression")
  static let showErrors = Role("say what fails", step: "proxy.error-log")
  static let showCertificate = Role("show the certificate", step: nil)

  /// A forward proxy lets CONNECT through.
  static let allowConnect = Role("allow CONNECT", step: "proxy.connect-targets")
  static let tellBaseURL = Role("tell the application its address", step: nil)
  static let haveTargets = Role("have servers to hand to", step: nil)
}
