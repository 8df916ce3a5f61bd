import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  /// HAProxy has no Server field of its own, and writes every field's name in lower case, relayed ones too:
  /// so do many, and only its own pages and its Accept show it (measured with 2.6.12 and 2.8.25).
  static let haproxy = ProxyProduct(
    "haproxy", name: "HAProxy",
    habits: [
      .passesUpgradeOn: .all, .asksInHTTP11: .all, .answersForHangUps: .all,
      .tellsErrorsApart: .all,
    ],
    sign: { response in
      addsAccept(response)
        ? Sign(.likely, because: "Sec-Websocket-Accept in a 426, other names in lower case") : nil
    },
    wrote: { response in
      guard isLowerCase(response) || isAsWritten(response) || response.head.version == .http10,
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

  /// What it cannot read it refuses with its page as it stands in its source, and names so spelt.
  private static func isAsWritten(_ response: Answer.Response) -> Bool {
    response.head.fields.list.map(\.name)
      == ["Content-length", "Cache-Control", "Connection", "Content-Type"]
  }

  private static func isLowerCase(_ response: Answer.Response) -> Bool {
    let names = response.head.fields.list.map(\.name)
    return !names.isEmpty && names.allSatisfy { $0 == $0.lowercased() }
  }
}
