import Diagnosis
import Evidence

extension SetupStep {
  /// How Traefik asks the application.
  static let traefikServers: [SetupStep] = [
    SetupStep(
      "traefik.service", title: "a service whose server is the running application",
      file: traefikFile, directive: "http.services, servers, healthCheck",
      snippet: { context in
        """
        # must answer from Traefik's machine: curl -i http://\(context.backend)/
        # a healthCheck that the application fails takes its server out: remove or mend it
        http:
          services:
            SERVICE-NAME:
              loadBalancer:
                servers:
                - url: "http://\(context.backend)"
        """
      },
      apply: { "start the application or mend its address, then: \(traefikWatch($0))" },
      source: "Traefik 3.7, services: servers, healthCheck",
      note: { _ in
        "SERVICE-NAME is the one that the path's router names. https:// is for a server that speaks "
          + "TLS; \"no available server\": none is listed, or its health check fails; \"Bad "
          + "Gateway\": it refuses or hangs up"
      }, checkedWith: checked3715,
      forms: [
        traefikLabels { _ in
          """
          labels:
          - "traefik.http.services.SERVICE-NAME.loadbalancer.server.port=8080"
          - "traefik.http.services.SERVICE-NAME.loadbalancer.server.scheme=http"
          """
        },
        ingressRoute { _ in
          """
          # the Service must have endpoints: kubectl get endpoints SERVICE-NAME
          services:
          - {name: SERVICE-NAME, port: 8080, scheme: http}
          """
        },
      ],
      page: Page(
        "Lead to the application",
        """
        What it is   A service's servers with their scheme, and its health check.
        Write        servers: [{url: "http://APP:8080"}]
        Seen by      502 "Bad Gateway" (nobody listens, or it hangs up), 503 "no
                     available server" (none listed, or its health check fails), 500
                     "Internal Server Error" (https:// to a plain server), 504 "Gateway
                     Timeout" (responseHeaderTimeout).
        Mind         Without responseHeaderTimeout a silent application is waited for
                     without an end. A health check of a WebSocket path is answered
                     400, 404 or 426: check a path that answers 200.
        Sources      doc.traefik.io, services; measured with Traefik 3.7.15, 2026-12
        """)),
    SetupStep(
      "traefik.application-protocol", title: "HTTP/1.1 to an application that speaks it",
      file: traefikFile, directive: "servers: url",
      snippet: { context in
        """
        # h2c:// only for an application that speaks HTTP/2 without TLS
        http:
          services:
            SERVICE-NAME:
              loadBalancer:
                servers:
                - url: "http://\(context.backend)"
        """
      },
      apply: traefikWatch, source: "Traefik 3.7, services: servers",
      note: { _ in "handshakes go out in HTTP/1.1 all the same: only pages fail" },
      checkedWith: checked3715,
      forms: [
        traefikLabels { _ in
          """
          labels:
          - "traefik.http.services.SERVICE-NAME.loadbalancer.server.scheme=http"
          """
        },
        ingressRoute { _ in
          """
          # not scheme: h2c, and no annotation traefik.ingress.kubernetes.io/service.serversscheme
          services:
          - {name: SERVICE-NAME, port: 8080, scheme: http}
          """
        },
      ],
      page: Page(
        "The scheme of the servers",
        """
        What it is   h2c:// asks the application in HTTP/2 without TLS; handshakes go
                     out in HTTP/1.1 whatever it says.
        Write        servers: [{url: "http://APP:8080"}]
        Seen by      101, while every page is 500 "Internal Server Error".
        Sources      doc.traefik.io, services; measured with Traefik 3.7.15, 2026-12
        """)),
    SetupStep(
      "traefik.host-header", title: "hand the host on as the browser sent it",
      file: traefikFile, directive: "passHostHeader",
      snippet: { _ in
        """
        # and no Host in customRequestHeaders of a headers middleware
        http:
          services:
            SERVICE-NAME:
              loadBalancer:
                passHostHeader: true
        """
      },
      apply: traefikWatch, source: "Traefik 3.7, services: passHostHeader (true)",
      note: { _ in "it is true when nobody sets it: removing passHostHeader: false does as well" },
      checkedWith: checked3715,
      forms: [
        traefikLabels { _ in
          """
          labels:
          - "traefik.http.services.SERVICE-NAME.loadbalancer.passhostheader=true"
          """
        },
        ingressRoute { _ in
          """
          services:
          - {name: SERVICE-NAME, port: 8080, passHostHeader: true}
          """
        },
      ],
      page: Page(
        "Hand the public host name on",
        """
        What it is   Traefik passes Host on unless passHostHeader is false.
        Write        loadBalancer: {passHostHeader: true}
        Seen by      An application that compares Origin and Host refuses: 403.
        Sources      doc.traefik.io, services; measured with Traefik 3.7.15, 2026-12
        """)),
    SetupStep(
      "traefik.sticky-cookie", title: "a cookie that keeps a session on one server",
      file: traefikFile, directive: "sticky.cookie",
      snippet: { _ in
        """
        http:
          services:
            SERVICE-NAME:
              loadBalancer:
                sticky:
                  cookie: {name: server, httpOnly: true}
                servers:
                - url: "http://NODE1-BACKEND"
                - url: "http://NODE2-BACKEND"
        """
      },
      apply: traefikWatch, source: "Traefik 3.7, services: sticky sessions",
      note: { _ in "the cookie comes with the first answer, with a 101 too" },
      checkedWith: checked3715,
      forms: [
        traefikLabels { _ in
          """
          labels:
          - "traefik.http.services.SERVICE-NAME.loadbalancer.sticky.cookie.name=server"
          - "traefik.http.services.SERVICE-NAME.loadbalancer.sticky.cookie.httponly=true"
          """
        },
        ingressRoute { _ in
          """
          services:
          - name: SERVICE-NAME
            port: 8080
            sticky:
              cookie: {name: server, httpOnly: true}
          """
        },
      ],
      page: Page(
        "Keep a session on one server",
        """
        What it is   Servers are asked in turn; sticky.cookie names the one that
                     answered first.
        Write        sticky: {cookie: {name: server, httpOnly: true}}
        Seen by      Requests of one session that are known to every second server only.
        Mind         Clients that keep no cookies aren't kept either.
        Sources      doc.traefik.io, services; measured with Traefik 3.7.15, 2026-12
        """)),
  ]
}
