import Diagnosis
import Evidence

extension SetupStep {
  /// Envoy's clusters, and its limits of silence, age and number.
  static let envoyLimits: [SetupStep] = [
    SetupStep(
      "envoy.cluster", title: "a cluster that leads to the application",
      file: { _ in "the clusters, in place of the one that the route names" },
      directive: "clusters, load_assignment, health_checks",
      snippet: { context in
        """
        # must answer: curl -i http://\(context.backend)/   and pass its health_checks
        clusters:
        - name: CLUSTER-NAME
          connect_timeout: 1s
          load_assignment:
            cluster_name: CLUSTER-NAME
            endpoints:
            - lb_endpoints:
              - endpoint:
                  address:
                    socket_address:
                      address: \(context.backend)-HOST
                      port_value: \(context.backend)-PORT
        """
      },
      apply: { "start the application or mend its address, then: \(validate($0))" },
      source: "Envoy, Cluster, health checking",
      note: { _ in
        "a name instead of an address needs type: STRICT_DNS. \"remote connection failure\": nobody "
          + "listens, or TLS is spoken to a plain port; \"no healthy upstream\": no endpoint, or its "
          + "health check fails"
      }, checkedWith: checked1400,
      page: Page(
        "Lead to the application",
        """
        What it is   A cluster's endpoints, their health checks and their TLS.
        Write        load_assignment: address and port where the application listens
        Seen by      503 "upstream connect error ... remote connection failure" (nobody
                     listens, or TLS to a plain port), "no healthy upstream" (no
                     endpoint, or a health check that fails), 504 "upstream request
                     timeout".
        Mind         A health check of a WebSocket path is answered 400, 404 or 426:
                     check a path that answers 200, or set expected_statuses.
        Sources      envoyproxy.io, clusters, health checking; measured with Envoy
                     1.40.0, 2026-11
        """)),
    SetupStep(
      "envoy.backend-tls", title: "speak TLS to a backend that wants it",
      file: { _ in "the cluster of the application" }, directive: "transport_socket",
      snippet: { context in
        """
        transport_socket:
          name: envoy.transport_sockets.tls
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
            sni: \(context.host)
        """
      },
      apply: validate, source: "Envoy, UpstreamTlsContext",
      note: { _ in
        "without validation_context the backend's certificate isn't verified: add trusted_ca"
      }, checkedWith: checked1400,
      page: Page(
        "Speak TLS to a backend that does",
        """
        What it is   transport_socket of the cluster says TLS; without it Envoy asks in
                     plain HTTP.
        Write        transport_socket: {name: envoy.transport_sockets.tls, ...}
        Seen by      503 "connection termination": the backend hangs up on plain HTTP.
        Mind         Add validation_context with trusted_ca, or nobody is verified.
        Sources      envoyproxy.io, UpstreamTlsContext; measured with Envoy 1.40.0,
                     2026-11
        """)),
    SetupStep(
      "envoy.application-protocol", title: "ask the application in HTTP/1.1",
      file: { _ in "the cluster of the application" },
      directive: "typed_extension_protocol_options",
      snippet: { _ in
        """
        # remove http2_protocol_options from typed_extension_protocol_options, or write
        # explicit_http_config: {http_protocol_options: {}}
        """
      },
      apply: validate, source: "Envoy, HttpProtocolOptions",
      note: { _ in
        "in HTTP/2 a handshake goes out as Extended CONNECT (RFC 8441), whether the application "
          + "knows it or not. In Istio a Service port named http2 or grpc does so"
      }, checkedWith: checked1400,
      page: Page(
        "HTTP/1.1 to the application",
        """
        What it is   A cluster with http2_protocol_options asks in HTTP/2, a handshake
                     as Extended CONNECT, which few applications know.
        Remove       http2_protocol_options; or explicit_http_config:
                     {http_protocol_options: {}}
        Seen by      502 "protocol error", or a refusal, only with Upgrade. An
                     application of HTTP/1.1 alone: every request fails.
        Mind         One that answers everything with 200 gets a 101 without
                     Sec-WebSocket-Accept out of Envoy.
        Sources      RFC 8441; envoyproxy.io, HttpProtocolOptions; measured with Envoy
                     1.40.0 before nginx, Node and aiohttp, 2026-11
        """)),
    SetupStep(
      "envoy.stream-idle-timeout", title: "a limit of silence longer than the keepalive's interval",
      file: { _ in "the http_connection_manager filter of the listener, beside its route_config" },
      directive: "stream_idle_timeout",
      snippet: { context in
        let now = context.limitNow.map { "   # \($0)" } ?? ""
        return "stream_idle_timeout: \(context.limitToSet)s\(now)"
      },
      apply: validate, verify: { $0.askAgainAndWait },
      source: "Envoy, HttpConnectionManager: stream_idle_timeout (300s); RouteAction: idle_timeout",
      note: { _ in
        "idle_timeout of the route wins over it: set it there too, or remove it. The connection ends "
          + "a second after the limit (delayed_close_timeout)"
      }, checkedWith: checked1400,
      page: Page(
        "Let a silent connection live",
        """
        What it is   stream_idle_timeout (300 s) of the listener, or idle_timeout of the
                     route, which wins. Bytes of either side count.
        Write        stream_idle_timeout: 600s
        Seen by      FIN without a Close frame, delayed_close_timeout (1 s) after the
                     limit: what is sent in that second gets no answer.
        Mind         The route's timeout is for the answer's head only; idle_timeout,
                     max_connection_duration and request_timeout of the listener, and
                     idle_timeout of the cluster, don't touch a WebSocket.
        Sources      envoyproxy.io, timeouts; measured with Envoy 1.40.0, 2026-11
        """)),
    SetupStep(
      "envoy.max-stream-duration", title: "no limit of a stream's age",
      file: { _ in "common_http_protocol_options of the listener and the cluster, and the route" },
      directive: "max_stream_duration",
      snippet: { _ in
        "# remove max_stream_duration, or set it as long as a user's day: 86400s"
      },
      apply: validate, verify: { $0.askAgainAndWait },
      source: "Envoy, HttpProtocolOptions and RouteAction: max_stream_duration",
      note: { _ in "no keepalive helps against it" }, checkedWith: checked1400,
      page: Page(
        "No limit of age",
        """
        What it is   max_stream_duration ends a stream at an age, whatever it carries:
                     of the listener, the route or the cluster.
        Remove       max_stream_duration
        Seen by      Every connection ends at one age, a second (delayed_close_timeout)
                     after it. Who talks sees RST.
        Mind         max_connection_duration doesn't end an open WebSocket.
        Sources      envoyproxy.io, timeouts; measured with Envoy 1.40.0, 2026-11
        """)),
    SetupStep(
      "envoy.circuit-breakers", title: "room for as many WebSockets as there are users",
      file: { _ in "the cluster of the application" }, directive: "circuit_breakers",
      snippet: { _ in
        """
        circuit_breakers:
          thresholds:
          - max_connections: 10000
            max_pending_requests: 10000
            max_requests: 10000
        """
      },
      apply: validate, source: "Envoy, circuit breaking (1024 each)",
      note: { _ in "an open WebSocket counts as a request and as a connection, all its life" },
      checkedWith: checked1400,
      forms: [
        Form(
          "Istio (DestinationRule)",
          { _ in
            """
            trafficPolicy:
              connectionPool:
                tcp: {maxConnections: 10000}
                http: {http2MaxRequests: 10000, http1MaxPendingRequests: 10000}
            """
          }, source: "Istio, DestinationRule; not tried")
      ],
      page: Page(
        "Room in the circuit breakers",
        """
        What it is   A cluster's thresholds, 1024 each: max_connections,
                     max_pending_requests, max_requests. An open WebSocket counts in
                     two of them.
        Write        circuit_breakers: {thresholds: [{max_requests: 10000, ...}]}
        Seen by      503 "... reset reason: overflow" with x-envoy-overloaded, for pages
                     too, while others are connected.
        Mind         At max_connections the next ones wait instead, without a word.
        Sources      envoyproxy.io, circuit breaking; measured with Envoy 1.40.0,
                     2026-11
        """)),
  ]
}
