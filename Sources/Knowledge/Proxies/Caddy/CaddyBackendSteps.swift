import Diagnosis
import Evidence

extension SetupStep {
  /// How Caddy reaches the application.
  static let caddyBackend: [SetupStep] = [
    SetupStep(
      "caddy.backend-address", title: "the right backend, and one that runs",
      file: { "the Caddyfile: the reverse_proxy that covers \($0.path), on \($0.host)" },
      directive: "reverse_proxy",
      snippet: {
        "reverse_proxy \($0.backend)   # must answer: curl -i http://\($0.backend)/"
      },
      apply: { _ in "start the backend or mend its address, then: \(reloadCaddy)" },
      source: "Caddy, reverse_proxy: upstream addresses",
      note: { _ in
        "an application that speaks TLS needs https:// before its address. Caddy's log says which: "
          + "connection refused, EOF (it hangs up), no upstreams available (a health check)"
      }, checkedWith: checkedCaddy,
      page: Page(
        "Name the application where it listens",
        """
        What it is   reverse_proxy names the address and port on which the application
                     listens.
        Write        reverse_proxy APP:8080        # https://APP:8443 if it speaks TLS
        Seen by      502 with an empty body and Server: Caddy: refused, or hung up on;
                     503 where no upstream counts as up. A silent application: no answer
                     at all, 504 with response_header_timeout.
        Mind         h2c:// to an application of HTTP/1.1 is a 502 for everything too:
                     caddy.application-protocol.
        Sources      caddyserver.com, reverse_proxy; measured with Caddy 2.6.2 and
                     2.11.7, 2026-11
        """)),
    SetupStep(
      "caddy.application-protocol", title: "ask the application in HTTP/1.1",
      file: { "the Caddyfile: the reverse_proxy of \($0.path), on \($0.host)" },
      directive: "h2c://, versions",
      snippet: {
        """
        # remove h2c:// from the address, and h2c from versions in transport http (then 1.1 is the
        # default); if pages need it, for this path alone:
        \(caddyRoute($0))
        """
      },
      apply: { _ in reloadCaddy }, source: "Caddy, reverse_proxy: transport http, versions",
      note: { _ in
        "in HTTP/2 without TLS Caddy sends no handshake, also to an application that knows RFC 8441"
      }, checkedWith: checkedCaddy,
      page: Page(
        "HTTP/1.1 to the application",
        """
        What it is   h2c:// or "versions h2c" make Caddy ask in HTTP/2 without TLS,
                     where no Upgrade goes out.
        Remove       h2c:// before the address; h2c in versions of transport http
        Seen by      An empty 502 for every handshake, while pages come; from 2.11 on
                     they have "Via: 2.0 Caddy". An application of HTTP/1.1 alone: 502
                     for everything.
        Mind         "versions 2" without TLS is HTTP/1.1 all the same. To https:// a
                     handshake goes in HTTP/1.1, whatever pages do.
        Sources      caddyserver.com, reverse_proxy; measured with Caddy 2.6.2 and
                     2.11.7 before Hypercorn, Node, aiohttp, Tomcat, 2026-11
        """)),
  ]
}
