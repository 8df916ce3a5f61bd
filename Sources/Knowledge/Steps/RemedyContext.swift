public import Evidence

/// What a step's text is filled in with.
public struct RemedyContext: Sendable {
  public var host: String
  public var port: UInt16
  public var isSecure: Bool
  /// Host, and the port where it isn't the scheme's.
  public var authority: String
  /// The WebSocket path without its query.
  public var path: String
  /// The prefix that a location or rule should cover.
  public var locationPath: String
  /// The word in capitals that stands for the backend's address.
  public var backend: String
  /// The name of the balancer's group for WebSocket.
  public var balancerGroup = "websocket-cluster"
  /// What people call the application, as in "Jira".
  public var application: String
  /// What people call the feature that needs WebSocket, as in "Chat".
  public var feature: String
  public var proxyName: String
  /// The product in front, which some snippets depend on.
  public var proxy: ProductID
  public var proxyVersion: String?
  /// The address as the user gave it, fit for a command line.
  public var url: String
  public var origin: String
  /// Seconds of silence after which a connection is cut, where that was measured.
  public var idleLimit: Double?
  /// Seconds between two keepalives, where that is known.
  public var keepalive: Double?
  /// Scheme, host and port that the target redirects to, if it does.
  public var redirectedTo: String?
  /// The subprotocol that was chosen of an offer of well-known ones.
  public var subprotocol: String?
  /// No address of the host takes connections on this port.
  public var isPortClosed = false
  /// What a further run is given so that it asks the same.
  public var command: OwnCommand

  public init(
    host: String, port: UInt16, isSecure: Bool, authority: String, path: String,
    locationPath: String, backend: String, application: String, feature: String,
    proxyName: String, proxy: ProductID = "unknown", proxyVersion: String?, url: String,
    origin: String
  ) {
    self.host = host
    self.port = port
    self.isSecure = isSecure
    self.authority = authority
    self.path = path
    self.locationPath = locationPath
    self.backend = backend
    self.application = application
    self.feature = feature
    self.proxyName = proxyName
    self.proxy = proxy
    self.proxyVersion = proxyVersion
    self.url = url
    self.origin = origin
    command = OwnCommand(url)
  }

  /// The address with the other scheme.
  var otherSchemeURL: String { "\(isSecure ? "http" : "https")://\(authority)" }

  /// How to ask again.
  public var askAgain: String { command.text }

  /// How to ask the same at another scheme, host or port.
  public func asking(at origin: String) -> OwnCommand { command.at(origin, from: host) }

  /// How to ask the application itself on its own machine, past the proxy.
  var askBackend: OwnCommand {
    let given = command.options.first { $0.name == "--ws-path" }?.value
    return OwnCommand("ws://\(backend)\(given ?? path)", command.without(OwnCommand.way).options)
  }

  /// How to ask the same of an inner proxy.
  var askInner: String { asking(address: "INNER-ADDRESS") }

  /// How to ask the same at one address of the host.
  func asking(address: String) -> String {
    let name = host.contains(":") ? "[\(host)]" : host
    return command.with("--resolve", "\(name):\(port):\(address)").text
  }

  /// How to ask the same with a login.
  var askWithLogin: String {
    command.with("--header-env", "Authorization=VARIABLE-NAME").text
  }

  /// How to ask with the browser's own request, which brings its session along.
  var askPasted: OwnCommand {
    var pasted = command.without(OwnCommand.session)
    pasted.address = nil
    pasted.options.insert(.init("--from-curl", "-"), at: 0)
    return pasted
  }
}

extension RemedyContext {
  var product: ProxyProduct? { ProxyProduct.product(proxy) }

  /// How the product in front is told of a change.
  var reload: String { product?.reload(self) ?? "reload the proxy" }

  /// The host is an address, not a name.
  var hostIsAddress: Bool {
    host.contains(":") || !host.isEmpty && host.allSatisfy { $0.isNumber || $0 == "." }
  }
}

extension RemedyContext {
  /// Ten minutes as the guides have it, and at least twice the keepalive. Seconds.
  var limitToSet: Int { max(600, Int((2 * (keepalive ?? 0)).rounded(.up)) + 1) }

  /// What it is now, for those who read only the snippet.
  var limitRemark: String {
    limitNow.map { "                  # \($0)" } ?? ""
  }

  /// The limit that was measured, and what it must be more than.
  var limitNow: String? {
    guard let idleLimit else { return nil }
    let least = keepalive.map { ", must be > \($0.asSpan)" } ?? ""
    return "now: \(idleLimit.asSpan)\(least)"
  }

  /// How to ask again where the answer takes a while.
  var askAgainAndWait: String {
    // With an --idle of its own it takes as long as that says.
    let takesLong = idleLimit != nil && !command.has("--idle")
    return takesLong ? "\(askAgain)   # takes about 75 s" : askAgain
  }
}
