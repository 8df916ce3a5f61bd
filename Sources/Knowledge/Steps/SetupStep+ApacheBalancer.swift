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
      }, checkedWith: checked),
    SetupStep(
      "apache.balancer-proxypass",
      title: "the WebSocket path to the group with ws://, before wider rules",
      file: { beforeFirstRule($0, inPlaceOf: "a ProxyPass for the same path") },
      directive: "ProxyPass … balancer://", snippet: { rule($0) }, apply: graceful,
      source: "httpd 2.4, mod_proxy: Ordering ProxyPass Directives",
      note: { "balancer://\($0.balancerGroup) must be a group whose members are ws://" },
      checkedWith: checked),
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
      }, checkedWith: checked),
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
      checkedWith: checked),
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
