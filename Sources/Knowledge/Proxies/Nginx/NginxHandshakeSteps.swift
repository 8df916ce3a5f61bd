import Diagnosis
import Evidence

extension SetupStep {
  /// What makes nginx hand a handshake on.
  static let nginxHandshake: [SetupStep] = [
    websocketLocation(
      "nginx.upgrade-header", title: "pass the Upgrade header on",
      directive: "proxy_set_header Upgrade $http_upgrade",
      note: { context in
        context.proxyVersion == nil
          ? "from nginx 1.29.7 on, proxy_http_version 1.1 is the default and may be left out" : nil
      },
      forms: upgradeForms,
      seen: { seeing in
        if seeing.switched { return .init(.done, Seeing.works) }
        return seeing.table.meets([
          .fails(.sameAnswer(.handshake, .plainGet)), .author(.handshake, .application),
        ])
          ? .init(.done, "the Upgrade header changes the application's answer")
          : .init(.unknown, Seeing.hidden)
      },
      page: Page(
        "Hand the Upgrade header on",
        """
        What it is   Upgrade belongs to one hop (RFC 9110 §7.8): nginx drops it unless
                     it is set again.
        Write        proxy_set_header  Upgrade     $http_upgrade;
                     proxy_set_header  Connection  "upgrade";
        Seen by      Without it the application answers as to an ordinary GET: the same
                     with Upgrade and without.
        Mind         A location with any proxy_set_header of its own inherits none from
                     above: repeat them all there, Host too.
        Sources      nginx.org WebSocket proxying, proxy_set_header; measured with nginx
                     1.22.1, 2026-11
        """)),
    websocketLocation(
      "nginx.connection-header", title: "pass the Connection header on",
      directive: "proxy_set_header Connection \"upgrade\"", forms: upgradeForms,
      seen: { seeing in
        if seeing.switched { return .init(.done, Seeing.works) }
        return seeing.table.meets([.holds(.connectionArrives)])
          ? .init(.done, "the beacon received it") : .init(.unknown, Seeing.hidden)
      },
      page: Page(
        "Hand \"Connection: upgrade\" on",
        """
        What it is   The handshake needs both: Upgrade names the protocol, Connection
                     says that Upgrade is meant for this hop.
        Write        map $http_upgrade $connection_upgrade {   # in the http block
                         default  upgrade;
                         ''       "";
                     }
                     proxy_set_header  Connection  $connection_upgrade;
        Seen by      Upgrade arrives alone: Tomcat and aiohttp answer 400 instead of
                     what a plain GET gets.
        Mind         The literal "upgrade" works too, but on all requests of a host it
                     breaks the keep-alive to the application and some POSTs. Connection
                     "" (keep-alive recipe) kills the handshake. From 1.29.7 on
                     connections to an upstream block are kept by default, and a map
                     with '' close switches that off.
        Sources      nginx.org WebSocket proxying; RFC 6455 §4.1; measured with nginx
                     1.22.1 and 1.31.3, Tomcat 10.1, aiohttp 3.14, 2026-11
        """)),
    websocketLocation(
      "nginx.http-version", title: "speak HTTP/1.1 to the application",
      directive: "proxy_http_version 1.1", namesVersion: true,
      note: { context in
        ProxyProduct.isNginxWithOwnHTTP11(context)
          ? "this nginx asks in HTTP/1.1 by itself: if a line says proxy_http_version 1.0 or "
            + "proxy_http_version 2, that one can't hand an Upgrade on"
          : "from nginx 1.29.7 on, 1.1 is the default; proxy_http_version 2 (1.29.4) hands no "
            + "Upgrade on"
      },
      forms: [.ingressNginx("proxy-http-version", "1.1")],
      seen: { seeing in
        if seeing.table.meets([.is(.versionArrives, "HTTP/1.1")]) {
          return .init(.done, "the beacon received HTTP/1.1")
        }
        if ProxyProduct.ownHTTP11.isAtMost(seeing.version) {
          return .init(
            .notNeeded,
            "nginx \(seeing.version ?? "") asks in HTTP/1.1 unless a line says otherwise")
        }
        return .init(
          .unknown, seeing.switched ? "the application accepts either version" : Seeing.hidden)
      },
      today: "default from nginx 1.29.7 on",
      page: Page(
        "Speak HTTP/1.1 to the application",
        """
        What it is   proxy_http_version 1.1; in the location of the WebSocket path. Up
                     to nginx 1.29.6 the default is 1.0, and HTTP/1.0 knows no Upgrade.
        Write        proxy_http_version  1.1;
        Seen by      505, or a 426 that a plain GET gets too; or a streamed answer that
                     comes as one chunk. When 101 comes it is not needed: Tomcat 10 and
                     aiohttp answer 101 to HTTP/1.0.
        Mind         It alone does not help: Upgrade and Connection must be set as well.
                     proxy_http_version 2 (from 1.29.4 on) hands no handshake on: with
                     the lines an application hangs up and nginx says 502, without them
                     it gets a plain GET; of HTTP/1.1 alone, 502 for everything.
        Sources      nginx.org proxy_http_version (default 1.1 from 1.29.7); measured
                     with nginx 1.22.1 and 1.31.3, Tomcat 10.1, aiohttp 3.14, Python
                     websockets, Hypercorn, Node, 2026-11
        """)),
    websocketLocation(
      "nginx.websocket-location", title: "a location that covers the WebSocket path, unchanged",
      directive: "location",
      note: { _ in
        "proxy_pass without a path of its own: a slash behind the address rewrites it; "
          + overExpressions
      },
      forms: locationForms,
      seen: { seeing in
        if seeing.switched { return .init(.done, Seeing.works) }
        return seeing.table.meets([.is(.pathEcho(.handshake), "unchanged")])
          ? .init(.done, "the path arrives unchanged") : .init(.unknown, Seeing.hidden)
      },
      page: Page(
        "A location that covers the WebSocket path",
        """
        What it is   The path of the endpoint must meet a location that proxies to the
                     right application and leaves the path as it is.
        Write        location ^~ /chat/ws/ {
                         proxy_pass  http://APP:8080;    # nothing behind the port
                         ...                             # Upgrade, Connection, Host
                     }
        Seen by      nginx's own 404, the answer of a random sibling path, or another
                     path in the application's 404.
        Mind         A regular expression (location ~ ...) that fits takes the path from
                     a plain prefix; from ^~ it doesn't. nginx -T shows them all.
                     proxy_pass http://APP:8080/; with a slash cuts /chat/ws/ off. If
                     location / goes to the same application, the headers may stand
                     there instead.
        Sources      nginx.org location, proxy_pass; measured with nginx 1.22.1, 2026-11
        """)),
    websocketLocation(
      "nginx.host-header", title: "pass the host name on",
      directive: "proxy_set_header Host $http_host",
      note: { _ in
        "$host would drop the port, and an application that compares it with Origin refuses then"
      },
      forms: hostForms,
      seen: Seeing.hostArrives, listedWith: .hostArrives,
      page: Page(
        "Hand the public host name on",
        """
        What it is   Without it the application sees the address of proxy_pass as Host.
        Write        proxy_set_header  Host               $http_host;
                     proxy_set_header  X-Forwarded-Proto  $scheme;
        Seen by      An application that compares Origin and Host refuses: 403.
                     Redirects lead to an inner address.
        Mind         $host leaves the port out: wrong where the public port is not 80 or
                     443. A location with proxy_set_header lines of its own needs this
                     one again.
        Sources      nginx.org proxy_set_header; measured with nginx 1.22.1, 2026-11
        """)),
  ]

  /// The location block that cures whatever line of it is missing.
  static func location(
    _ context: RemedyContext, withVersion: Bool = false, extra: [String] = []
  ) -> String {
    // Later releases ask in HTTP/1.1 by themselves.
    let asksIn11 = ProxyProduct.isNginxWithOwnHTTP11(context)
    let lines =
      [
        "proxy_pass          http://\(context.backend);   # same as in location /"
      ] + (asksIn11 && !withVersion ? [] : ["proxy_http_version  1.1;"]) + [
        "proxy_set_header    Upgrade            $http_upgrade;",
        "proxy_set_header    Connection         \"upgrade\";",
        "proxy_set_header    Host               $http_host;",
        "proxy_set_header    X-Forwarded-For    $proxy_add_x_forwarded_for;",
        "proxy_set_header    X-Forwarded-Proto  $scheme;",
        "proxy_read_timeout  600s;",
      ] + extra
    return "location \(prefix(context)) {\n"
      + lines.map { "    \($0)\n" }.joined() + "}"
  }

  private static let overExpressions =
    "^~ wins over each location with a regular expression, which nginx -T | grep 'location ~' shows"

  /// A regular expression that fits the path would take it away from a plain prefix; for the whole site
  /// those are meant to.
  private static func prefix(_ context: RemedyContext) -> String {
    context.locationPath == "/" ? "/" : "^~ \(context.locationPath)"
  }

  private static func websocketLocation(
    _ id: StepID, title: String, directive: String, namesVersion: Bool = false,
    note: @escaping @Sendable (RemedyContext) -> String? = { _ in nil },
    forms: [Form] = [],
    seen: @escaping Seeing.Rule, today: String? = nil, listedWith: ObservationName? = nil,
    page: Page
  ) -> SetupStep {
    SetupStep(
      id, title: title,
      file: { context in
        "the server block of \(context.host); in place of a location of the same path, if there "
          + "is one"
      },
      directive: directive, snippet: { location($0, withVersion: namesVersion) },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, WebSocket proxying; ngx_http_proxy_module", note: note,
      checkedWith: checkedNginx, seen: seen, today: today, listedWith: listedWith,
      forms: forms, page: page)
  }
}
