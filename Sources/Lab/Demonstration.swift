public import Transport

/// One fault that the lab can show: how it is brought about, and what cures it.
public struct Demonstration: Sendable {
  /// An id of the catalogue.
  public let fault: String
  /// What is wrong, as a person in charge of the set-up would say it.
  public let setup: String
  /// What is changed for the second diagnosis, in words that follow "applying the cure:".
  public let cure: String
  /// A cookie that the second diagnosis sends, where that is the cure.
  public let cookie: String?
  /// How long connections are held, where the fault shows only then; else none is.
  public let waits: Waits?
  let misconfiguration: Misconfiguration
  let application: TomcatApplication

  /// Seconds stand for minutes: how long a silent connection is held, and the keepalive's interval.
  public struct Waits: Sendable, Hashable {
    public let idle: Duration
    public let keepalive: Duration?
  }

  init(
    _ fault: String, _ misconfiguration: Misconfiguration, setup: String, cure: String,
    application: TomcatApplication = TomcatApplication(), cookie: String? = nil,
    waits: Waits? = nil
  ) {
    self.fault = fault
    self.misconfiguration = misconfiguration
    self.setup = setup
    self.cure = cure
    self.application = application
    self.cookie = cookie
    self.waits = waits
  }

  /// Every fault that can be shown; the first is the one to begin with.
  public static let all = atOnce + lasting

  /// Those that show at the handshake or right after it.
  private static let atOnce: [Demonstration] = [
    Demonstration(
      "upgrade.not-forwarded", .dropsUpgrade,
      setup: "the proxy has no line for WebSocket, as nginx after its installation",
      cure: "proxy_http_version 1.1, Upgrade and Connection are set"),
    Demonstration(
      "upgrade.path-not-routed", .pathNotCovered,
      setup: "no location of the proxy covers the WebSocket path",
      cure: "a location for the WebSocket path leads to the application"),
    Demonstration(
      "upgrade.backend-unreachable", .backendDown(.location),
      setup: "the location of the WebSocket path names a port where nothing listens",
      cure: "the location names the application's port"),
    Demonstration(
      "upgrade.blocked", .blocksUpgrade,
      setup: "a filter in the proxy refuses requests with an Upgrade field",
      cure: "the filter lets Upgrade: websocket pass"),
    Demonstration(
      "upgrade.http10-upstream", .http10Upstream,
      setup: "the proxy hands Upgrade and Connection on, but in HTTP/1.0",
      cure: "the location gets proxy_http_version 1.1",
      application: TomcatApplication(isStrict: true)),
    Demonstration(
      "upgrade.forbidden", .forbidden, setup: "the location of the WebSocket path says deny all",
      cure: "the location allows the clients"),
    Demonstration(
      "upgrade.authentication-required", .authenticationRequired,
      setup: "the location of the WebSocket path has auth_basic",
      cure: "the location gets auth_basic off"),
    Demonstration(
      "upgrade.redirected", .redirectsToLogin,
      setup: "the proxy redirects the WebSocket path to a login",
      cure: "the location leads to the application"),
    Demonstration(
      "upgrade.accept-invalid", .wrongAccept,
      setup: "something in between answers 101 with a Sec-WebSocket-Accept of its own",
      cure: "the handshake's fields pass unchanged"),
    Demonstration(
      "upgrade.status-rewritten", .rewritesStatus(200),
      setup: "something in between turns the application's 101 into 200",
      cure: "the status passes unchanged"),
    Demonstration(
      "upgrade.origin-rejected", .replacesHost,
      setup: "the proxy hides the Host name from an application that compares Origin with it",
      cure: "the location gets proxy_set_header Host $http_host",
      application: TomcatApplication(checksOrigin: true)),
    Demonstration(
      "upgrade.extension-rejected", .rejectsExtension,
      setup: "a filter in the proxy refuses handshakes that offer compression",
      cure: "the filter lets Sec-WebSocket-Extensions pass"),
    Demonstration(
      "tunnel.cut-early", .spoils(.cutsAtOnce),
      setup: "something in between hands the 101 on and cuts the connection",
      cure: "upgraded connections are left alone"),
    Demonstration(
      "tunnel.buffered", .spoils(.lumps(after: .seconds(2))),
      setup: "something in between gathers what the application says for 2 s",
      cure: "upgraded connections are not buffered"),
    Demonstration(
      "application.session-refused", .healthy,
      setup: "the proxy is right; the application closes a WebSocket that has no session",
      cure: "the session's cookie is sent along, as with --cookie or --from-curl",
      application: TomcatApplication(wantsSession: true), cookie: TomcatApplication.sessionCookie),
    Demonstration(
      "http.backend-unreachable", .backendDown(.everything),
      setup: "the application is not there: the proxy answers every request with 502",
      cure: "the application is started"),
  ]
}

extension Demonstration: CustomStringConvertible {
  public var description: String { fault }
}

/// A demonstration's servers, running: the application and the proxy in front of it, on loopback.
public final class Stage: Sendable {
  private let application: EchoServer
  private let proxy: FaultProxy

  /// Starts both on free ports, with the fault in place.
  public init(_ demonstration: Demonstration, loop: EventLoop) throws(SystemError) {
    application = try EchoServer(serving: demonstration.application, loop: loop)
    proxy = try FaultProxy(
      demonstration.misconfiguration, webSocketPath: TomcatApplication.endpoint,
      upstream: application.address, loop: loop)
  }

  /// Where the proxy listens.
  public var address: SocketAddress { proxy.address }

  /// Sets the proxy up as it should be.
  public func applyCure() { proxy.misconfiguration = .healthy }

  /// Ends both.
  public func stop() async {
    await proxy.stop()
    await application.stop()
  }
}
