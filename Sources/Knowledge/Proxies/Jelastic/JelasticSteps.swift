import Diagnosis
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
      }, checkedWith: untried,
      seen: { seeing in
        guard seeing.table.meets([.is(.profile, "jelastic", "inet-elastic")]),
          let sign = seeing.table[.profile], sign.text.contains("SRVGROUP")
        else { return .init(.unknown, "no cookie SRVGROUP was set, which proves nothing") }
        return .init(.done, sign.text)
      },
      page: Page(
        "Jelastic: an NGINX balancer as entry point",
        """
        What it is   The guide's first step: a balancer node in the environment.
        Seen by      Done: cookie SRVGROUP, which the balancer sets on its pages;
                     X-Resolver-IP is the shared balancer's. Their absence proves
                     nothing: an environment with a public address needs no balancer.
        Mind         The shared balancer passes WebSocket as well, limits an address to
                     50 connections and is meant for tests.
        Reproduce    no demo: the platform can't be brought along.
        Sources      Virtuozzo Application Platform documentation
        """)),
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
      }, checkedWith: "nginx 1.22.1 with a provider's nginx-jelastic.conf",
      seen: { seeing in
        seeing.switched
          ? .init(.done, "the handshake succeeds, by this location or the balancer's own for /")
          : nil
      },
      today:
        "nginx-jelastic.conf passes Upgrade on for / by itself; a location only for a port of its own",
      page: Page(
        "Jelastic: a location for the daemon",
        """
        What it is   location /ws/ on the balancer, to the daemon's own port.
        Write        location /ws/ { proxy_pass http://APPSERVER-ADDRESS; ... } with
                     Upgrade, Connection, Host and the X-Forwarded fields
        Seen by      Done: the handshake succeeds, with this location or without.
        Mind         Not needed where the daemon shares the application's port: the
                     stock nginx-jelastic.conf passes Upgrade on for /. The guide's
                     block sets no Host, and takes that of the server away (measured).
                     That file is written anew when the topology changes: use conf.d.
        Reproduce    wsdoctor demo upgrade.not-forwarded shows the lost Upgrade.
        Sources      a provider's nginx-jelastic.conf; nginx 1.22.1, 2026-11
        """)),
    SetupStep(
      "jelastic.appserver-address", title: "the application server's address and the daemon's port",
      file: { "the location that covers \($0.path), on the balancer" }, directive: "proxy_pass",
      snippet: {
        "proxy_pass http://\($0.backend);   # Additionally shows the IP; the port is the daemon's"
      },
      apply: { _ in "Save, then Restart Nodes of the balancer" }, source: sources,
      note: { _ in "502 means that nothing listens there: see jelastic.restart" },
      checkedWith: "nginx 1.22.1",
      seen: Seeing.doneByHandshake,
      page: Page(
        "Jelastic: address and port of the daemon",
        """
        What it is   {appserver_ip} stands under Additionally in the dashboard, {port}
                     is the one that the daemon listens on.
        Write        proxy_pass http://APPSERVER-ADDRESS;
        Seen by      Done: the handshake succeeds. The balancer's own 502 on the
                     WebSocket path alone: nothing listens there.
        Reproduce    wsdoctor demo upgrade.backend-unreachable
        Sources      Virtuozzo Application Platform documentation
        """)),
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
      }, checkedWith: "its documentation; not tried",
      seen: { seeing in
        guard seeing.switched else { return nil }
        return seeing.table.meets([.is(.pathFrom, "page")])
          ? .init(.done, "the page names the path, and the handshake succeeds")
          : .init(.unknown, "the path works; whether the page names it wasn't seen")
      },
      page: Page(
        "Jelastic: the address in the page",
        """
        What it is   wss://{env_domain}{path_to_ws_file}, in the application's script.
        Seen by      Done: the path that was asked succeeds, and the page names it.
        Mind         The guide writes ws://, which browsers refuse to open from a page
                     with https://.
        Reproduce    wsdoctor demo upgrade.path-not-routed shows a path that leads
                     nowhere.
        Sources      Virtuozzo Application Platform documentation; W3C Mixed Content
        """)),
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
      checkedWith: untried,
      seen: Seeing.doneByHandshake,
      page: Page(
        "Jelastic: restart, and start the daemon",
        """
        What it is   The balancer reads its files at Restart Nodes. A daemon that was
                     started by hand is gone after a restart of its node.
        Seen by      Done: the handshake succeeds. 502 on the WebSocket path alone is
                     the sign of a daemon that doesn't run.
        Reproduce    wsdoctor demo upgrade.backend-unreachable
        Sources      Virtuozzo Application Platform documentation
        """)),
  ]

  private static let sources =
    "Virtuozzo Application Platform documentation: WebSockets Support, NGINX Balancer"
  private static let untried = "its documentation; not tried"
}
