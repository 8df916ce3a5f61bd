import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  /// Apache httpd. Its Server field stands on its own answers and on relayed ones that bring none;
  /// a backend's own is relayed (measured with 2.4.71).
  static let apache = ProxyProduct(
    "apache", name: "Apache",
    habits: [
      .answersForHangUps: .all, .tellsErrorsApart: .all, .coversAnswers: .all,
      .answersMaxForwards: .all,
    ],
    sign: { response in
      // Apache-Coyote is old Tomcat's.
      if response.field("Server")?.hasPrefix("Apache-Coyote") == true { return nil }
      return serverField("Apache", response) ?? keepAlive(response)
    },
    wrote: { response in
      let start = response.start
      if isPage(start, of: response) || start.contains("<address>Apache/") {
        return "its built-in page"
      }
      return response.head.reason == "Proxy Error" ? "its words for a proxy's error" : nil
    },
    furtherAsks: [.balancerManager, .foreignTarget, .foreignHostField], reload: SetupStep.graceful,
    language: "apache",
    steps: SetupStep.apacheRouting + SetupStep.apacheBalancer + SetupStep.apacheLimits,
    parts: apacheParts, ways: apacheWays,
    lines: apacheLines,
    limits: [
      KnownTimeout(
        60, "Apache Timeout and ProxyTimeout (default)",
        source: "mod_proxy_http.c, ap_proxy_tunnel_create; measured: FIN at 60.1 s")
    ],
    guides: [
      "generic": apacheGuide, "jira-chat": apacheGuide, "universal-messaging": apacheGuide,
      "open-xchange": [
        "apache.proxy-wstunnel-module", "apache.websocket-balancer", "apache.balancer-proxypass",
        "apache.proxypass-order", "apache.sticky-session", "apache.idle-timeout",
        "apache.balancer-manager-restricted",
      ],
    ],
    hypotheses: { apacheHypotheses })

  private static let apacheGuide: [StepID] = [
    "apache.proxy-wstunnel-module", "apache.proxy-requests-off",
    "apache.websocket-proxypass", "apache.proxypass-order", "apache.idle-timeout",
    "apache.preserve-host", "apache.websocket-balancer", "apache.balancer-proxypass",
    "apache.sticky-session", "apache.balancer-manager-restricted",
  ]

  /// The hop next to us wrote Keep-Alive, and only Apache and LiteSpeed count down in it.
  private static func keepAlive(_ response: Answer.Response) -> Sign? {
    guard let value = response.field("Keep-Alive"), value.hasPrefix("timeout="),
      value.contains(", max="), response.field("Server")?.hasPrefix("LiteSpeed") != true
    else { return nil }
    return Sign(.likely, because: "Keep-Alive: \(value)")
  }

  /// Two document types, one for each age of 2.4; Squid shares the newer, and goes on otherwise.
  private static func isPage(_ start: String, of response: Answer.Response) -> Bool {
    let types = [
      "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">",
      "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">",
    ]
    guard let type = types.first(where: start.hasPrefix) else { return false }
    return start.dropFirst(type.count).hasPrefix(
      "\n<html><head>\n<title>\(response.status)")
  }
}
