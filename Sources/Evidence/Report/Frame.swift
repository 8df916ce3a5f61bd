/// Where the program ran.
public struct Environment: Codable, Sendable, Equatable {
  /// `option` or `environment` when a forward proxy is used, else `none`.
  public enum ForwardProxy: String, ReportWord {
    case none, option, environment
    public static var whenUnknown: ForwardProxy { .none }
  }

  public var system: String
  public var architecture: String
  public var forwardProxy: ForwardProxy

  public init(system: String, architecture: String, forwardProxy: ForwardProxy) {
    self.system = system
    self.architecture = architecture
    self.forwardProxy = forwardProxy
  }
}

/// The settings that change what a run can find; names of what was sent, never values.
public struct Settings: Codable, Sendable, Equatable {
  public enum KeepaliveSource: String, ReportWord {
    case option, profile, observed, unknown
    public static var whenUnknown: KeepaliveSource { .unknown }
  }

  public var quick: Bool
  public var idleSeconds: Double
  @OrUnknown public var keepaliveSeconds: Double?
  public var keepaliveFrom: KeepaliveSource
  public var stepTimeoutSeconds: Double
  /// Names of the header fields that the user added.
  public var sent: [String]
  /// How long the application was to be waited for; absent: not at all.
  public var waitSeconds: Double?

  public init(
    quick: Bool, idleSeconds: Double, keepaliveSeconds: Double?, keepaliveFrom: KeepaliveSource,
    stepTimeoutSeconds: Double, sent: [String]
  ) {
    self.quick = quick
    self.idleSeconds = idleSeconds
    self.keepaliveSeconds = keepaliveSeconds
    self.keepaliveFrom = keepaliveFrom
    self.stepTimeoutSeconds = stepTimeoutSeconds
    self.sent = sent
  }
}

/// What was asked, and how the WebSocket endpoint was found.
public struct Target: Codable, Sendable, Equatable {
  public enum PathSource: String, ReportWord {
    case option, curl, page, profile
    public static var whenUnknown: PathSource { .profile }
  }
  public enum ProfileSource: String, ReportWord {
    case option, recognised
    public static var whenUnknown: ProfileSource { .recognised }
  }

  public var url: String
  @OrUnknown public var webSocketURL: String?
  public var webSocketPathFrom: PathSource
  /// Some answer proved that Upgrade reaches a program that understands it.
  public var endpointConfirmed: Bool
  @OrUnknown public var pollingURL: String?
  public var profile: ProfileID
  /// The application's name, for people.
  public var profileTitle: String
  public var profileFrom: ProfileSource
  public var addresses: [String]
  /// The address that was given, where it redirects to `url`.
  public var redirectedFrom: String?
  /// Whether the same handshake is taken there, without TLS; absent: nobody asked.
  public var takenWithoutTLS: Bool?

  public init(
    url: String, webSocketURL: String?, webSocketPathFrom: PathSource, endpointConfirmed: Bool,
    pollingURL: String?, profile: ProfileID, profileTitle: String, profileFrom: ProfileSource,
    addresses: [String]
  ) {
    self.url = url
    self.webSocketURL = webSocketURL
    self.webSocketPathFrom = webSocketPathFrom
    self.endpointConfirmed = endpointConfirmed
    self.pollingURL = pollingURL
    self.profile = profile
    self.profileTitle = profileTitle
    self.profileFrom = profileFrom
    self.addresses = addresses
  }
}

/// One program on the way from us to the application.
public struct Hop: Codable, Sendable, Equatable {
  public enum Role: String, ReportWord {
    public static var whenUnknown: Role { .proxy }
    case forwardProxy = "forward-proxy"
    case edge, proxy, application
  }

  public var role: Role
  public var product: ProductID
  @OrUnknown public var version: String?
  public var certainty: Certainty
  /// Ids of observations.
  public var evidence: [String]
  /// As the product's makers write it; absent: as its id.
  public var name: String?

  public init(
    role: Role, product: ProductID, version: String?, certainty: Certainty, evidence: [String],
    name: String? = nil
  ) {
    self.name = name
    self.role = role
    self.product = product
    self.version = version
    self.certainty = certainty
    self.evidence = evidence
  }
}

/// The reverse proxy whose steps are named.
public struct ProxyInFront: Codable, Sendable, Equatable {
  public var product: ProductID
  @OrUnknown public var version: String?
  public var certainty: Certainty

  /// As the product's makers write it; absent: as its id.
  public var name: String?

  public init(product: ProductID, version: String?, certainty: Certainty, name: String? = nil) {
    self.name = name
    self.product = product
    self.version = version
    self.certainty = certainty
  }
}

/// A secret that was left out of the report.
public struct Redaction: Codable, Sendable, Equatable {
  public var name: String
  public var `where`: String
  public var count: Int

  public init(name: String, where place: String, count: Int) {
    self.name = name
    self.where = place
    self.count = count
  }
}
