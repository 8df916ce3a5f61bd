public import Diagnosis
public import Evidence

/// What is known of one application: its paths, its keepalive, its documented set-up.
public struct Profile: Sendable {
  /// What the application does without WebSocket.
  public enum Fallback: Sendable, Equatable {
    case unknown
    /// It lives on repeated requests; the path may be unknown.
    case polling(path: String?)
    /// It asks for nothing but WebSocket; what it shows then comes late, by its ordinary requests.
    case none
  }

  public let id: ProfileID
  /// The product's name, as in "Chat for Service Desk".
  public let title: String
  /// What answers behind the proxy, as in "Jira"; nil: "the application".
  public let application: String?
  /// What needs WebSocket, as in "Chat".
  public let feature: String
  /// The placeholder for the backend's address.
  public let backend: String
  /// The name of the balancer's group for WebSocket in its guide.
  public var balancerGroup = "websocket-cluster"
  /// A path to ask when nothing names one; nil: the address's own path.
  public let webSocketPath: String?
  /// The prefix that all its endpoints share.
  public let locationPath: String?
  /// Seconds between two messages that keep a silent connection open.
  public let keepaliveSeconds: Double?
  /// The keepalive is a message, as a browser's page sends it; else a ping.
  public var keepaliveIsMessage = false
  public var fallback = Fallback.unknown
  /// What happens without WebSocket, in a sentence; empty where it isn't known.
  public let fallbackSentence: String
  /// The guide's steps that are made elsewhere than on the proxy; those on it stand with each proxy.
  public var ownSteps: [StepID] = []
  /// The steps that the guide has in place of a general one.
  public var inPlaceOf: [StepID: [StepID]] = [:]
  /// The steps that the guide has for a part of the proxy's, in place of the proxy's own.
  public var parts: [Role: [StepID]] = [:]
  /// The path is the guide's sample, and an application may have another.
  public var pathIsSample = false
  /// What it says of itself, and where.
  public var documents = Documents()
  /// What an answer of the application's address shows of it, in a few words; nil: nothing.
  public let recognises: @Sendable (Answer.Response) -> String?

  /// Where an application says something of itself, below its context path.
  public struct Documents: Sendable {
    /// JSON with the member `baseUrl`.
    public var baseURL: String?
    /// JSON with the member `state`.
    public var state: String?
    /// Answered with 401 unless a session holds.
    public var session: String?
    /// The script that its clients load.
    public var script: String?
    /// The field of a request that its server sends back.
    public var echoField: String?
    /// Metadata of its pages: base URL, and scheme, host and port as its server sees them.
    public var metadata: (base: String, scheme: String, host: String, port: String)?
    /// The query that names a session in the endpoint's address, and one that nobody has.
    public var session400: (name: String, foreign: String)?
    /// The platform takes no field longer than 2 KB.
    public var hasSmallHeaders = false

    public init() {}
  }

  /// In the order in which they are looked for: an application before the platform that it runs on.
  public static let all: [Profile] = [
    .generic, .jiraChat, .openXchange, .universalMessaging, .jelastic, .inetElastic,
  ]

  public static func profile(_ id: ProfileID) -> Profile? { all.first { $0.id == id } }

  /// A profile, and by what it was recognised.
  public struct Recognised: Sendable {
    public let profile: Profile
    public let because: String

    public init(profile: Profile, because: String) {
      self.profile = profile
      self.because = because
    }
  }

  /// The profile that answers or a path found in a page point at.
  public static func recognised(by responses: [Answer.Response], foundPath: String?) -> Recognised {
    for profile in all {
      if let prefix = profile.locationPath, profile.fixesPath, foundPath?.contains(prefix) == true {
        return Recognised(profile: profile, because: "the page names \(profile.title)'s path")
      }
      for response in responses {
        if let because = profile.recognises(response) {
          return Recognised(profile: profile, because: because)
        }
      }
    }
    return Recognised(profile: .generic, because: "nothing names a known application")
  }

  public static func recognised(by response: Answer.Response?, foundPath: String?) -> Profile {
    recognised(by: response.map { [$0] } ?? [], foundPath: foundPath).profile
  }

  /// The path is the product's own, and not only its guide's sample.
  public var fixesPath: Bool { !pathIsSample && webSocketPath != nil }
}
