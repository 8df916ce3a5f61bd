import Evidence

extension SetupStep {
  /// One server behind Apache.
  static let apache: [SetupStep] = [
    SetupStep(
      "apache.websocket-proxypass", title: "a ProxyPass with ws:// for the WebSocket path",
      file: { beforeFirstRule($0, inPlaceOf: "a ProxyPass for the same path") },
      directive: "ProxyPass … ws://", snippet: { webSocketRule($0) }, apply: graceful,
      source: "httpd 2.4, mod_proxy: ProxyPass, Protocol Upgrade",
      note: { context in
        ApacheVersion(context).hasUpgradeParameter == false
          ? "this Apache needs mod_proxy_wstunnel for it: a2enmod proxy_wstunnel"
          : "or, from 2.4.47 on, upgrade=websocket at the end of the ProxyPass line that covers the "
            + "path; before 2.4.47 mod_proxy_wstunnel must be loaded"
      }, checkedWith: checked),
    SetupStep(
      "apache.proxypass-order", title: "the WebSocket rule before every wider one",
      file: { context in
        "the <VirtualHost> of \(context.host): its ProxyPass lines in this order, in place of "
          + "those for the same paths; the first that fits wins"
      },
      directive: "ProxyPass", snippet: { "\(webSocketRule($0))\n\(wideRule($0))" },
      apply: graceful, source: "httpd 2.4, mod_proxy: Ordering ProxyPass Directives",
      note: { _ in "if only the order is wrong, move the lines and leave their addresses" },
      checkedWith: checked),
    SetupStep(
      "apache.proxy-wstunnel-module", title: "a module that speaks ws:// to the application",
      file: { _ in "httpd.conf, behind its other LoadModule lines (proxy_module comes first)" },
      directive: "LoadModule",
      snippet: { context in
        let own = "LoadModule proxy_http_module modules/mod_proxy_http.so"
        let tunnel = "LoadModule proxy_wstunnel_module modules/mod_proxy_wstunnel.so"
        let speaking =
          ApacheVersion(context).hasUpgradeParameter == true ? own : "\(own)\n\(tunnel)"
        return """
          \(speaking)
          # for a balancer:// these too; else they do no harm
          LoadModule proxy_balancer_module modules/mod_proxy_balancer.so
          LoadModule slotmem_shm_module modules/mod_slotmem_shm.so
          LoadModule lbmethod_byrequests_module modules/mod_lbmethod_byrequests.so
          """
      },
      apply: { _ in
        "a2enmod proxy_http proxy_wstunnel lbmethod_byrequests   # on Debian\n"
          + "apachectl configtest && apachectl restart"
      },
      source: "httpd 2.4, mod_proxy_http, mod_proxy_wstunnel",
      note: { _ in
        "from 2.4.47 on mod_proxy_http speaks ws:// itself; before, only mod_proxy_wstunnel does. "
          + "The error log says AH01144 where no module fits the rule"
      }, checkedWith: checked),
    SetupStep(
      "apache.idle-timeout", title: "a timeout longer than the keepalive's interval",
      file: { "the <VirtualHost> of \($0.host), in place of another Timeout" },
      directive: "Timeout",
      snippet: { context in
        let now = context.limitNow.map { "# \($0)\n" } ?? ""
        return "\(now)Timeout \(context.limitToSet)"
      },
      apply: graceful, verify: { $0.askAgainAndWait },
      source: "httpd 2.4, core: Timeout; mod_proxy: ProxyTimeout; modules/proxy/proxy_util.c",
      note: { _ in
        "of Timeout and ProxyTimeout (or the rule's timeout=) the larger counts: ProxyTimeout does as "
          + "well where the rule has no timeout=. ProxyWebsocketIdleTimeout is no directive of 2.4"
      }, checkedWith: checked),
    SetupStep(
      "apache.proxy-requests-off", title: "no forward proxy for everybody",
      file: { "the <VirtualHost> of \($0.host)" }, directive: "ProxyRequests",
      snippet: { _ in "ProxyRequests Off" }, apply: graceful,
      source: "httpd 2.4, mod_proxy: ProxyRequests (default Off)",
      note: { _ in "ProxyPass needs no ProxyRequests" }, checkedWith: checked),
    SetupStep(
      "apache.preserve-host", title: "pass the host name on",
      file: { "the <VirtualHost> of \($0.host), in place of another ProxyPreserveHost" },
      directive: "ProxyPreserveHost", snippet: { _ in "ProxyPreserveHost On" }, apply: graceful,
      source: "httpd 2.4, mod_proxy: ProxyPreserveHost (default Off)",
      note: { _ in
        "without it the application sees its own address as Host, and refuses the page's Origin"
      }, checkedWith: checked),
    SetupStep(
      "apache.backend-address", title: "the right backend, and one that runs",
      file: { beforeFirstRule($0, inPlaceOf: "the ProxyPass lines for the same paths") },
      directive: "ProxyPass",
      snippet: { context in
        "# must answer on the proxy's machine: curl -i http://\(context.backend)/\n"
          + "\(webSocketRule(context))\n\(wideRule(context))"
      },
      apply: { "start the backend or mend its address, then: \(graceful($0))" },
      source: "httpd 2.4, mod_proxy: ProxyPass",
      note: { _ in
        "503: nothing accepts there, or the balancer's group has no member that works; 502: it "
          + "hangs up or stays silent, or speaks TLS (then https:// and wss://). The error log says "
          + "which"
      }, checkedWith: checked),
  ]

  static let checked = "Apache 2.4.71"

  static func graceful(_ context: RemedyContext) -> String {
    "apachectl configtest && apachectl graceful"
  }

  static func beforeFirstRule(_ context: RemedyContext, inPlaceOf old: String) -> String {
    "the <VirtualHost> of \(context.host), before its first ProxyPass, in place of \(old)"
  }

  private static func webSocketRule(_ context: RemedyContext) -> String {
    let path = context.locationPath
    return "ProxyPass \"\(path)\" \"ws://\(context.backend)\(path)\""
  }

  private static func wideRule(_ context: RemedyContext) -> String {
    context.locationPath == "/" ? "" : "ProxyPass \"/\" \"http://\(context.backend)/\""
  }
}

/// What depends on Apache's version, as far as it shows.
struct ApacheVersion {
  /// Whether mod_proxy_http speaks ws:// and knows `upgrade=` (2.4.47); nil: the version is hidden.
  let hasUpgradeParameter: Bool?

  init(_ context: RemedyContext) {
    self.init(context.proxy == "apache" ? context.proxyVersion : nil)
  }

  init(_ version: String?) {
    let numbers = version?.split(separator: ".").map { Int($0) ?? -1 } ?? []
    guard numbers.count >= 3, !numbers.contains(-1) else {
      hasUpgradeParameter = nil
      return
    }
    hasUpgradeParameter = !numbers.lexicographicallyPrecedes([2, 4, 47])
  }
}
