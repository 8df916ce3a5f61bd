import Evidence

extension SetupStep {
  /// Steps in the dashboard of Jelastic, iNET.elastic and their like.
  static let jelastic: [SetupStep] = [
    SetupStep(
      "jelastic.balancer-in-front", title: "an NGINX balancer as the environment's entry point",
      file: { _ in "the dashboard: Change Environment Topology" }, directive: "Balancing, NGINX",
      snippet: { _ in "Topology: NGINX balancer in front of the application server" },
      apply: { _ in "Apply, then wait until the node runs" }, source: sources,
      note: { _ in
        "the shared balancer in front of it passes WebSocket on as well, and limits an address to 50 "
          + "connections; it is meant for tests"
      }, checkedWith: untried),
    SetupStep(
      "jelastic.websocket-location", title: "a location for the WebSocket daemon's port",
      file: { _ in
        "conf.d/websocket.conf or nginx.conf of the balancer, inside its server block"
      },
      directive: "location",
      snippet: { location($0) },
      apply: { _ in "Save, then Restart Nodes of the balancer (or nginx -t && nginx -s reload)" },
      source: sources,
      note: { _ in
        "needed only where the daemon has a port of its own: nginx-jelastic.conf passes Upgrade on "
          + "for / already. The guide's block sets no Host, and its headers replace those above it; "
          + "the file that it edits is written anew when the topology changes"
      }, checkedWith: "nginx 1.22.1 with a provider's nginx-jelastic.conf"),
    SetupStep(
      "jelastic.appserver-address", title: "the application server's address and the daemon's port",
      file: { "the location that covers \($0.path), on the balancer" }, directive: "proxy_pass",
      snippet: {
        "proxy_pass http://\($0.backend);   # Additionally shows the IP; the port is the daemon's"
      },
      apply: { _ in "Save, then Restart Nodes of the balancer" }, source: sources,
      note: { _ in "502 means that nothing listens there: see jelastic.restart" },
      checkedWith: "nginx 1.22.1"),
    SetupStep(
      "jelastic.application-path", title: "the page's WebSocket address with the location's path",
      file: { _ in "the application's script in webroot/ROOT" }, directive: "wsUri",
      snippet: { context in
        "var wsUri = \"\(context.isSecure ? "wss" : "ws")://\(context.authority)\(context.path)\";"
      },
      apply: { _ in "Save, then Restart Nodes of the application server" }, source: sources,
      note: { _ in
        "the guide writes ws://: from a page with https browsers open wss:// only. Its path "
          + "{path_to_ws_file} is that of the daemon's script"
      }, checkedWith: "its documentation; not tried"),
    SetupStep(
      "jelastic.restart", title: "a restart, and the WebSocket daemon started after it",
      file: { _ in "the dashboard, and the application server's node" },
      directive: "Restart Nodes",
      snippet: { "curl -i http://\($0.backend)/   # on the balancer: the daemon must answer" },
      apply: { _ in
        "Restart Nodes of the balancer and of the application server, then start the daemon"
      },
      source: sources,
      note: { _ in "a daemon started by hand doesn't come back by itself after a restart" },
      checkedWith: untried),
  ]

  private static let sources =
    "Virtuozzo Application Platform documentation: WebSockets Support, NGINX Balancer"
  private static let untried = "its documentation; not tried"
}
