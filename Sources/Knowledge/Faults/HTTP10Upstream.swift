import Diagnosis
import Evidence

extension Hypothesis {
  /// `upgrade.http10-upstream`: the proxy speaks HTTP/1.0 to the application.
  static let http10Upstream: [Hypothesis] = [

    Hypothesis(
      "upgrade.http10-upstream", rung: .upgrade, called: "HTTP/1.0",
      title: "{Proxy} speaks HTTP/1.0 to {application}, and WebSocket needs 1.1.",
      explanation: "The server refuses the handshake for its HTTP version. {fallback}",
      when: [.kind(.handshake, .versionNotSupported)],
      excludedBy: [.is(.versionArrives, "HTTP/1.1")],
      proves: [[.kind(.handshake, .versionNotSupported)]], remedies: version),
    Hypothesis(
      "upgrade.http10-upstream", variant: "426", rung: .upgrade,
      called: "HTTP/1.0",
      title: "{Proxy} speaks HTTP/1.0 to {application}, and WebSocket needs 1.1.",
      explanation: "The server asks for an upgrade that was asked for. {fallback}",
      when: [.kind(.handshake, .upgradeRequired)],
      requires: [.holds(.sameAnswer(.handshake, .plainGet))],
      excludedBy: [
        .is(.versionArrives, "HTTP/1.1"), .fails(.sameAnswer(.handshake, .wrongVersion)),
        .fails(.upgradeArrives), .fails(.arrived(.handshake, .http10)),
      ],
      expects: [
        .is(.proxyAsksIn, "HTTP/1.0-by-default", "either")
      ],
      proves: [[.is(.versionArrives, "HTTP/1.0"), .holds(.upgradeArrives)]], remedies: version),
    Hypothesis(
      "upgrade.http10-upstream", variant: "400", rung: .upgrade,
      called: "HTTP/1.0",
      title: "{Proxy} speaks HTTP/1.0 to {application}, and WebSocket needs 1.1.",
      explanation: "The server refuses every handshake alike. {fallback}",
      when: [.kind(.handshake, .badRequest)],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)),
        .holds(.sameAnswer(.handshake, .withoutConnectionToken)),
        .holds(.sameAnswer(.handshake, .wrongVersion)),
      ],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .fails(.arrived(.handshake, .http10)), anotherReason,
        .is(.flips(.withoutOrigin), "switched"), .is(.flips(.originOverHTTP), "switched"),
        .is(.flips(.withoutExtension), "switched"),
        .is(.flips(.chromeSpelling), "switched"),
      ],
      atMost: .possible, remedies: version),
    // websocketpp reads the WebSocket version before HTTP's.
    Hypothesis(
      "upgrade.http10-upstream", variant: "400 after the version was read", rung: .upgrade,
      called: "HTTP/1.0",
      title: "{Proxy} perhaps speaks HTTP/1.0 to {application}, and WebSocket needs 1.1.",
      explanation: "Upgrade arrives, and the handshake is called a bad request at any path. "
        + "{fallback}",
      when: [.kind(.handshake, .badRequest)],
      requires: [
        .fails(.sameAnswer(.handshake, .plainGet)),
        .fails(.sameAnswer(.handshake, .wrongVersion)),
        .holds(.sameAnswer(.handshake, .siblingHandshake)),
      ],
      excludedBy: [
        .author(.handshake, .proxy, .beacon), .fails(.arrived(.handshake, .http10)), anotherReason,
        .is(.versionArrives, "HTTP/1.1"), .fails(.handshakeFieldsArrive),
        .is(.proxyAsksIn, "HTTP/1.1"),
        .is(.flips(.withoutOrigin), "switched", "differs"),
        .is(.flips(.originOverHTTP), "switched"), .holds(.guessRefusedAlike),
        .is(.flips(.withoutExtension), "switched"), .is(.flips(.chromeSpelling), "switched"),
      ],
      expects: [
        .is(.proxyAsksIn, "HTTP/1.0-by-default", "either"),
        .fails(.sameAnswer(.handshake, .wrongVersion)),
        .holds(.sameAnswer(.handshake, .siblingHandshake)), .kind(.handshake, .badRequest),
        .is(.pathFrom, "option", "curl", "page"), .fails(.pageEndpointWorks),
      ],
      atMost: .possible, remedies: version),
  ]

  private static let version: [Remedy] = [.role(.speakHTTP11)]
}
