import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.not-forwarded`: routed to the application, but as a plain GET.
  static let notForwarded: [Hypothesis] = [

    Hypothesis(
      "upgrade.not-forwarded", variant: "the beacon sees no Upgrade", rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: lost,
      when: [.fails(.upgradeArrives)],
      proves: [[.fails(.upgradeArrives)]], remedies: upgradeHeader),
    Hypothesis(
      "upgrade.not-forwarded", variant: "the Upgrade header", rung: .upgrade,
      called: "a lost Upgrade", title: "WebSocket is not passed on.", explanation: lost,
      when: [.kind(.handshake, in: plainAnswers)],
      // A server that tells the two apart: it is Upgrade that is missing.
      requires: [
        .holds(.sameAnswer(.handshake, .plainGet)),
        .fails(.arrived(.handshake, .withoutConnectionToken)),
      ],
      excludedBy: contradictions, expects: signs, remedies: upgradeHeader),
    Hypothesis(
      "upgrade.not-forwarded", variant: "the Upgrade header or its Connection token",
      rung: .upgrade, called: "a lost Upgrade", title: "WebSocket is not passed on.",
      explanation: lost, when: [.kind(.handshake, in: plainAnswers)],
      requires: [.holds(.sameAnswer(.handshake, .plainGet))],
      excludedBy: contradictions + [
        .fails(.arrived(.handshake, .withoutConnectionToken)), .author(.handshake, .beacon),
      ],
      expects: signs,
      remedies: [
        .init("nginx.upgrade-header", for: "nginx"),
        .init("nginx.connection-header", for: "nginx"),
        .init("nginx.http-version", for: "nginx", rank: 2), .init("proxy.forward-upgrade"),
      ]),
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
    Hypothesis(
      "upgrade.not-forwarded", variant: "the Connection header", rung: .upgrade,
      called: "a lost Connection", title: "WebSocket is only half passed on.",
      explanation: "{Proxy} hands the Upgrade header to {application}, but not "
        + "\"Connection: upgrade\": the handshake is refused. {fallback}",
      when: [.kind(.handshake, .badRequest, .upgradeRequired)],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)),
        .holds(.sameAnswer(.handshake, .withoutConnectionToken)),
      ],
      excludedBy: [
        .author(.handshake, .proxy), .fails(.sameAnswer(.handshake, .wrongVersion)),
        .fails(.arrived(.handshake, .withoutConnectionToken)), .fails(.upgradeArrives),
        .holds(.connectionArrives), .is(.flips(.withoutOrigin), "switched"),
        .is(.flips(.withoutExtension), "switched"), .is(.flips(.chromeSpelling), "switched"),
      ],
      expects: [
        .author(.handshake, .application), .holds(.arrived(.handshake, .withoutConnectionToken)),
        .holds(.sameAnswer(.handshake, .wrongVersion)),
      ],
      proves: [[.holds(.upgradeArrives), .fails(.connectionArrives)]],
      remedies: [
        .init("nginx.connection-header", for: "nginx"),
        .init("nginx.http-version", for: "nginx", rank: 2), .init("proxy.forward-upgrade"),
      ]),
  ]

  private static let lost =
    "{Proxy} hands the request to {application} as an ordinary GET: the Upgrade header is lost. "
    + "{fallback}"

  private static let plainAnswers: Set<AnswerKind> = [
    .badRequest, .notFound, .upgradeRequired, .refused, .serverError, .ok,
  ]

  private static let contradictions: [Prediction] = [
    .author(.handshake, .proxy), .fails(.arrived(.handshake, .plain)),
    .is(.pathEcho(.handshake), "changed"), .fails(.sameAnswer(.handshake, .wrongVersion)),
    .holds(.upgradeArrives), .is(.pathArrives, "changed"),
  ]

  private static let signs: [Prediction] = [
    .holds(.sameAnswer(.handshake, .wrongVersion)), .author(.handshake, .application),
    .is(.pathEcho(.handshake), "unchanged"), .holds(.application),
    .is(.pathFrom, "option", "curl", "page"), .fails(.otherServer), .fails(.pageEndpointWorks),
  ]

  private static let upgradeHeader: [Remedy] = [
    .init("nginx.upgrade-header", for: "nginx"),
    .init("nginx.connection-header", for: "nginx", rank: 2),
    .init("nginx.http-version", for: "nginx", rank: 2),
    .init("proxy.forward-upgrade"),
  ]
}
