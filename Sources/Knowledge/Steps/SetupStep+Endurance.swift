import Evidence

extension SetupStep {
  /// What lets a connection live: limits of silence and of age, reloads, the keepalive itself.
  static let endurance: [SetupStep] = [
    SetupStep(
      "nginx.read-timeout", title: "a read timeout longer than the keepalive's interval",
      file: { _ in "in the location that has proxy_set_header Upgrade" },
      directive: "proxy_read_timeout",
      snippet: { "proxy_read_timeout  \($0.limitToSet)s;\($0.limitRemark)" },
      apply: { _ in "nginx -t && nginx -s reload" }, verify: { $0.askAgainAndWait },
      source: "nginx, ngx_http_proxy_module: proxy_read_timeout (default 60s)",
      note: { _ in "if nginx isn't the only proxy on the way, the limit may sit in the other one" },
      checkedWith: "nginx 1.22.1"),
    SetupStep(
      "nginx.buffering", title: "hand a streamed answer on as it comes",
      file: { _ in "in the location that covers the fallback's path" },
      directive: "proxy_buffering",
      snippet: { _ in "proxy_buffering     off;" },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_proxy_module: proxy_buffering (default on)",
      note: { _ in
        "an application that answers with X-Accel-Buffering: no needs no such line; gzip delays a "
          + "stream as well"
      },
      checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.idle-timeout", title: "a limit of silence longer than the keepalive's interval",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "idle timeout",
      snippet: {
        ByProduct.idleTimeout($0)
          ?? "idle timeout of upgraded connections: \($0.limitToSet) s\($0.limitRemark)"
      },
      apply: ByProduct.reload, verify: { $0.askAgainAndWait },
      source: "wsdoctor explain proxy.idle-timeout: the setting's name in each product",
      note: {
        $0.proxy == "lighttpd"
          ? "only what the client sends counts: pings of the server don't help"
          : "of several proxies the smallest limit wins: each one needs it"
      },
      checkedWith: "nginx 1.22.1"),
    SetupStep(
      "proxy.lifetime-limit", title: "no limit on a connection's whole life",
      file: { "the rule for \($0.path), on \($0.proxyName)" },
      directive: "backend timeout, stream_timeout, max_stream_duration",
      snippet: { _ in
        """
        # Google classic load balancer: backend service timeoutSec
        # Envoy: max_stream_duration, max_connection_duration
        # Caddy: stream_timeout
        # none, or as long as a user's day: 86400 s
        """
      },
      apply: { _ in "reload the proxy" }, verify: { $0.askAgainAndWait },
      source: "the products' manuals", note: { _ in "no keepalive helps against it" },
      checkedWith: "not tried"),
    SetupStep(
      "proxy.reload", title: "reloads that let open connections live on",
      file: { "the settings of \($0.proxyName)" },
      directive: "worker_shutdown_timeout, stream_close_delay",
      snippet: { _ in
        """
        # nginx: no worker_shutdown_timeout, or a long one
        # Caddy: stream_close_delay 1h    ingress-nginx: worker-shutdown-timeout 3600s
        """
      },
      apply: { _ in "reload the proxy" }, verify: { $0.askAgainAndWait },
      source: "the products' manuals", note: { _ in "or reload less often" },
      checkedWith: "not tried"),
    SetupStep(
      "application.keepalive", title: "a keepalive that comes before the limit and counts",
      file: { "\($0.application)'s settings" }, directive: "ping interval, heartbeat",
      snippet: { context in
        let interval = context.idleLimit.map { max(1, Int($0 / 2)) }.map(String.init) ?? "20"
        return "a message that the application answers, each \(interval) s or more often"
      },
      apply: { _ in "restart or reload the application if it asks for it" },
      verify: { $0.askAgainAndWait }, source: "RFC 6455 §5.5.2, §5.5.3",
      note: { _ in "a browser's page can send no ping: a message of its own, or the server's ping"
      },
      checkedWith: "Tomcat 10.1"),
  ]
}

extension RemedyContext {
  /// Ten minutes as the guides have it, and at least twice the keepalive. Seconds.
  var limitToSet: Int { max(600, Int((2 * (keepalive ?? 0)).rounded(.up)) + 1) }

  /// What it is now, for those who read only the snippet.
  var limitRemark: String {
    limitNow.map { "                  # \($0)" } ?? ""
  }

  /// The limit that was measured, and what it must be more than.
  var limitNow: String? {
    guard let idleLimit else { return nil }
    let least = keepalive.map { ", must be > \($0.asSpan)" } ?? ""
    return "now: \(idleLimit.asSpan)\(least)"
  }

  /// How to ask again where the answer takes a while.
  var askAgainAndWait: String {
    // With an --idle of its own it takes as long as that says.
    let takesLong = idleLimit != nil && !options.contains { $0.hasPrefix("--idle ") }
    return takesLong ? "\(askAgain)   # takes about 75 s" : askAgain
  }
}
