import Evidence

extension SetupStep {
  /// Steps on the middleware of Open-Xchange.
  static let openXchange: [SetupStep] = [
    SetupStep(
      "ox.websockets-package", title: "the middleware's WebSocket packages",
      file: middleware, directive: "open-xchange-websockets-grizzly",
      snippet: { _ in
        """
        apt-get install open-xchange-websockets-grizzly \\
            open-xchange-pns-impl open-xchange-pns-transport-websockets
        """
      },
      apply: { _ in "systemctl restart open-xchange" }, source: sources,
      note: { _ in
        "the guide names the first package alone; mail push needs the other two as well, and "
          + "com.openexchange.pns.transport.websocket.enabled=true"
      }, checkedWith: "its documentation, 7.10.5; not tried"),
    SetupStep(
      "ox.websockets-enabled", title: "WebSocket allowed for the user",
      file: { _ in "/opt/open-xchange/etc/websockets.properties, on each middleware node" },
      directive: "com.openexchange.websockets.enabled",
      snippet: { _ in "com.openexchange.websockets.enabled=true" },
      apply: { _ in
        "/opt/open-xchange/sbin/reloadconfiguration; it counts for a user after 30 minutes at most"
      },
      source: sources,
      note: { _ in
        "it is true where nobody set it; user, context and context-set may say otherwise. With a "
          + "session that holds, 400 means this, an id that is open already, or eight open sockets"
      }, checkedWith: "its source, 7.10; not tried"),
    SetupStep(
      "ox.hazelcast", title: "a bus between the middleware's nodes",
      file: middleware, directive: "open-xchange-cluster…, Hazelcast or Redis",
      snippet: { _ in
        """
        # 7.8.3 to 8.20: Hazelcast, /opt/open-xchange/etc/hazelcast.properties
        # current 8.x: Redis, com.openexchange.redis.*
        # one node alone needs neither
        """
      },
      apply: { _ in "systemctl restart open-xchange, node by node" }, source: sources,
      note: { _ in
        "without it a message made on one node doesn't reach a WebSocket on another; no request "
          + "from outside shows that"
      }, checkedWith: "its documentation, 7.10.5 and 8.20; not tried"),
    SetupStep(
      "ox.authenticated-session", title: "a session, its secret cookie and its User-Agent together",
      file: { _ in "this command line" }, directive: "--from-curl",
      snippet: {
        """
        wsdoctor --from-curl -   # paste the browser's Copy as cURL of
                                 # \($0.path)?session=…
        """
      },
      apply: { _ in
        "log in with the browser; developer tools, Network, filter WS, Copy as cURL; ask again"
      },
      source: sources,
      note: { _ in
        "the cookie's name depends on the browser's User-Agent, which --from-curl brings along: a "
          + "cookie alone is refused with 403. Close the browser's tab, or its connection id is taken"
      }, checkedWith: "its source, 7.10; not tried"),
  ]

  private static let middleware: Text = { _ in "each node of the Open-Xchange middleware" }
  private static let sources =
    "documentation.open-xchange.com: Web Sockets, Push Notification Service; appsuite-middleware"
}
