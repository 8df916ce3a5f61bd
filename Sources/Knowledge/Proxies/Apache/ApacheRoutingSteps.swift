import Diagnosis
import Evidence

extension SetupStep {
  /// One server behind Apache.
  static let apacheRouting: [SetupStep] = [
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
      }, checkedWith: checked,
      seen: Seeing.doneByHandshake,
      today: "or upgrade=websocket on the ProxyPass line (2.4.47)",
      page: Page(
        "A ProxyPass that hands WebSocket on",
        """
        What it is   A plain ProxyPass to http:// drops Upgrade. Either the path gets
                     ws://, or the line says upgrade=websocket.
        Write        ProxyPass  /chat/ws/  http://APP:8080/chat/ws/  upgrade=websocket
                     # before 2.4.47:
                     ProxyPass  /chat/ws/  ws://APP:8080/chat/ws/
        Seen by      The same answer with Upgrade and without; the application wrote it.
        Mind         It stands before "ProxyPass /", and path and URL end alike.
        Sources      httpd mod_proxy (upgrade=), mod_proxy_wstunnel; measured with
                     Apache 2.4.71, 2026-11
        """)),
    SetupStep(
      "apache.proxypass-order", title: "the WebSocket rule before every wider one",
      file: { context in
        "the <VirtualHost> of \(context.host): its ProxyPass lines in this order, in place of "
          + "those for the same paths; the first that fits wins"
      },
      directive: "ProxyPass", snippet: { "\(webSocketRule($0))\n\(wideRule($0))" },
      apply: graceful, source: "httpd 2.4, mod_proxy: Ordering ProxyPass Directives",
      note: { _ in "if only the order is wrong, move the lines and leave their addresses" },
      checkedWith: checked,
      seen: Seeing.doneByHandshake,
      page: Page(
        "The WebSocket line before the wider one",
        """
        What it is   Of ProxyPass lines the first that fits wins, so a ProxyPass / above
                     takes the WebSocket path too.
        Write        ProxyPass  /chat/ws/  ws://APP:8080/chat/ws/
                     ProxyPass  /          http://APP:8080/
        Seen by      The same answer with Upgrade and without: as if the line were not
                     there.
        Mind         ProxyPass inside <Location> goes the other way round: the later
                     section wins.
        Sources      httpd mod_proxy (ProxyPass); measured with Apache 2.4.71, 2026-11
        """)),
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
      }, checkedWith: checked,
      seen: { seeing in
        if ApacheVersion(seeing.version).hasUpgradeParameter == true {
          let apache = "Apache \(seeing.version ?? "")"
          return .init(.notNeeded, "\(apache): mod_proxy_http speaks ws:// itself")
        }
        return seeing.switched ? .init(.done, Seeing.works) : nil
      },
      today:
        "from 2.4.47 on mod_proxy_http speaks ws:// itself; the module is needed before that only",
      page: Page(
        "Load the modules that proxy WebSocket",
        """
        What it is   mod_proxy and mod_proxy_http; up to Apache 2.4.46
                     mod_proxy_wstunnel as well.
        Write        a2enmod proxy proxy_http proxy_wstunnel && apachectl restart
        Seen by      Apache's own 500 on the WebSocket path only; its log says AH01144,
                     no protocol handler was valid.
        Mind         From 2.4.47 on mod_proxy_http serves ws:// and upgrade=websocket by
                     itself: then this step of older guides is not needed.
        Sources      httpd mod_proxy_wstunnel, mod_proxy; measured with Apache 2.4.71,
                     2026-11
        """)),
    SetupStep(
      "apache.preserve-host", title: "pass the host name on",
      file: { "the <VirtualHost> of \($0.host), in place of another ProxyPreserveHost" },
      directive: "ProxyPreserveHost", snippet: { _ in "ProxyPreserveHost On" }, apply: graceful,
      source: "httpd 2.4, mod_proxy: ProxyPreserveHost (default Off)",
      note: { _ in
        "without it the application sees its own address as Host, and refuses the page's Origin"
      }, checkedWith: checked,
      seen: Seeing.hostArrives,
      page: Page(
        "Hand the public host name on",
        """
        What it is   Without it the application sees the address of ProxyPass as Host,
                     and compares the Origin with that.
        Write        ProxyPreserveHost  On
        Seen by      403 for the right Origin; redirects to an inner address.
        Sources      httpd mod_proxy (ProxyPreserveHost); measured with Apache 2.4.71,
                     2026-11
        """)),
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
      }, checkedWith: checked,
      page: Page(
        "Name the application where it listens",
        """
        What it is   Scheme, host and port of ProxyPass must be the application's.
        Write        ProxyPass  /  http://APP:8080/
        Seen by      Apache's own 503: refused. 502 Proxy Error: dropped, TLS spoken to
                     a plain port, or no answer within ProxyTimeout.
        Sources      httpd mod_proxy; measured with Apache 2.4.71, 2026-11
        """)),
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
