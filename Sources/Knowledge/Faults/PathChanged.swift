import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.path-not-routed`: the path doesn't arrive as it was asked.
  static let pathChanged: [Hypothesis] = [
    Hypothesis(
      "upgrade.path-not-routed", variant: "the path is changed", rung: .upgrade,
      called: "a changed path", title: "The WebSocket path doesn't arrive as it was asked.",
      explanation: "{Proxy} rewrites the path, and {application} knows nothing under the new one. "
        + "{fallback}",
      when: [.kind(.handshake, not: .switched)],
      requires: [.is(.pathEcho(.handshake), "changed")],
      proves: [[.is(.pathEcho(.handshake), "changed")], [.is(.pathArrives, "changed")]],
      remedies: unchanged),
    Hypothesis(
      "upgrade.path-not-routed", variant: "the path beside it is changed", rung: .upgrade,
      called: "a changed path", title: "The WebSocket path doesn't arrive as it was asked.",
      explanation:
        "{Proxy} rewrites the paths around it, and {application} knows nothing under the "
        + "new one. {fallback}",
      when: [
        .kind(.handshake, .notFound, .badRequest, .forbidden, .refused, .ok, .page),
        .is(.pathEcho(.sibling), "changed"),
      ],
      // An application below a prefix may name paths without it: no proof.
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .is(.pathEcho(.handshake), "unchanged"),
        .holds(.endpointLike), .holds(.pageEndpointWorks),
      ],
      expects: [
        .is(.pathEcho(.sibling), "changed"), .holds(.sameAnswer(.handshake, .plainGet)),
        .is(.pathFrom, "option", "curl", "page"),
      ],
      atMost: .likely, remedies: unchanged),
    // Node's servers end the connection where no endpoint is, without a word.
    Hypothesis(
      "upgrade.path-not-routed", variant: "changed, and the server hangs up", rung: .upgrade,
      called: "a changed path", title: "The WebSocket path doesn't arrive as it was asked.",
      explanation: "{Proxy} rewrites the path, and {application} hangs up on an Upgrade under the "
        + "new one. {fallback}",
      when: [.kind(.handshake, in: hangingUp), .is(.pathEcho(.plainGet), "changed")],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)),
        .holds(.sameAnswer(.handshake, .siblingHandshake)),
      ],
      // An application below a prefix may name paths without it: no proof.
      excludedBy: [.author(.handshake, .application, .beacon), .holds(.pageEndpointWorks)],
      expects: [
        .is(.pathEcho(.plainGet), "changed"), .is(.pathEcho(.sibling), "changed"),
        .is(.pathFrom, "option", "curl", "page"),
      ],
      atMost: .likely, remedies: unchanged),
    Hypothesis(
      "upgrade.path-not-routed", variant: "a part of the path is cut off", rung: .upgrade,
      called: "a changed path", title: "The WebSocket path doesn't arrive as it was asked.",
      explanation: "{Proxy} cuts a part of the path off, since one of its folders gets the start "
        + "page: {application} knows nothing under what is left. {fallback}",
      when: [
        .kind(.handshake, not: .switched, .silent, .unavailable, .gatewayTimeout),
        .holds(.prefixLost),
      ],
      // A start page of the same words may stand in a folder on purpose: no proof.
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .is(.pathEcho(.handshake), "unchanged"),
        .is(.pathEcho(.sibling), "unchanged"), .holds(.endpointLike), .holds(.pageEndpointWorks),
      ],
      expects: [.holds(.prefixLost), .is(.pathFrom, "option", "curl", "page")],
      atMost: .likely, remedies: unchanged),
    Hypothesis(
      "upgrade.path-not-routed", variant: "the beacon sees another path", rung: .upgrade,
      called: "a changed path", title: "The WebSocket path doesn't arrive as it was asked.",
      explanation: "The beacon accepts any path, {application} doesn't: it needs {path} unchanged.",
      when: [.is(.pathArrives, "changed"), .holds(.pathFixed)],
      proves: [[.is(.pathArrives, "changed")]], remedies: unchanged),
    Hypothesis(
      "upgrade.path-not-routed", variant: "the beacon sees another path, perhaps on purpose",
      rung: .upgrade, severity: .warning, called: "a changed path",
      title: "The WebSocket path arrives at the beacon under another name.",
      explanation: "That is right only if the application expects the new one.",
      when: [.is(.pathArrives, "changed"), .fails(.pathFixed)],
      proves: [[.is(.pathArrives, "changed")]], remedies: unchanged),
  ]

  private static let unchanged: [Remedy] = [.role(.leavePath)]

  /// What comes of a connection that the application ends: a proxy's error, or no answer.
  private static let hangingUp: Set<AnswerKind> = [
    .badGateway, .serverError, .closed, .reset, .truncated,
  ]
}
