import Diagnosis
import Evidence

extension SetupStep {
  /// Several servers behind Apache: Jira Data Center, Open-Xchange.
  static let apacheBalancer: [SetupStep] = [
    SetupStep(
      "apache.websocket-balancer", title: "a group of members with ws:// for WebSocket",
      file: { context in
        beforeFirstRule(
          context, inPlaceOf: "a <Proxy> of the same name and a ProxyPass for the same path")
      },
      directive: "BalancerMember ws://", snippet: { "\(group($0))\n\(rule($0))" }, apply: graceful,
      source: "httpd 2.4, mod_proxy_balancer; mod_proxy: Protocol Upgrade",
      note: { _ in
        "one BalancerMember for each node, with the route of its http:// line. From 2.4.47 on "
          + "upgrade=websocket on each BalancerMember http:// does as well; on the balancer's "
          + "ProxyPass line it is an error"
      }, checkedWith: checked,
      seen: { seeing in
        if seeing.switched { return .init(.done, Seeing.works) }
        return seeing.table.meets([.is(.balancerGroups, "websocket")])
          ? .init(.done, "the balancer's page shows ws:// members") : nil
      },
      today:
        "members with ws://, or with upgrade=websocket (2.4.47); the guide's http:// members don't do",
      listedWith: .balancerGroups,
      page: Page(
        "A balancer whose members are ws://",
        """
        What it is   A group with http:// members drops Upgrade, whichever name it has.
        Write        <Proxy balancer://chat-ws>
                         BalancerMember  ws://NODE1:8080  route=node1
                         BalancerMember  ws://NODE2:8080  route=node2
                         ProxySet  stickysession=JSESSIONID
                     </Proxy>
        Seen by      404 by the application, as to an ordinary GET.
        Mind         From 2.4.47 on: BalancerMember http://NODE1:8080 upgrade=websocket
                     does the same; on the ProxyPass line of a balancer it is an error.
        Sources      httpd mod_proxy_balancer; measured with Apache 2.4.71, 2026-11
        """)),
    SetupStep(
      "apache.balancer-proxypass",
      title: "the WebSocket path to the group with ws://, before wider rules",
      file: { beforeFirstRule($0, inPlaceOf: "a ProxyPass for the same path") },
      directive: "ProxyPass … balancer://", snippet: { rule($0) }, apply: graceful,
      source: "httpd 2.4, mod_proxy: Ordering ProxyPass Directives",
      note: { "balancer://\($0.balancerGroup) must be a group whose members are ws://" },
      checkedWith: checked,
      seen: Seeing.doneByHandshake, listedWith: .balancerGroups,
      page: Page(
        "Send the WebSocket path to that balancer",
        """
        What it is   The line stands before the one that sends everything else to the
                     group of http:// members.
        Write        ProxyPass  /chat/ws/  balancer://chat-ws/chat/ws/
                     ProxyPass  /          balancer://chat/
        Seen by      404 by the application, as to an ordinary GET.
        Sources      httpd mod_proxy (ProxyPass order), mod_proxy_balancer; measured
                     with Apache 2.4.71, 2026-11
        """)),
    SetupStep(
      "apache.sticky-session", title: "keep a session on one node, WebSocket too",
      file: { "the <VirtualHost> of \($0.host), in place of a <Proxy> of the same name" },
      directive: "ProxySet stickysession",
      snippet: { _ in
        """
        Header add Set-Cookie "ROUTEID=.%{BALANCER_WORKER_ROUTE}e; path=/" \
            env=BALANCER_ROUTE_CHANGED
        <Proxy "balancer://GROUP-NAME">
            BalancerMember "http://NODE1-BACKEND" route=node1 upgrade=websocket
            BalancerMember "http://NODE2-BACKEND" route=node2 upgrade=websocket
            ProxySet stickysession=ROUTEID
        </Proxy>
        """
      },
      apply: graceful, source: "httpd 2.4, mod_proxy_balancer: Load balancer stickyness",
      note: { _ in
        "needs mod_headers. Before 2.4.47 leave upgrade= out and give a group with ws:// members the "
          + "same routes. stickysession=JSESSIONID does as well where JSESSIONID ends in the route: jvmRoute=\"node1\" in Tomcat's server.xml"
      }, checkedWith: checked,
      seen: { seeing in
        if let one = seeing.table[.oneNode] {
          return .init(one.value == .flag(true) ? .done : .missing, one.text)
        }
        // Apache goes by the route, and there is none: a cookie of its own may still do.
        if seeing.table.meets([.fails(.sessionRoute)]), seeing.table[.balancerGroups] != nil {
          return .init(.suspected, seeing.table[.sessionRoute]?.text ?? "")
        }
        return .init(.unknown, "nodes were not told apart")
      }, listedWith: .balancerGroups,
      page: Page(
        "Keep a session on one node",
        """
        What it is   stickysession= names the cookie, route= the node; the cookie must
                     end with the route.
        Write        ProxySet  stickysession=JSESSIONID        # both groups
                     <Engine ... jvmRoute="node1">             # Tomcat, each node
        Seen by      101 and 401 alternate, or polls fail now and then.
        Mind         A JSESSIONID without ".node1" at its end: jvmRoute is missing, and
                     nothing sticks. A cookie of Apache's own (ROUTEID) needs no
                     jvmRoute.
        Sources      httpd mod_proxy_balancer (stickyness); Tomcat docs, Engine
        """)),
    SetupStep(
      "apache.balancer-manager-restricted", title: "the balancer's page for administrators only",
      file: { context in
        "the <VirtualHost> of \(context.host), in place of the <Location> of the same path"
      },
      directive: "Require",
      snippet: { _ in
        """
        <Location "/balancer-manager">
            SetHandler balancer-manager
            Require ip ADMIN-NETWORK
        </Location>
        """
      },
      apply: graceful, source: "httpd 2.4, mod_proxy_balancer, mod_authz_host",
      note: { _ in "ADMIN-NETWORK is such as 10.0.0.0/8; whoever sees the page can switch nodes off"
      },
      checkedWith: checked,
      seen: { seeing in
        seeing.table[.managerExposed].map {
          .init($0.value == .flag(true) ? .missing : .done, $0.text)
        }
      }, listedWith: .balancerGroups,
      page: Page(
        "Close the balancer manager",
        """
        What it is   It shows, and lets anybody change, where requests go.
        Write        <Location "/balancer-manager">
                         SetHandler balancer-manager
                         Require    local
                     </Location>
        Seen by      /balancer-manager is answered with 200.
        Mind         "Order deny,allow" of older guides is Apache 2.2.
        Sources      httpd mod_proxy_balancer, mod_authz_core
        """)),
  ]

  private static func group(_ context: RemedyContext) -> String {
    """
    <Proxy "balancer://\(context.balancerGroup)">
        BalancerMember "ws://\(context.backend)" route=node1
        ProxySet stickysession=JSESSIONID
    </Proxy>
    """
  }

  private static func rule(_ context: RemedyContext) -> String {
    let path = context.locationPath
    return "ProxyPass \"\(path)\" \"balancer://\(context.balancerGroup)\(path)\""
  }
}
