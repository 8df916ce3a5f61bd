import Diagnosis
import Evidence

extension ProxyProduct {
  static let traefikParts: [Role: [Part]] = [
    // It hands Upgrade on by itself: what is lost on the way, a middleware takes away.
    .forwardUpgrade: ["traefik.middleware"], .leaveHandshakeFields: ["traefik.middleware"],
    .leaveSubprotocol: ["traefik.middleware"],
    // Whatever the scheme says, handshakes go out in HTTP/1.1.
    .speakHTTP1ToApplication: ["traefik.service"],
    .speakApplicationsHTTP: ["traefik.application-protocol"],
    .leaveAnswer: ["traefik.middleware"],
    .routePath: ["traefik.router"], .routeToServer: ["traefik.router", "traefik.middleware"],
    .leavePath: ["traefik.middleware"], .routeWithoutRedirect: ["traefik.middleware"],
    .routeHost: ["traefik.router", "traefik.entry-point", "traefik.provider"],
    .routeAlways: ["traefik.service"], .allowUpgrade: ["traefik.middleware"],
    .passHost: ["traefik.host-header"], .reachBackend: ["traefik.service"],
    .reachHelper: ["traefik.middleware"], .allowConnections: ["traefik.limits"],
    .stick: ["traefik.sticky-cookie"],
  ]

  static let traefikWays: [StepID: Way] = [
    "proxy.forwarded-proto": Way(
      file: { "\(SetupStep.traefikFile($0)), in the middlewares of every router" },
      directive: "headers.customRequestHeaders",
      snippet: { context in
        """
        # Traefik sets these by itself, as it was asked; where something in front of it ends https,
        # list that in forwardedHeaders.trustedIPs of the entry point, or say so:
        http:
          middlewares:
            forwarded:
              headers:
                customRequestHeaders:
                  X-Forwarded-Proto: \(context.isSecure ? "https" : "http")
                  X-Forwarded-Port: "\(context.port)"
        """
      }, source: "Traefik 3.7, headers; entry points: forwardedHeaders"),
    "proxy.authentication": Way(
      file: { "\(SetupStep.traefikFile($0)), or this command line" },
      directive: "basicAuth, digestAuth, forwardAuth",
      snippet: {
        "\(SetupStep.giveLogin($0)) a router of its own without that middleware\n"
          + SetupStep.traefikRouter($0)
      },
      source: "RFC 9110 §11; Traefik 3.7, basicAuth, digestAuth, forwardAuth"),
    "proxy.buffering": Way(
      file: { _ in "the middlewares of the router, and of its entry point" },
      directive: "buffering",
      snippet: { _ in
        """
        # Traefik hands answers on as they come: take a middleware with buffering: out of the
        # router's middlewares
        """
      }, source: "Traefik 3.7, buffering"),
    "proxy.error-log": Way(
      directive: "log.level",
      snippet: { _ in "# its log names routerName, serviceName or providerName beside ERR" },
      apply: { _ in "mend what it names; a changed file is read by itself" },
      source: "Traefik 3.7, logs"),
    "proxy.idle-timeout": Way(
      directive: "none",
      snippet: { _ in
        """
        # none of Traefik's timeouts ends a WebSocket (readTimeout, writeTimeout, idleTimeout,
        # idleConnTimeout: measured with 3.7.15): the limit is another hop's, or the application's
        """
      }, source: "measured with Traefik 3.7.15"),
    "proxy.lifetime-limit": Way(
      directive: "none",
      snippet: { _ in
        "# Traefik has no limit of age for a WebSocket: it is another hop's, or the application's"
      }, source: "measured with Traefik 3.7.15: keepAliveMaxTime doesn't end one"),
    "proxy.reload": Way(
      file: { _ in "traefik.yml: the entry point" }, directive: "lifeCycle.graceTimeOut",
      snippet: { _ in
        """
        # a changed route leaves open WebSockets alone; a stop ends them after graceTimeOut (10 s)
        entryPoints:
          ENTRY-POINT:
            transport:
              lifeCycle:
                graceTimeOut: 10m
        """
      }, apply: { _ in "restart Traefik" },
      source: "Traefik 3.7, entryPoints: lifeCycle; measured with 3.7.15"),
    "tls.certificate-name": Way(
      file: SetupStep.traefikFile, directive: "tls.certificates",
      snippet: { _ in
        """
        # without one that fits, Traefik sends a certificate of its own making
        tls:
          certificates:
          - certFile: CERTIFICATE-FILE
            keyFile: KEY-FILE
        """
      }, source: "Traefik 3.7, TLS: certificates"),
    "proxy.header-limit": Way(
      file: { _ in "traefik.yml: the entry point" }, directive: "http.maxHeaderBytes",
      snippet: { _ in
        """
        entryPoints:
          ENTRY-POINT:
            http:
              maxHeaderBytes: 1048576
        """
      }, apply: { _ in "restart Traefik" },
      source: "Traefik 3.7, entryPoints: http.maxHeaderBytes; not tried"),
  ]
}
