import Diagnosis
import Evidence

extension SetupStep {
  /// Which requests Caddy hands on, and what it makes of them on the way.
  static let caddyRouting: [SetupStep] = [
    SetupStep(
      "caddy.route", title: "a route that hands the WebSocket path on, unchanged",
      file: { "the Caddyfile: the site block of \($0.host)" }, directive: "handle, reverse_proxy",
      snippet: caddyRoute, apply: { _ in reloadCaddy },
      source: "Caddy, Caddyfile: handle, reverse_proxy",
      note: { _ in
        "reverse_proxy passes WebSocket on by itself. Remove what spoils it: handle_path, "
          + "handle_response, request_header -Upgrade; and what changes the path before handle sees "
          + "it: rewrite, uri, try_files"
      }, checkedWith: checkedCaddy,
      seen: Seeing.byHandshake,
      today: "reverse_proxy needs no line for WebSocket since Caddy 2",
      page: Page(
        "A route for the path",
        """
        What it is   reverse_proxy hands WebSocket on by itself; it only has to cover
                     the path.
        Write        reverse_proxy /chat/ws/* APP:8080
        Seen by      200 with an empty body and Server: Caddy: no route fits. In 2.11
                     Server: Caddy without Via is Caddy's own answer, whatever its body.
        Mind         rewrite, uri and try_files change the path before handle sees it;
                     handle_path cuts it.
        Sources      caddyserver.com, reverse_proxy, directive order; measured with
                     Caddy 2.6.2 and 2.11.7, 2026-11
        """)),
    SetupStep(
      "caddy.header-up", title: "nothing that spoils a handshake on its way",
      file: { "the Caddyfile: the reverse_proxy of \($0.path), and the site block around it" },
      directive: "header_up, request_header, handle_response",
      snippet: {
        """
        # remove, in reverse_proxy: header_up -Upgrade, header_up Connection close, handle_response
        # without a matcher or for status 1xx; in the site: request_header -Upgrade. A route without:
        \(caddyRoute($0))
        """
      },
      apply: { _ in reloadCaddy }, source: "Caddy, reverse_proxy: header_up, handle_response",
      note: { _ in
        "reverse_proxy hands Upgrade and Connection on by itself; a request_header of the site counts "
          + "for every route in it"
      }, checkedWith: checkedCaddy,
      page: Page(
        "Leave the handshake alone",
        """
        What it is   reverse_proxy hands Upgrade, Connection and the 101 on, unless a
                     line of its own changes them.
        Remove       header_up -Upgrade, header_up -Connection
                     header_up Connection close, request_header -Upgrade
                     handle_response without a matcher, or for status 101 or 1xx
        Seen by      The application answers as to a plain GET, or misses the token; or
                     200 by Caddy where the application said 101.
        Mind         header_up Connection "upgrade" does no harm. handle_response for
                     errors, copy_response and intercept leave a 101 alone.
        Sources      caddyserver.com, reverse_proxy; measured with Caddy 2.6.2 and
                     2.11.7, 2026-11
        """)),
  ]

  static let checkedCaddy = "Caddy 2.6.2, 2.11.7"
  static let reloadCaddy = "caddy validate --config /etc/caddy/Caddyfile && systemctl reload caddy"

  static func caddyRoute(_ context: RemedyContext) -> String {
    let path = context.locationPath
    return """
      handle \(path.hasSuffix("/") ? path + "*" : path) {
          reverse_proxy \(context.backend)
      }
      """
  }
}
