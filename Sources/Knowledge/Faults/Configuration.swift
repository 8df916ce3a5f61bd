import Diagnosis
import Evidence

extension Hypothesis {
  /// `config.…`: what the outside can see undone, whether WebSocket works or not.
  static let configuration: [Hypothesis] = [

    Hypothesis(
      "config.open-forward-proxy", rung: .http, severity: .warning,
      called: "an open forward proxy",
      title: "{Proxy} forwards requests of everybody to any host.",
      explanation: "Strangers can reach others, and what stands behind it, in its name. WebSocket "
        + "doesn't need that.",
      when: [.holds(.forwardsForAll)], proves: [[.holds(.forwardsForAll)]],
      explainsAbove: false,
      remedies: [
        .role(.proxyForItsOwn)
      ]),
    Hypothesis(
      "config.base-url-mismatch", rung: .http, severity: .warning, called: "another base URL",
      title: "{Application} is configured with another public address than {origin}.",
      explanation: "Links, and the address that its page opens WebSocket at, lead there: who comes "
        + "by {origin} meets another origin, or nothing.",
      when: [differs(.baseURL)], proves: [[differs(.baseURL)]], explainsAbove: false,
      remedies: [
        .role(.tellBaseURL), .init("application.base-url"),
      ]),
    Hypothesis(
      "config.connector-mismatch", variant: "scheme or port", rung: .http, severity: .warning,
      called: "a wrong connector",
      title: "{Application}'s server doesn't know that it is asked at {origin}.",
      explanation: "It builds redirects and compares origins with what its connector says: scheme "
        + "and port there are not the public ones.",
      when: [.is(.connector, "scheme", "port")], proves: [[.is(.connector, "scheme", "port")]],
      explainsAbove: false, remedies: [.init("application.connector")]),
    Hypothesis(
      "config.connector-mismatch", variant: "host", rung: .http, severity: .warning,
      called: "a wrong connector",
      title: "{Application}'s server doesn't know that it is asked at {origin}.",
      explanation: "It builds redirects and compares origins with another host: {proxy} hands its "
        + "own idea of the host on, and the connector doesn't say better.",
      when: [.is(.connector, "host", "address")], proves: [[.is(.connector, "host", "address")]],
      explainsAbove: false,
      remedies: [
        .role(.passHost), .init("application.connector"),
      ]),
  ]

  private static func differs(_ observation: ObservationName) -> Prediction {
    .is(observation, "host", "scheme", "port")
  }
}
