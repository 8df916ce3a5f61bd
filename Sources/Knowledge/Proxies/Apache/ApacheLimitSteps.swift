import Diagnosis
import Evidence

extension SetupStep {
  /// Apache's limits: of silence, and of what it proxies.
  static let apacheLimits: [SetupStep] = [
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
      }, checkedWith: checked,
      today:
        "ProxyWebsocketIdleTimeout stops 2.4 from starting; the larger of Timeout and ProxyTimeout counts",
      page: Page(
        "Let a silent connection live",
        """
        What it is   The larger of Timeout and ProxyTimeout (or timeout= of the worker)
                     ends a connection on which nothing moves. Compiled 60 s, Debian
                     ships 300 s.
        Write        Timeout  600
                     or ProxyTimeout 600, where the rule has no timeout= of its own
        Seen by      A silent connection ends with FIN, always at the same age.
        Mind         ProxyWebsocketIdleTimeout of some guides is not in 2.4: with it
                     Apache does not start.
        Sources      httpd core (Timeout), mod_proxy (ProxyTimeout); measured with
                     Apache 2.4.71, 2026-11: FIN at 60.1 s
        """)),
    SetupStep(
      "apache.proxy-requests-off", title: "no forward proxy for everybody",
      file: { "the <VirtualHost> of \($0.host)" }, directive: "ProxyRequests",
      snippet: { _ in "ProxyRequests Off" }, apply: graceful,
      source: "httpd 2.4, mod_proxy: ProxyRequests (default Off)",
      note: { _ in "ProxyPass needs no ProxyRequests" }, checkedWith: checked,
      seen: { seeing in
        guard let forwards = seeing.table[.forwardsForAll] else {
          return .init(.unknown, "no request for another host was made")
        }
        return .init(forwards.value == .flag(true) ? .missing : .done, forwards.text)
      },
      page: Page(
        "No open forward proxy",
        """
        What it is   ProxyRequests On makes the server a forward proxy for everybody. A
                     reverse proxy does not need it.
        Write        ProxyRequests  Off
        Seen by      A request for another host is answered.
        Sources      httpd mod_proxy (ProxyRequests, access control)
        """)),
  ]
}
