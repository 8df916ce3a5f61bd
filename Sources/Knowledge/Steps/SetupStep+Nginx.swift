import Evidence

extension SetupStep {
  static let nginx: [SetupStep] = [
    websocketLocation(
      "nginx.upgrade-header", title: "pass the Upgrade header on",
      directive: "proxy_set_header Upgrade $http_upgrade"),
    websocketLocation(
      "nginx.connection-header", title: "pass the Connection header on",
      directive: "proxy_set_header Connection \"upgrade\""),
    websocketLocation(
      "nginx.http-version", title: "speak HTTP/1.1 to the application",
      directive: "proxy_http_version 1.1",
      note: { _ in "from nginx 1.29.7 on, 1.1 is the default" }),
    websocketLocation(
      "nginx.websocket-location", title: "a location that covers the WebSocket path, unchanged",
      directive: "location",
      note: { _ in "proxy_pass without a path of its own: a slash behind the address rewrites it" }),
    websocketLocation(
      "nginx.host-header", title: "pass the host name on",
      directive: "proxy_set_header Host $http_host",
      note: { _ in
        "$host would drop the port, and an application that compares it with Origin refuses then"
      }),
    SetupStep(
      "nginx.backend-address", title: "the right backend, and one that runs",
      file: { "the location that covers \($0.path), on \($0.proxyName)" },
      directive: "proxy_pass",
      snippet: {
        "proxy_pass http://\($0.backend);   # must answer: curl -i http://\($0.backend)/"
      },
      apply: { _ in "start the backend or mend its address, then: nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_proxy_module: proxy_pass",
      note: { _ in
        "nginx's error log says why: refused (down), reset (dropped), or a TLS backend asked in "
          + "plain HTTP (then https://)"
      }, checkedWith: "nginx 1.22.1"),
    SetupStep(
      "nginx.body-size", title: "room for what the fallback posts",
      file: { "the location that covers what \($0.feature) posts to" },
      directive: "client_max_body_size", snippet: { _ in "client_max_body_size  10m;" },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, ngx_http_core_module: client_max_body_size (default 1m)",
      note: { _ in
        "no limit for WebSocket's messages. Not seen from outside: wsdoctor posts nothing; nginx "
          + "says 413, and its error log names the size"
      }, checkedWith: "nginx 1.22.1"),
  ]

  /// The location block that cures whatever line of it is missing.
  static func location(_ context: RemedyContext, extra: [String] = []) -> String {
    let lines =
      [
        "proxy_pass          http://\(context.backend);   # same as in location /",
        "proxy_http_version  1.1;",
        "proxy_set_header    Upgrade            $http_upgrade;",
        "proxy_set_header    Connection         \"upgrade\";",
        "proxy_set_header    Host               $http_host;",
        "proxy_set_header    X-Forwarded-For    $proxy_add_x_forwarded_for;",
        "proxy_set_header    X-Forwarded-Proto  $scheme;",
        "proxy_read_timeout  600s;",
      ] + extra
    return "location \(context.locationPath) {\n"
      + lines.map { "    \($0)\n" }.joined() + "}"
  }

  private static func websocketLocation(
    _ id: StepID, title: String, directive: String,
    note: @escaping @Sendable (RemedyContext) -> String? = { _ in nil }
  ) -> SetupStep {
    SetupStep(
      id, title: title,
      file: { context in
        "the server block of \(context.host); in place of a location of the same path, if there "
          + "is one"
      },
      directive: directive, snippet: { location($0) },
      apply: { _ in "nginx -t && nginx -s reload" },
      source: "nginx, WebSocket proxying; ngx_http_proxy_module", note: note,
      checkedWith: "nginx 1.22.1")
  }
}
