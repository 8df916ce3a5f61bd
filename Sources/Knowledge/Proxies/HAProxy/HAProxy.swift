import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  /// HAProxy has no Server field of its own. It writes every field's name in lower case, relayed
  /// ones too (measured with 2.6.12 and 2.8.25); 2.6 leaves an empty reason phrase as it is, 2.8 fills it in;
  /// others do that as well, so that alone is never more than
  /// possible.
  static let haproxy = ProxyProduct(
    "haproxy", name: "HAProxy",
    habits: [
      .passesUpgradeOn: .all, .asksInHTTP11: .all, .answersForHangUps: .all,
      .tellsErrorsApart: .all,
    ],
    sign: { response in
      if addsAccept(response) {
        return Sign(.likely, because: "Sec-Websocket-Accept in a 426, other names in lower case")
      }
      guard isLowerCase(response), let server = ServerProduct.spellingCapitals(in: response),
        !response.head.fields.contains("Via"),
        // Others that write lower case have signs of their own.
        [ProxyProduct.envoy, .varnish, .cloudflare].allSatisfy({ $0.sign(response) == nil })
      else { return nil }
      return Sign(.possible, because: "field names of \(server) in lower case")
    },
    wrote: { response in
      guard isLowerCase(response) || response.head.version == .http10,
        response.field("Server") == nil, response.field("Date") == nil
      else { return nil }
      if response.start.hasPrefix("<html><body><h1>\(response.status) ") {
        return "its built-in page, without Server and Date"
      }
      let isBareRedirect =
        (300..<400).contains(response.status) && response.body.isEmpty
        && response.head.fields.list.allSatisfy {
          ["content-length", "location", "cache-control", "connection", "set-cookie"]
            .contains($0.name)
        }
      return isBareRedirect ? "a redirect without Server and Date" : nil
    },
    reload: SetupStep.reloadHAProxy,
    steps: SetupStep.haproxyRouting + SetupStep.haproxyServers + SetupStep.haproxyProtocols,
    parts: haproxyParts, ways: haproxyWays,
    lines: haproxyLines,
    // Nothing is set unless it is written; the smaller of the two cuts, where no timeout tunnel is.
    limits: [
      KnownTimeout(
        50, "HAProxy timeout client and server (Debian's haproxy.cfg)",
        source: "haproxy.cfg of Debian 12; which of them counts was measured with 2.6.12, 2.8.25")
    ],
    guides: [
      "generic": haproxyGuide, "jira-chat": haproxyGuide, "open-xchange": haproxyGuide,
      "universal-messaging": haproxyGuide + [
        "haproxy.tcp-mode", "haproxy.backend-tls", "haproxy.health-check",
      ],
    ],
    hypotheses: { haproxyHypotheses })

  private static let haproxyGuide: [StepID] = [
    "haproxy.websocket-acl", "haproxy.websocket-backend", "haproxy.server",
    "haproxy.tunnel-timeout",
  ]

  /// HAProxy computes the Accept itself whenever an answer to a handshake names websocket.
  private static func addsAccept(_ response: Answer.Response) -> Bool {
    var names = response.head.fields.list.map(\.name)
    guard response.status == 426, names.contains("Sec-Websocket-Accept") else { return false }
    names.removeAll { $0 == "Sec-Websocket-Accept" }
    return names.count > 2 && names.allSatisfy { $0 == $0.lowercased() }
  }

  private static func isLowerCase(_ response: Answer.Response) -> Bool {
    let names = response.head.fields.list.map(\.name)
    return !names.isEmpty && names.allSatisfy { $0 == $0.lowercased() }
  }
}
