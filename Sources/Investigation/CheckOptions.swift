public import Evidence

/// Everything that a person can ask of one check, after the command line was read.
///
/// Secrets (header values, cookies, credentials) are in it: it is never printed or recorded.
public struct CheckOptions: Sendable {
  /// The address of the application or of the endpoint.
  public var url: TargetURL
  /// `nil`: recognised from what the server shows.
  public var profile: ProfileID?
  /// The reverse proxy in front, where the admin knows it.
  public var behind: ProductID?
  public var webSocketPath: String?
  public var pollingPath: String?
  /// True when URL, headers and path came from `--from-curl`.
  public var pathFromCurl = false
  /// The address is that of the pasted request: none was given beside it.
  public var urlIsPasted = false
  /// The options that gave fields, cookies, origin and subprotocols, with the names of variables and
  /// files in place of values that may be secret; `nil`: no command line was read.
  public var givenAs: [(name: String, value: String)]?
  public var quick = false
  public var idle: Duration = .seconds(75)
  public var keepalive: Duration?
  /// The limit of each network step.
  public var stepTimeout: Duration = .seconds(10)
  /// The limit of the whole run.
  public var maxTime: Duration?
  /// How long an application that isn't up is waited for before it is judged; `nil`: not at all.
  public var wait: Duration?
  /// Header fields that the user added, in their order; cookies are among them as `Cookie`.
  public var headers: [(name: String, value: String)] = []
  /// `nil`: the origin of the target itself, as a browser on the application's page sends it.
  public var origin: String?
  public var subprotocols: [String] = []
  public var resolve: [ResolveOverride] = []
  /// Those of `resolve` that only a redirect's target could match.
  public var doubtfulResolve: [ResolveOverride] = []
  /// Where the run notes what it connects to; shared by all targets.
  public var lookUps: LookUps?
  public var via: ForwardProxyOption?
  public var caFile: String?
  /// `--insecure`: a certificate that cannot be verified is no fault, and secrets are sent.
  public var insecure = false
  public var clientCertificateFile: String?
  public var clientKeyFile: String?
  /// Empty: all probes.
  public var only: [ProbeID] = []
  public var skip: [ProbeID] = []
  public var fingerprintRequests = true
  public var failOn: FailOn = .error
  /// Fewer requests than a run makes at most, for tests of that limit.
  package var mostRequests: Int?
  /// Nothing is left out of the report, which must not leave the user's terminal.
  public var showSecrets = false

  public init(url: TargetURL) { self.url = url }
}

/// The severity from which a finding turns the exit status to 1.
public enum FailOn: String, Sendable, CaseIterable { case error, warning, never }

/// `--resolve HOST:PORT:ADDRESS`: which address to talk to for a host and port.
public struct ResolveOverride: Sendable, Hashable {
  /// In ASCII and lower case, without a dot at its end; `*` is any.
  public var host: String
  public var port: UInt16
  public var address: String

  public init(host: String, port: UInt16, address: String) {
    self.host = host
    self.port = port
    self.address = address
  }
}

/// The forward proxy for CONNECT.
public struct ForwardProxyOption: Sendable, Hashable {
  public enum Source: Sendable { case option, environment }
  /// `http://[USER:PASSWORD@]HOST:PORT`; its credentials are never recorded.
  public var url: String
  public var source: Source

  public init(url: String, source: Source) {
    self.url = url
    self.source = source
  }
}
