public import Evidence

/// What is known of one application: its paths, its keepalive, its documented set-up.
public struct Profile: Sendable {
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
  /// Where it polls when WebSocket fails; nil: unknown.
  public var pollingPath: String?
  /// What happens without WebSocket, in a sentence; empty where it isn't known.
  public let fallback: String
  /// The guide's steps, by the proxy in front.
  public let guide: [ProductID: [StepID]]
  /// What an answer of the application's address shows of it.
  public let recognises: @Sendable (Answer.Response) -> Bool

  public static let all: [Profile] = [.generic, .jiraChat]

  public static func profile(_ id: ProfileID) -> Profile? { all.first { $0.id == id } }

  /// The profile that an answer or a path found in a page points at.
  public static func recognised(by response: Answer.Response?, foundPath: String?) -> Profile {
    all.first { profile in
      if let prefix = profile.locationPath, foundPath?.contains(prefix) == true { return true }
      return response.map(profile.recognises) ?? false
    } ?? .generic
  }
}
