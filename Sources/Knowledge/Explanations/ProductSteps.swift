extension Explanations {
  static let productSteps: [Page] = [
    Page(
      "ox.websockets-package", "Open-Xchange: install the WebSocket packages",
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
      """),
    Page(
      "ox.websockets-enabled", "Open-Xchange: allow WebSocket for the user",
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
      """),
    Page(
      "ox.hazelcast", "Open-Xchange: a bus between the nodes",
      """
      What it is   A message made on one node reaches WebSockets on another over
                   Hazelcast (7.8.3 to 8.20) or Redis (current 8.x).
      Seen by      Nothing from outside: its status stays unknown. Push that comes
                   for some users, or now and then, is its sign.
      Mind         One node alone needs neither. Remote messages wait up to 3 s.
      Reproduce    no demo: there is nothing to see.
      Sources      documentation.open-xchange.com: Web Sockets, 7.10.5 and 8.20
      """),
    Page(
      "ox.authenticated-session", "Open-Xchange: ask with a whole session",
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
      """),
    Page(
      "um.client-port", "Universal Messaging: the proxy's port in the client",
      """
      What it is   The client asks the realm that its session names, or where its
                   page came from: host and port must be the proxy's.
      Write        Nirvana.createSession({ realms : [ "https://PROXY:443" ] })
      Seen by      Done: the handshake at this address succeeds. What a page names
                   isn't read: its session may stand in any script.
      Mind         The guide's webSocketPort is of an older client (before 9.x).
      Reproduce    no demo: it is a line of the page, not of the proxy.
      Sources      IBM webMethods Universal Messaging 11.1; nirvana.js 112089
      """),
    Page(
      "um.client-secure", "Universal Messaging: https in the client",
      """
      What it is   https: in realms makes wss:. Browsers open no ws: from a page
                   with https:.
      Write        Nirvana.createSession({ realms : [ "https://PROXY:443" ] })
      Seen by      Done: the handshake over TLS succeeds. Not needed where the
                   address that was asked is http:.
      Mind         The guide's secure is of an older client (before 9.x).
      Reproduce    no demo: it is a line of the page, not of the proxy.
      Sources      IBM webMethods Universal Messaging 11.1; W3C Mixed Content
      """),
    Page(
      "jelastic.balancer-in-front", "Jelastic: an NGINX balancer as entry point",
      """
      What it is   The guide's first step: a balancer node in the environment.
      Seen by      Done: cookie SRVGROUP, which the balancer sets on its pages;
                   X-Resolver-IP is the shared balancer's. Their absence proves
                   nothing: an environment with a public address needs no balancer.
      Mind         The shared balancer passes WebSocket as well, limits an address to
                   50 connections and is meant for tests.
      Reproduce    no demo: the platform can't be brought along.
      Sources      Virtuozzo Application Platform documentation
      """),
    Page(
      "jelastic.websocket-location", "Jelastic: a location for the daemon",
      """
      What it is   location /ws/ on the balancer, to the daemon's own port.
      Write        as nginx.websocket-location prints it, with Host and the
                   X-Forwarded fields
      Seen by      Done: the handshake succeeds, with this location or without.
      Mind         Not needed where the daemon shares the application's port: the
                   stock nginx-jelastic.conf passes Upgrade on for /. The guide's
                   block sets no Host, and takes that of the server away (measured).
                   That file is written anew when the topology changes: use conf.d.
      Reproduce    wsdoctor demo upgrade.not-forwarded shows the lost Upgrade.
      Sources      a provider's nginx-jelastic.conf; nginx 1.22.1, 2026-11
      """),
    Page(
      "jelastic.appserver-address", "Jelastic: address and port of the daemon",
      """
      What it is   {appserver_ip} stands under Additionally in the dashboard, {port}
                   is the one that the daemon listens on.
      Write        proxy_pass http://APPSERVER-ADDRESS;
      Seen by      Done: the handshake succeeds. The balancer's own 502 on the
                   WebSocket path alone: nothing listens there.
      Reproduce    wsdoctor demo upgrade.backend-unreachable
      Sources      Virtuozzo Application Platform documentation
      """),
    Page(
      "jelastic.application-path", "Jelastic: the address in the page",
      """
      What it is   wss://{env_domain}{path_to_ws_file}, in the application's script.
      Seen by      Done: the path that was asked succeeds, and the page names it.
      Mind         The guide writes ws://, which browsers refuse to open from a page
                   with https://.
      Reproduce    wsdoctor demo upgrade.path-not-routed shows a path that leads
                   nowhere.
      Sources      Virtuozzo Application Platform documentation; W3C Mixed Content
      """),
    Page(
      "jelastic.restart", "Jelastic: restart, and start the daemon",
      """
      What it is   The balancer reads its files at Restart Nodes. A daemon that was
                   started by hand is gone after a restart of its node.
      Seen by      Done: the handshake succeeds. 502 on the WebSocket path alone is
                   the sign of a daemon that doesn't run.
      Reproduce    wsdoctor demo upgrade.backend-unreachable
      Sources      Virtuozzo Application Platform documentation
      """),
  ]
}
