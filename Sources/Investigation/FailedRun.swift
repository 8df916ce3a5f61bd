import Evidence
import Knowledge
import ProbeKit
import Probes

extension Investigation {
  /// The report of a run that could not begin: every probe says why.
  static func failed(_ options: CheckOptions, because reason: String) -> Report {
    let choice = Discovery(options).result
    return Report(
      startedAt: CivilDate.timestamp(ofUnixMilliseconds: WallClock.unixMilliseconds()),
      durationSeconds: 0, interrupted: false, exitStatus: 3,
      environment: SystemFacts.environment(forwardProxy: options.via),
      settings: Settings(
        quick: options.quick, idleSeconds: options.idle.seconds,
        keepaliveSeconds: options.keepalive?.seconds,
        keepaliveFrom: options.keepalive == nil ? .unknown : .option,
        stepTimeoutSeconds: options.stepTimeout.seconds, sent: options.headers.map(\.name)),
      target: Target(
        url: options.url.description, webSocketURL: nil,
        webSocketPathFrom: choice.endpoint.from, endpointConfirmed: false, pollingURL: nil,
        profile: choice.profile.id, profileTitle: choice.profile.title,
        profileFrom: choice.profileFrom, addresses: []),
      verdict: .inconclusive, summary: "The run could not begin: \(reason).", untested: [],
      hops: [], proxy: ProxyInFront(product: "unknown", version: nil, certainty: .possible),
      observations: [], diagnoses: [], setupSteps: [],
      probes: catalogue.map {
        ProbeResult(
          id: $0.id, title: $0.title, outcome: .error, reason: reason, expected: $0.expected,
          actual: nil)
      },
      measurements: Measurements(), exchanges: [], connections: [], redactions: [])
  }
}
