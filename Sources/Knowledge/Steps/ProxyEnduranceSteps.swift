import Diagnosis
import Evidence

extension SetupStep {
  /// What lets a connection live: limits of silence and of age, reloads.
  static let anyProxyEndurance: [SetupStep] = [
    SetupStep(
      "proxy.idle-timeout", title: "a limit of silence longer than the keepalive's interval",
      file: { "the rule for \($0.path), on \($0.proxyName)" }, directive: "idle timeout",
      snippet: { "idle timeout of upgraded connections: \($0.limitToSet) s\($0.limitRemark)" },
      apply: { $0.reload }, verify: { $0.askAgainAndWait },
      source: "wsdoctor explain proxy.idle-timeout: the setting's name in each product",
      note: { _ in "of several proxies the smallest limit wins: each one needs it" },
      checkedWith: "nginx 1.22.1",
      page: Page(
        "Let a silent connection live",
        """
        What it is   Every proxy on the way has a limit; the smallest one wins. Set at
                     least twice the application's keepalive, or send a keepalive twice
                     as often.
        Write        \(ProxyProduct.lines(.keepSilence))
        Seen by      A silent connection ends at a repeatable age without Close frame.
        Mind         TCP keep-alive does not count for ALB, ELB and Cloudflare; a
                     WebSocket ping does.
        Sources      the products' manuals; measured with nginx 1.22.1, Apache 2.4.71,
                     HAProxy 2.6, Varnish 7.1, 2026-11
        """)),
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
      checkedWith: "not tried",
      page: Page(
        "Let a connection live as long as it is used",
        """
        What it is   Some products end every connection at an age, whatever it carries.
        Write        Google   classic load balancer: backend service timeoutSec: 86400
                     \(ProxyProduct.lines(.keepForLong))
        Seen by      Connections with and without traffic end at one age.
        Mind         No keepalive helps. AWS API Gateway's 2 h are fixed: connect anew.
        Sources      GKE ingress documentation; the products' manuals
        """)),
    SetupStep(
      "proxy.reload", title: "reloads that let open connections live on",
      file: { "the settings of \($0.proxyName)" },
      directive: "what a reload does with open connections",
      snippet: { _ in
        """
        # what the proxy does with open connections when it is told of a change: let them end by
        # themselves, or after as long as a user's day, and not restart it for a change
        """
      },
      apply: { _ in "reload the proxy" }, verify: { $0.askAgainAndWait },
      source: "the products' manuals", note: { _ in "or reload less often" },
      checkedWith: "not tried",
      page: Page(
        "Let open connections live through a reload",
        """
        What it is   Some products keep what is open until it ends, some for a while,
                     and some close everything at once: Caddy with Close 1001.
        Write        \(ProxyProduct.lines(.reloadGently))
                     ingress  worker-shutdown-timeout: 3600s
        Seen by      Connections of different age end at one moment.
        Sources      the products' manuals
        """)),
  ]
}
