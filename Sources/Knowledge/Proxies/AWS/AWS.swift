import Diagnosis
import Evidence
import HTTP1

/// The load balancers of AWS, as its guides and answers in public describe them: nothing that they
/// send proves which one it is, since all of it can be written by others.
extension ProxyProduct {
  static let awsALB = ProxyProduct(
    "aws-alb", name: "the AWS Application Load Balancer", label: "AWS ALB",
    habits: [.passesUpgradeOn: .all, .asksInHTTP11: .all, .answersForHangUps: .all],
    sign: { response in
      if let cookie = response.cookieNames.first(where: { $0.hasPrefix("AWSALB") }) {
        return Sign(.likely, because: "cookie \(cookie)")
      }
      return serverField("awselb/2.0", response)
    },
    wrote: { serverField("awselb/2.0", $0)?.because },
    steps: SetupStep.aws,
    parts: [
      .reachAnyBackend: ["aws.target-health", "aws.security-group"],
      .reachBackendInTime: ["aws.security-group"], .reachBackendOfPath: ["aws.target-health"],
      .keepSilence: ["aws.idle-timeout"], .tellBaseURL: ["aws.base-url"],
    ],
    ways: [
      "proxy.forward-upgrade": Way(
        file: { context in
          "the rule for \(context.path), on the proxy behind \(context.proxyName), which passes "
            + "WebSocket on by itself"
        }, apply: { _ in "reload the proxy" })
    ],
    lines: awsALBLines,
    limits: [
      KnownTimeout(
        60, "AWS ALB idle timeout (default)",
        source: "idle_timeout.timeout_seconds, 1 to 4000; not measured")
    ],
    guides: ["generic": awsGuide, "jira-chat": awsGuide],
    reproduce: "none: AWS cannot run here; the tests play it")

  /// Of the guide's load balancers the Application Load Balancer does as well today.
  private static let awsGuide: [StepID] = [
    "aws.network-load-balancer", "aws.security-group", "aws.target-health", "aws.base-url",
    "aws.idle-timeout",
  ]

  /// It hands every byte on, so that nothing of it shows in an answer.
  static let awsNLB = ProxyProduct(
    "aws-nlb", name: "the AWS Network Load Balancer", label: "AWS NLB",
    parts: [
      .reachBackendInTime: ["aws.security-group"], .haveTargets: ["aws.target-health"],
      .keepSilence: ["aws.idle-timeout"], .tellBaseURL: ["aws.base-url"],
    ],
    limits: [
      KnownTimeout(
        350, "AWS NLB tcp.idle_timeout.seconds (default)",
        source: "elasticloadbalancing network, update-idle-timeout; not measured")
    ],
    guides: ["generic": awsGuide, "jira-chat": awsGuide])

  /// Its WebSocket APIs are a service of their own, with limits that nobody can change.
  static let awsAPIGateway = ProxyProduct(
    "aws-api-gateway", name: "AWS API Gateway", isEdge: true,
    limits: [
      KnownTimeout(
        600, "AWS API Gateway idle limit (fixed)",
        source: "apigateway execution-service-websocket-limits; not measured")
    ])

  /// It names no Server. Its own answers have reason phrases that nobody else writes.
  static let awsClassic = ProxyProduct(
    "aws-elb-classic", name: "the AWS Classic Load Balancer",
    label: "AWS Classic Load Balancer",
    sign: { response in
      if response.cookieNames.contains(where: { $0 == "AWSELB" || $0 == "AWSELBCORS" }) {
        return Sign(.likely, because: "cookie AWSELB")
      }
      return ownPhrase(response).map { Sign(.likely, because: $0) }
    },
    wrote: ownPhrase,
    parts: [
      .forwardUpgrade: ["aws.network-load-balancer"],
      .reachAnyBackend: ["aws.target-health", "aws.security-group"],
      .reachBackendInTime: ["aws.security-group"], .keepSilence: ["aws.idle-timeout"],
      .tellBaseURL: ["aws.base-url"],
    ],
    ways: [
      "proxy.forward-upgrade": Way(
        file: { "the rule for \($0.path), on the proxy behind \($0.proxyName)" },
        apply: { _ in "reload the proxy" })
    ],
    limits: [
      KnownTimeout(
        60, "AWS Classic Load Balancer idle timeout (default)",
        source: "ConnectionSettings.IdleTimeout; not measured")
    ],
    guides: ["generic": awsGuide, "jira-chat": awsGuide])

  private static func ownPhrase(_ response: Answer.Response) -> String? {
    guard response.field("Server") == nil, response.body.isEmpty else { return nil }
    let reason = response.head.reason
    let phrases = [
      400: "BAD_REQUEST", 405: "METHOD_NOT_ALLOWED", 408: "REQUEST_TIMEOUT",
      503: "Service Unavailable: Back-end server is at capacity", 504: "GATEWAY_TIMEOUT",
    ]
    return phrases[response.status] == reason ? "\"\(response.status) \(reason)\"" : nil
  }
}
