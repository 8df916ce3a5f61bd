import Diagnosis
import Evidence

extension Hypothesis {
  /// A web page comes where the endpoint should be.
  static let pageInstead: [Hypothesis] = [
    Hypothesis(
      "upgrade.not-forwarded", variant: "on a path that serves a page too", rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.",
      explanation: "The handshake gets the page that a plain GET of this path gets: the Upgrade "
        + "header is lost, or the page's server knows no WebSocket. {fallback}",
      when: [.kind(.handshake, .page)],
      requires: [
        .holds(.sameAnswer(.handshake, .plainGet)), .fails(.sameAnswer(.plainGet, .sibling)),
        .is(.pathFrom, "option", "curl", "page"),
      ],
      excludedBy: [.fails(.sameAnswer(.handshake, .wrongVersion))],
      atMost: .possible, remedies: upgradeHeader),
    // An application of one page shows it at any path, at its endpoint too once Upgrade is lost.
    Hypothesis(
      "upgrade.not-forwarded", variant: "where any path is a page", rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.",
      explanation: "The handshake gets the page that every path gets: the Upgrade header is lost "
        + "on its way to {application}, or the path leads to a site's fallback. {fallback}",
      when: [.kind(.handshake, .page), .is(.pathFrom, "option", "curl", "page")],
      requires: [
        .holds(.sameAnswer(.handshake, .plainGet)), .holds(.sameAnswer(.plainGet, .sibling)),
      ],
      // What passes Upgrade on by itself, or wrote the page, lost nothing.
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .fails(.sameAnswer(.handshake, .wrongVersion)),
        .is(.proxy, ProxyProduct.having(.passesUpgradeOn)), .holds(.otherServer),
        .fails(.pathProxied),
        .holds(.upgradeArrives), .is(.pathArrives, "changed"),
      ],
      expects: [
        .holds(.sameAnswer(.handshake, .wrongVersion)), .holds(.application),
        .fails(.pageEndpointWorks), .fails(.otherServer),
      ],
      atMost: .possible, remedies: upgradeHeader),
    Hypothesis(
      "upgrade.path-not-routed", variant: "a page comes", rung: .upgrade,
      called: "a wrong route", title: "The WebSocket path ends at a web page.",
      explanation: "A page comes back where the endpoint should be: the path falls through to a "
        + "site's fallback. {fallback}",
      when: [.kind(.handshake, .page)],
      requires: [.holds(.sameAnswer(.handshake, .plainGet))],
      expects: [
        .holds(.sameAnswer(.plainGet, .sibling)), .is(.pathFrom, "option", "curl", "page"),
        .fails(.pageEndpointWorks),
      ],
      // Where every path is a page, one may stand over any refusal.
      likelyWith: [[.fails(.sameAnswer(.plainGet, .stranger))], [.author(.handshake, .proxy)]],
      atMost: .likely, remedies: wrongServer),
    Hypothesis(
      "application.handshake-refused", variant: "under a page that stands for every refusal",
      rung: .upgrade, severity: .warning, called: "the application",
      title:
        "{Application} perhaps refuses the handshake, and a page stands in its answer's place.",
      explanation:
        "Every path that was asked gets the same page: it may be put in the place of whatever "
        + "refusal comes, for want of a session too. Ask again with a browser's own request.",
      when: [.kind(.handshake, .page), .is(.pathFrom, "option", "curl", "page")],
      requires: [
        .holds(.sameAnswer(.handshake, .plainGet)), .holds(.sameAnswer(.plainGet, .sibling)),
        .holds(.sameAnswer(.plainGet, .stranger)),
      ],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .fails(.sameAnswer(.handshake, .wrongVersion)),
        .holds(.otherServer), .fails(.pathProxied), .is(.flips(.chromeSpelling), "switched"),
      ],
      atMost: .possible, separatedBy: "ask with --from-curl, or read the application's log",
      remedies: [.init("application.session")]),
  ]
}
