/// Everything that the probes have brought so far: what observations are read from.
public struct Findings: Sendable {
  public var target: TargetFacts
  public var arrival = ArrivalFact()
  public var resolve: ResolveFact?
  public var attempts: [AttemptFact] = []
  /// A connection on which we said nothing was reset; `nil`: not tried.
  public var resetsUnasked: Bool?
  public var tunnel: TunnelFact?
  /// The forward proxy answers another request than CONNECT; `nil`: not tried.
  public var forwardProxyAnswers: Bool?
  /// The product that answered CONNECT, where its answer shows it.
  public var forwardProxy: ProductID?
  public var tls: TLSFact?
  /// The port of an `http:` address answered a TLS handshake; `nil`: not tried.
  public var portSpeaksTLS: Bool?
  /// The port of an `https:` address answers plain HTTP; `nil`: not tried.
  public var portSpeaksHTTP: Bool?
  public var answers: [Ask: Answer] = [:]
  /// The handshake, made several times; empty: once only.
  public var tries: [HandshakeTry] = []
  /// As many handshakes side by side as one client makes, all held open; empty: not tried.
  public var together: [HandshakeTry] = []
  public var conversation: Conversation?
  public var endurance: Endurance?
  public var polling: PollingFact?
  public var application: ApplicationFact?
  /// The address at which the page opens its WebSocket, where it names one for certain.
  public var page: PageFact?
  /// What each of several addresses of the host answers to the handshake; empty: not asked.
  public var addressAnswers: [AddressAnswer] = []
  public var session: SessionFact?
  public var engineIO: EngineIOFact?
  /// The product of the proxy in front, where it is known.
  public var proxy: ProductID?
  public var proxyName: String?
  /// What showed it, and how surely.
  /// What the proxy in front does by itself, as far as its release is known.
  public var proxyHabits: Set<ProxyHabit> = []
  public var proxySign: (certainty: Certainty, because: String)?

  public init(target: TargetFacts) { self.target = target }
}

/// What is known of the target before anything is asked.
public struct TargetFacts: Sendable, Equatable {
  public var isSecure: Bool
  public var host: String
  public var webSocketPath: String
  public var applicationPath: String
  public var pathFrom: Target.PathSource
  /// Nobody named the endpoint's path, and the application leaves it to the administrator.
  var pathIsGuess: Bool { pathFrom == .profile && !pathIsFixed }
  /// The application's maker fixes the path: a proxy must hand it on unchanged.
  public var pathIsFixed: Bool
  public var offersSubprotocols: Bool
  public var sendsCredentials: Bool
  /// What our requests say as `Host`.
  public var authority = ""

  public init(
    isSecure: Bool, host: String, webSocketPath: String, applicationPath: String,
    pathFrom: Target.PathSource, pathIsFixed: Bool, offersSubprotocols: Bool,
    sendsCredentials: Bool
  ) {
    self.isSecure = isSecure
    self.host = host
    self.webSocketPath = webSocketPath
    self.applicationPath = applicationPath
    self.pathFrom = pathFrom
    self.pathIsFixed = pathIsFixed
    self.offersSubprotocols = offersSubprotocols
    self.sendsCredentials = sendsCredentials
  }
}

/// What became of the host's name.
public enum ResolveFact: Sendable, Equatable {
  /// Addresses, in the order in which they are tried.
  case resolved([String])
  /// An address was given, there was nothing to resolve.
  case literal(String)
  case notFound
  /// The resolver's own words.
  case failed(String)
  case timedOut
}

/// One try to connect to one address.
public struct AttemptFact: Sendable, Equatable {
  public enum Outcome: String, Sendable { case connected, refused, timeout, reset, unreachable }

  public var address: String
  public var outcome: Outcome
  public var seconds: Double

  public init(address: String, outcome: Outcome, seconds: Double) {
    self.address = address
    self.outcome = outcome
    self.seconds = seconds
  }
}

/// What a forward proxy did with our CONNECT.
public enum TunnelFact: Sendable, Equatable {
  case open
  case denied(status: Int)
  case authenticationRequired
  case proxyUnreachable(String)
  /// It took our CONNECT and answered nothing; how it ended, as in "answers nothing within 10 s".
  case unanswered(String)
  case targetUnreachable(status: Int)
  case malformed(String)
}

/// The TLS handshake with the target.
public struct TLSFact: Sendable, Equatable {
  public enum Outcome: Sendable, Equatable {
    case established
    /// The port doesn't speak TLS.
    case notSpoken
    /// The peer's alert, or what OpenSSL finds wrong with what it said.
    case failed(String)
    /// How the connection ended without an answer in TLS.
    case ended(String)
    case timedOut
    case certificateRequired
  }

  public enum Problem: String, Sendable {
    case expired
    case notYetValid = "not-yet-valid"
    case nameMismatch = "name-mismatch"
    case selfSigned = "self-signed"
    case unknownIssuer = "unknown-issuer"
    case other
  }

  public var outcome: Outcome
  public var problems: [Problem] = []
  /// OpenSSL's words for the first problem.
  public var verifyText: String?
  /// How many certificates came.
  public var chainLength = 0
  /// The server's certificate says where its issuer's is (AIA caIssuers, RFC 5280 §4.2.2.1).
  public var namesIssuerURL = false
  public var subject: String?
  public var issuer: String?
  public var notAfter: String?
  public var names: [String] = []
  public var protocolVersion: String?
  /// The product that re-signs traffic, by the issuer's name.
  public var interceptor: String?

  public init(outcome: Outcome) { self.outcome = outcome }
}
