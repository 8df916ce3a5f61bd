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
  /// The options that a further run needs so that it asks the same.
  public var options: [String] = []

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
  }

  /// The address with the other scheme.
  var otherSchemeURL: String { "\(isSecure ? "http" : "https")://\(authority)" }

  /// How to ask again.
  public var askAgain: String { (["wsdoctor \(url)"] + options).joined(separator: " ") }
}

/// One thing to change in a set-up, with what to paste.
public struct SetupStep: Sendable {
  public typealias Text = @Sendable (RemedyContext) -> String

  public let id: StepID
  public let title: String
  /// The file, or the place, in which the change is made.
  public let file: Text
  public let directive: String
  public let snippet: Text
  public let apply: Text
  public let verify: Text
  public let source: String
  public let note: @Sendable (RemedyContext) -> String?
  /// The version that it was tried with.
  public let checkedWith: String

  public init(
    _ id: StepID, title: String, file: @escaping Text, directive: String,
    snippet: @escaping Text, apply: @escaping Text, verify: @escaping Text = { $0.askAgain },
    source: String, note: @escaping @Sendable (RemedyContext) -> String? = { _ in nil },
    checkedWith: String
  ) {
    self.id = id
    self.title = title
    self.file = file
    self.directive = directive
    self.snippet = snippet
    self.apply = apply
    self.verify = verify
    self.source = source
    self.note = note
    self.checkedWith = checkedWith
  }

  public static let all: [SetupStep] =
    nginx + apache + apacheBalancer + haproxy + otherProxies + aws + anyProxy + handshakeFields
    + certificates
    + client + application + endurance + openXchange + universalMessaging
    + jelastic + sessions

  public static func step(_ id: StepID) -> SetupStep? { all.first { $0.id == id } }

  /// The step as a report names it.
  public func missing(rank: Int, certainty: Certainty, in context: RemedyContext) -> MissingStep {
    let text = snippet(context)
    return MissingStep(
      step: id, rank: rank, certainty: certainty, title: title, file: file(context),
      directive: directive, snippet: text,
      placeholders: Self.placeholders(in: text, context), apply: apply(context),
      verify: verify(context), source: source, note: note(context))
  }

  /// Words in capitals with a hyphen, or the backend's: only the reader can replace them.
  private static func placeholders(in text: String, _ context: RemedyContext) -> [String] {
    var found: [String] = []
    for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "-") }) {
      let name = String(word)
      let isPlaceholder =
        name == context.backend
        || name.contains("-") && name.count > 5 && !name.contains(where: \.isLowercase)
          && name.contains(where: \.isLetter)
      if isPlaceholder && !found.contains(name) { found.append(name) }
    }
    return found
  }
}
