import Diagnosis
import Evidence

extension SetupStep {
  /// Which requests Traefik takes, and what it makes of them on the way.
  static let traefikRouting: [SetupStep] = [
    SetupStep(
      "traefik.router", title: "a router that sends the path to the application",
      file: traefikFile, directive: "http.routers", snippet: traefikRouter, apply: traefikWatch,
      source: "Traefik 3.7, routers: rule, priority, entryPoints, tls",
      note: { _ in
        "a router is left out when its middleware or service doesn't exist or its rule has an error: "
          + "the log says so. Without entryPoints it listens at each; with tls it answers https:// "
          + "only, without it http:// only"
      }, checkedWith: checked3715, seen: Seeing.byHandshake,
      forms: [
        traefikLabels { context in
          """
          labels:
          - "traefik.http.routers.websocket.rule=\(traefikRule(context))"
          - "traefik.http.routers.websocket.priority=10000"
          - "traefik.http.services.websocket.loadbalancer.server.port=8080"
          """
        },
        ingressRoute { context in
          """
          routes:
          - kind: Rule
            match: \(traefikRule(context))
            priority: 10000
            services:
            - {name: SERVICE-NAME, port: 8080}
          """
        },
      ],
      page: Page(
        "A router for the path",
        """
        What it is   A router's rule picks requests; the one with the highest priority
                     wins, by default the longest rule. WebSocket needs no line.
        Write        routers:
                       websocket:
                         rule: "Host(`chat.example`) && PathPrefix(`/chat/ws/`)"
                         priority: 10000
                         service: websocket
        Seen by      404 "404 page not found", or another application's answer.
        Mind         A router is left out when its middleware or service doesn't exist,
                     or its rule has an error (the log says ERR ... routerName=...).
                     With tls it answers https:// only, without it http:// only.
        Sources      doc.traefik.io, routers; measured with Traefik 3.7.15, 2026-12
        """)),
    SetupStep(
      "traefik.middleware", title: "no middleware that changes or refuses the path's requests",
      file: traefikFile, directive: "middlewares of the router and of its entry point",
      snippet: {
        """
        # a router of its own, without what spoils it: headers (Upgrade, Connection,
        # Sec-WebSocket-...), stripPrefix, addPrefix, replacePath, redirectScheme,
        # redirectRegex, ipAllowList, forwardAuth; or mend that middleware
        \(traefikRouter($0))
        """
      },
      apply: traefikWatch, source: "Traefik 3.7, HTTP middlewares",
      note: { _ in
        "refused by ipAllowList or forwardAuth: ask first from where it is allowed, with the login "
          + "that is wanted; without them the path is open to everybody. A middleware of the entry "
          + "point stays in front of every router"
      }, checkedWith: checked3715,
      forms: [
        traefikLabels { _ in
          """
          # remove the names of such middlewares from
          # traefik.http.routers.ROUTER-NAME.middlewares
          """
        },
        ingressRoute { _ in
          """
          # remove such middlewares from the route's middlewares:, and from the annotation
          # traefik.ingress.kubernetes.io/router.middlewares
          """
        },
      ],
      page: Page(
        "No middleware that spoils the path",
        """
        What it is   Traefik hands Upgrade, path and fields on as they come, unless a
                     middleware of the router or of its entry point changes that.
        Remove       headers      customRequestHeaders that name Upgrade, Connection or
                                  Sec-WebSocket-...
                     path         stripPrefix, addPrefix, replacePath
                     redirects    redirectScheme, redirectRegex
                     refusals     ipAllowList (403), forwardAuth (its server's answer;
                                  an empty 500 when that can't be reached)
        Seen by      The application answers as to a plain GET, or names another path;
                     403 "Forbidden", 302 "Found" without a Content-Type.
        Mind         compress, retry, circuitBreaker, errors and buffering do a 101 no
                     harm; errors with statusRewrites hides a refusal.
        Sources      doc.traefik.io, middlewares; measured with Traefik 3.7.15, 2026-12
        """)),
    SetupStep(
      "traefik.entry-point", title: "the entry point and the scheme that the routers listen at",
      file: { _ in "traefik.yml (or its arguments), and the routers" },
      directive: "entryPoints, tls",
      snippet: { context in
        """
        # a router's entryPoints must name the one of port \(context.port), or be left out;
        # with tls a router answers https:// only, without it http:// only
        entryPoints:
          ENTRY-POINT:
            address: ":\(context.port)"
        """
      },
      apply: { _ in "restart Traefik, which reads entryPoints only then" },
      source: "Traefik 3.7, entryPoints; routers: entryPoints, tls",
      note: { $0.isSecure ? nil : "if the routers have tls, ask \($0.otherSchemeURL)" },
      checkedWith: checked3715,
      page: Page(
        "The entry point of the routers",
        """
        What it is   A router listens at the entry points that it names, or at each; and
                     with tls for https:// only.
        Write        entryPoints:
                       web: {address: ":80"}
                       websecure: {address: ":443", http: {tls: {}}}
        Seen by      404 "404 page not found" on every path, while the same routers
                     answer at another port or in https://.
        Sources      doc.traefik.io, entrypoints; measured with Traefik 3.7.15, 2026-12
        """)),
    SetupStep(
      "traefik.provider", title: "a provider whose configuration Traefik can read",
      file: { _ in "what the provider reads: the file, labels or Kubernetes objects" },
      directive: "providers",
      snippet: { _ in
        """
        # Traefik's log at its start says what it couldn't read, with providerName beside it.
        # One error in a file (buffering: {} is one), and none of its routers is there
        providers:
          file:
            filename: /etc/traefik/dynamic.yml
        """
      },
      apply: { _ in "mend what the log names; restart Traefik, if providers changed" },
      source: "Traefik 3.7, providers",
      note: { _ in
        "labels count only with exposedByDefault or traefik.enable=true, and in a network that "
          + "Traefik is in"
      }, checkedWith: checked3715,
      page: Page(
        "A provider that can be read",
        """
        What it is   Routers come from a provider: a file, container labels, Kubernetes.
        Look at      Traefik's log for ERR with providerName; the dashboard or
                     /api/rawdata shows which routers are there
        Seen by      404 "404 page not found" on every path.
        Mind         One error in a file leaves all of it out. Labels need
                     traefik.enable=true where exposedByDefault is off.
        Sources      doc.traefik.io, providers; measured with Traefik 3.7.15 (file),
                     2026-12
        """)),
    SetupStep(
      "traefik.limits", title: "room for as many WebSockets and requests as there are users",
      file: traefikFile, directive: "inFlightReq, rateLimit",
      snippet: { context in
        """
        \(traefikRouter(context, middlewares: ["websocket-requests", "websocket-connections"]))
          middlewares:
            websocket-requests:
              rateLimit: {average: 100, burst: 200}
            websocket-connections:
              inFlightReq: {amount: 10000}
        """
      },
      apply: traefikWatch, source: "Traefik 3.7, inFlightReq, rateLimit",
      note: { _ in
        "or raise the numbers of the middleware that is there; an open WebSocket is in flight as long "
          + "as it lives"
      }, checkedWith: checked3715,
      forms: [
        traefikLabels { _ in
          """
          labels:
          - "traefik.http.middlewares.MIDDLEWARE-NAME.ratelimit.average=100"
          - "traefik.http.middlewares.MIDDLEWARE-NAME.ratelimit.burst=200"
          - "traefik.http.middlewares.MIDDLEWARE-NAME.inflightreq.amount=10000"
          """
        },
        ingressRoute { _ in
          """
          # the Middleware objects that the route names
          spec:
            inFlightReq: {amount: 10000}
          """
        },
      ],
      page: Page(
        "Room in Traefik's limits",
        """
        What it is   inFlightReq counts a WebSocket as long as it is open; rateLimit
                     counts its handshake.
        Write        inFlightReq: {amount: 10000}
                     rateLimit: {average: 100, burst: 200}
        Seen by      429 "max connections reached: N" while others are open; 429 "Too
                     Many Requests" with X-Retry-In.
        Mind         Both count by the client's address: behind another proxy set
                     sourceCriterion.ipStrategy, else all users are one.
        Sources      doc.traefik.io, InFlightReq, RateLimit; measured with Traefik
                     3.7.15, 2026-12
        """)),
  ]

  static let traefikFile: Text = { _ in "the file of the file provider, as in dynamic.yml" }
  static let traefikWatch: Text = { _ in
    "save the file, which Traefik watches; then look for ERR in its log"
  }
  static let checked3715 = "Traefik 3.7.15"

  static func traefikLabels(_ snippet: @escaping Text) -> Form {
    Form("container labels", snippet, source: "Traefik 3.7, Docker provider; not tried")
  }

  static func ingressRoute(_ snippet: @escaping Text) -> Form {
    Form("IngressRoute (Kubernetes)", snippet, source: "Traefik 3.7, Kubernetes CRD; not tried")
  }

  static func traefikRule(_ context: RemedyContext) -> String {
    let path = "PathPrefix(`\(context.locationPath)`)"
    return context.hostIsAddress ? path : "Host(`\(context.host)`) && \(path)"
  }

  static let traefikRouter: Text = { traefikRouter($0, middlewares: []) }

  /// A router before all others, with a service of its own.
  private static func traefikRouter(_ context: RemedyContext, middlewares: [String]) -> String {
    var router = [
      "rule: \"\(traefikRule(context))\"", "priority: 10000", "service: websocket",
    ]
    if !middlewares.isEmpty {
      router.append("middlewares: [\(middlewares.joined(separator: ", "))]")
    }
    if context.isSecure { router.append("tls: {}") }
    return """
      http:
        routers:
          websocket:
      \(router.map { "      \($0)" }.joined(separator: "\n"))
        services:
          websocket:
            loadBalancer:
              servers:
              - url: "http://\(context.backend)"
      """
  }
}
