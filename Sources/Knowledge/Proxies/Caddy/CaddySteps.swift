import Diagnosis
import Evidence

extension SetupStep {
  static let caddy: [SetupStep] = [
    SetupStep(
      "caddy.route", title: "a route that hands the WebSocket path on, unchanged",
      file: { "the Caddyfile: the site block of \($0.host)" }, directive: "handle, reverse_proxy",
      snippet: caddyRoute, apply: { _ in reloadCaddy },
      source: "Caddy 2.6, Caddyfile: handle, reverse_proxy",
      note: { _ in
        "reverse_proxy passes WebSocket on by itself. Remove what spoils it: request_header "
          + "-Upgrade, header_up -Upgrade or -Connection, handle_path; and what changes the path "
          + "before handle sees it: rewrite, uri, try_files"
      }, checkedWith: "Caddy 2.6.2",
      seen: Seeing.byHandshake,
      today: "reverse_proxy needs no line for WebSocket since Caddy 2",
      page: Page(
        "A route for the path",
        """
        What it is   reverse_proxy hands WebSocket on by itself; it only has to cover
                     the path.
        Write        reverse_proxy /chat/ws/* APP:8080
        Seen by      200 with an empty body and Server: Caddy: no route fits.
        Mind         A reload closes all connections unless stream_close_delay is set.
        Sources      caddyserver.com, reverse_proxy; measured with Caddy 2.6, 2026-11
        """))
  ]

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
