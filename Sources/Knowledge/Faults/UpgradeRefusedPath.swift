import Diagnosis
import Evidence

extension Hypothesis {
  /// Only the WebSocket path is locked, redirected or behind a login, with and without Upgrade.
  ///
  /// A page that is so, where we only guess that an endpoint is there, is nothing wrong.
  static let upgradeRefusedPath: [Hypothesis] = [

    Hypothesis(
      "upgrade.authentication-required", rung: .upgrade, called: "a login",
      title: "The WebSocket path wants a login of its own: 401.",
      explanation: "Other paths don't, so a browser has no credentials for it. {fallback}",
      when: [.kind(.handshake, .unauthorized), .kind(.plainGet, .unauthorized)],
      excludedBy: [.fails(.pathTrusted), .is(.saysAbout(.handshake), anything)],
      proves: [onlyHere],
      remedies: [.role(.authenticate)]),
    Hypothesis(
      "upgrade.forbidden", rung: .upgrade, called: "a lock on the path",
      title: "The WebSocket path is forbidden: 403.",
      explanation: "With and without Upgrade, while other paths are open. {fallback}",
      when: [.kind(.handshake, .forbidden), .kind(.plainGet, .forbidden)],
      // Some servers answer a plain GET of their endpoint with 403.
      excludedBy: [
        .holds(.arrived(.handshake, .plain)), .fails(.pathTrusted),
        .is(.says(.handshake), "access-denied"), .is(.saysAbout(.handshake), anything),
      ],
      proves: [onlyHere],
      remedies: [.init("client.allowed-network"), .role(.openPath)]),
    Hypothesis(
      "upgrade.forbidden", variant: "by a rule, as the proxy says", rung: .upgrade,
      called: "a lock on the path", title: "The WebSocket path is forbidden: 403.",
      explanation: "A rule of {proxy} refuses it, with and without Upgrade; other paths are open. "
        + "{fallback}",
      when: [
        .kind(.handshake, .forbidden), .kind(.plainGet, .forbidden),
        .is(.says(.handshake), "access-denied"),
      ],
      excludedBy: [.fails(.pathTrusted)],
      proves: [onlyHere],
      remedies: [.init("client.allowed-network"), .role(.allowUpgrade)]),
    Hypothesis(
      "upgrade.redirected", variant: "to a login", rung: .upgrade, called: "a redirect",
      title: "The WebSocket path is redirected to a login.",
      explanation: "A WebSocket client follows no redirect: the handshake fails. {fallback}",
      when: [
        .kind(.handshake, .redirect), .kind(.plainGet, .redirect), .is(.redirectTo, "login"),
      ],
      excludedBy: [.fails(.pathTrusted)],
      proves: [onlyHere],
      remedies: [.role(.redirectToNoLogin), .init("application.session")]),
    Hypothesis(
      "upgrade.redirected", variant: "to https", rung: .upgrade, called: "a redirect",
      title: "The WebSocket path is redirected to https://.",
      explanation: "A WebSocket client follows no redirect: the handshake fails over ws://, and "
        + "needs wss://.",
      when: [
        .kind(.handshake, .redirect), .kind(.plainGet, .redirect), .is(.redirectTo, "https"),
      ],
      excludedBy: [.fails(.pathTrusted), .author(.handshake, .proxy)],
      proves: [onlyHere],
      remedies: [.init("client.url")]),
    Hypothesis(
      "upgrade.redirected", variant: "to https, by the proxy", rung: .upgrade,
      called: "a redirect",
      title: "The WebSocket path is redirected to https://.",
      explanation:
        "{Proxy} itself does so, to this path and not to the others: the handshake fails "
        + "over ws://, since a WebSocket client follows no redirect.",
      when: [
        .kind(.handshake, .redirect), .kind(.plainGet, .redirect), .is(.redirectTo, "https"),
        .author(.handshake, .proxy),
      ],
      excludedBy: [.fails(.pathTrusted)],
      proves: [onlyHere],
      remedies: [.role(.routeWithoutRedirect), .init("client.url", rank: 2)]),
    Hypothesis(
      "upgrade.redirected", variant: "elsewhere", rung: .upgrade, called: "a redirect",
      title: "The WebSocket path is redirected.",
      explanation: "A WebSocket client follows no redirect: the handshake fails. {fallback}",
      when: [
        .kind(.handshake, .redirect), .kind(.plainGet, .redirect),
        .is(.redirectTo, "elsewhere", "slash"),
      ],
      excludedBy: [.fails(.pathTrusted)],
      proves: [onlyHere],
      remedies: [.role(.routeWithoutRedirect), .init("client.url", rank: 2)]),
  ]

  /// Words of its own are the application's: a variant of theirs speaks.
  private static let anything = OwnWords.Topic.allCases.map(\.rawValue)

  /// Both answers raised the question; that no other path gets them is the proof.
  private static let onlyHere: [Prediction] = [.is(.everyPath, "differs")]
}
