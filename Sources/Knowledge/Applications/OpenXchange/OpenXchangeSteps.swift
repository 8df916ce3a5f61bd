import Diagnosis
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
      }, checkedWith: "its documentation, 7.10.5; not tried",
      seen: { seeing in
        if seeing.switched { return .init(.done, Seeing.works) }
        guard let read = seeing.table[.sessionIsRead] else {
          return .init(.unknown, Seeing.hidden)
        }
        return .init(read.value == .flag(true) ? .done : .unknown, read.text)
      },
      today: "mail push needs open-xchange-pns-impl and open-xchange-pns-transport-websockets too",
      page: Page(
        "Open-Xchange: install the WebSocket packages",
        """
        What it is   open-xchange-websockets-grizzly brings /socket.io; push needs
                     -pns-impl and -pns-transport-websockets as well.
        Write        apt-get install open-xchange-websockets-grizzly
                     open-xchange-pns-impl open-xchange-pns-transport-websockets
        Seen by      Done: without a session the handshake gets 400, with one that
                     nobody has 403; only the WebSocket part answers so. A page or
                     404 there: the package, or the route to it, is missing.
        Mind         X-Echo-Header comes back from the middleware: the route is there.
        Reproduce    no demo: the middleware isn't to be had; a stand-in is tested.
        Sources      documentation.open-xchange.com 7.10.5; appsuite-middleware
        """)),
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
      }, checkedWith: "its source, 7.10; not tried",
      seen: { seeing in
        seeing.switched
          ? .init(.done, "the handshake succeeds with this session")
          : .init(.unknown, "only a session that holds shows it")
      },
      page: Page(
        "Open-Xchange: allow WebSocket for the user",
        """
        What it is   com.openexchange.websockets.enabled, true where nobody set it; by
                     user, context, context-set or server.
        Write        com.openexchange.websockets.enabled=true
                     in /opt/open-xchange/etc/websockets.properties
        Seen by      Done: 101 with a session. 400 with a session that holds: this, a
                     connection id that is open already, or eight open sockets.
        Mind         Kept for 30 minutes for each user: a change isn't seen at once.
        Reproduce    no demo: it can't be told from outside without a session.
        Sources      appsuite-middleware, 7.10
        """)),
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
      }, checkedWith: "its documentation, 7.10.5 and 8.20; not tried",
      seen: { _ in .init(.unknown, "no request from outside shows the nodes' bus") },
      today: "Redis in current 8.x; one node needs neither",
      page: Page(
        "Open-Xchange: a bus between the nodes",
        """
        What it is   A message made on one node reaches WebSockets on another over
                     Hazelcast (7.8.3 to 8.20) or Redis (current 8.x).
        Seen by      Nothing from outside: its status stays unknown. Push that comes
                     for some users, or now and then, is its sign.
        Mind         One node alone needs neither. Remote messages wait up to 3 s.
        Reproduce    no demo: there is nothing to see.
        Sources      documentation.open-xchange.com: Web Sockets, 7.10.5 and 8.20
        """)),
    SetupStep(
      "ox.authenticated-session", title: "a session, its secret cookie and its User-Agent together",
      file: { _ in "this command line" }, directive: "--from-curl",
      snippet: {
        """
        \($0.askPasted.text)   # paste the browser's Copy as cURL of \($0.path)?session=…
        """
      },
      apply: { _ in
        "log in with the browser; developer tools, Network, filter WS, Copy as cURL; ask again"
      },
      source: sources,
      note: { _ in
        "the cookie's name depends on the browser's User-Agent, which --from-curl brings along: a "
          + "cookie alone is refused with 403. Close the browser's tab, or its connection id is taken"
      }, checkedWith: "its source, 7.10; not tried",
      seen: { seeing in
        if seeing.switched { return .init(.done, Seeing.works) }
        return seeing.table[.sessionGiven].map {
          .init($0.value == .flag(true) ? .unknown : .missing, $0.text)
        }
      },
      page: Page(
        "Open-Xchange: ask with a whole session",
        """
        What it is   Session id in the query, the cookie open-xchange-secret-..., the
                     address and the User-Agent belong together.
        Write        wsdoctor --from-curl -     the browser's request, pasted
        Seen by      Done: 101. Without a session 400, with a wrong one 403: both are
                     health of the proxy.
        Mind         The cookie's name depends on the User-Agent: --from-curl brings it
                     along, --cookie doesn't. X-Forwarded-For must name the browser's
                     address, as the session is bound to it.
        Reproduce    wsdoctor demo application.session-refused shows the same of
                     another application.
        Sources      appsuite-middleware: session validation, cookie hash source
        """)),
  ]

  private static let middleware: Text = { _ in "each node of the Open-Xchange middleware" }
  private static let sources =
    "documentation.open-xchange.com: Web Sockets, Push Notification Service; appsuite-middleware"
}
