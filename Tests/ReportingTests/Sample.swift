import Evidence

/// Reports made by hand, for the renderers' tests.
enum Sample {
  static let endpoint = "wss://jira.example.com/com-spartez-support-chat/ws/x"

  static func target(confirmed: Bool = true, from source: Target.PathSource = .page) -> Target {
    Target(
      url: "https://jira.example.com", webSocketURL: endpoint, webSocketPathFrom: source,
      endpointConfirmed: confirmed, pollingURL: "https://jira.example.com/", profile: "jira-chat",
      profileTitle: "Chat for Service Desk", profileFrom: .recognised, addresses: ["192.0.2.10"])
  }

  static func report(
    verdict: Verdict, summary: String, exitStatus: Int, duration: Double,
    diagnoses: [Diagnosis] = [], target: Target = target(), untested: [ProbeID] = [],
    setupSteps: [StepStatus] = [], probes: [ProbeResult], measurements: Measurements = .init(),
    connections: [ConnectionRecord] = []
  ) -> Report {
    Report(
      startedAt: "2026-11-21T05:48:40.123Z", durationSeconds: duration, interrupted: false,
      exitStatus: exitStatus,
      environment: Environment(system: "Debian 12", architecture: "x86_64", forwardProxy: .none),
      settings: Settings(
        quick: false, idleSeconds: 75, keepaliveSeconds: 30, keepaliveFrom: .profile,
        stepTimeoutSeconds: 10, sent: []),
      target: target, verdict: verdict, summary: summary, untested: untested,
      hops: [
        Hop(
          role: .proxy, product: "nginx", version: "1.22.1", certainty: .likely, evidence: ["o1"]),
        Hop(
          role: .application, product: "tomcat", version: nil, certainty: .likely, evidence: [],
          name: "Tomcat"),
      ],
      proxy: ProxyInFront(product: "nginx", version: "1.22.1", certainty: .likely),
      observations: [], diagnoses: diagnoses, setupSteps: setupSteps, probes: probes,
      measurements: measurements, exchanges: [], connections: connections, redactions: [])
  }

  static func probe(
    _ id: ProbeID, _ outcome: ProbeResult.Outcome, actual: String? = nil, reason: String? = nil
  ) -> ProbeResult {
    ProbeResult(
      id: id, title: "The \(id) probe", outcome: outcome, reason: reason, startSeconds: 0.1,
      durationSeconds: 0.1 + 0.2, expected: "it works", actual: actual)
  }

  static func step(_ id: StepID, _ status: StepStatus.Status, because: String = "") -> StepStatus {
    StepStatus(step: id, title: "Title of \(id)", status: status, because: because, today: nil)
  }

  static func missing(
    _ id: StepID, rank: Int = 1, file: String, snippet: String, apply: String, verify: String
  ) -> MissingStep {
    MissingStep(
      step: id, rank: rank, certainty: .likely, title: "Hand the Upgrade header on", file: file,
      directive: "proxy_set_header Upgrade", snippet: snippet, placeholders: ["JIRA-BACKEND"],
      apply: apply, verify: verify, source: "nginx.org, WebSocket proxying", note: nil,
      language: id.rawValue.hasPrefix("nginx") ? "nginx" : nil)
  }

  static let notForwardedSnippet = """
    location /com-spartez-support-chat/ws/ {
        proxy_pass          http://JIRA-BACKEND;   # same as in location /
        proxy_http_version  1.1;
        proxy_set_header    Upgrade     $http_upgrade;
        proxy_set_header    Connection  "upgrade";
        proxy_set_header    Host        $host;
        proxy_read_timeout  600s;
    }
    """

  static let notForwarded = Diagnosis(
    fault: "upgrade.not-forwarded", severity: .error, certainty: .likely,
    title: "WebSocket is not passed on",
    explanation: "nginx hands the request to Jira as an ordinary GET: the Upgrade header is lost. "
      + "Chat falls back to polling.",
    evidence: [
      EvidenceLine(
        probe: "misroute",
        fact: "same 404 with Upgrade, without it, and with a version that doesn't exist",
        observation: "o4"),
      EvidenceLine(
        probe: "misroute",
        fact: "Tomcat wrote that 404, and it names the path exactly as we sent it",
        observation: "o5"),
    ],
    missingSteps: [
      missing(
        "nginx.upgrade-header", file: "the server block of jira.example.com",
        snippet: notForwardedSnippet, apply: "nginx -t && nginx -s reload",
        verify: "wsdoctor https://jira.example.com --quick")
    ],
    alternatives: [
      Alternative(
        fault: "upgrade.path-not-routed", separatedBy: "put `wsdoctor beacon` behind the proxy")
    ],
    ruledOut: [
      RuledOut(
        fault: "upgrade.path-not-routed", called: "a wrong route",
        because: "the path arrives unchanged", observation: "o5"),
      RuledOut(
        fault: "upgrade.blocked", called: "a filter",
        because: "without Upgrade the answer is the same", observation: "o4"),
      RuledOut(
        fault: "upgrade.backend-unreachable", called: "the backend",
        because: "/ is answered by Jira, 200", observation: "o2"),
    ])

  static let guide = [
    step("nginx.http-version", .unknown), step("nginx.upgrade-header", .missing),
    step("nginx.connection-header", .unknown), step("nginx.websocket-location", .done),
    step("nginx.read-timeout", .unknown, because: "needs a connection first"),
  ]

  /// nginx without the Upgrade header in front of Jira.
  static let upgradeNotForwarded = report(
    verdict: .degraded,
    summary: "nginx does not pass WebSocket on to Jira: forward Upgrade and Connection",
    exitStatus: 1, duration: 1.312, diagnoses: [notForwarded], setupSteps: guide,
    probes: [
      probe("dns", .pass), probe("tcp", .pass), probe("tls", .pass), probe("http", .pass),
      probe("fingerprint", .pass), probe("upgrade", .fail, actual: "404"), probe("misroute", .fail),
      probe("messages", .skipped, reason: "no connection"),
      probe("idle", .skipped, reason: "no connection"),
      probe("keepalive", .skipped, reason: "no connection"), probe("polling", .pass),
    ])

  /// A silent connection is cut before the first keepalive.
  static let idleTooShort = report(
    verdict: .degraded,
    summary: "idle connections are cut after 25 s, the keepalive comes every 30 s",
    exitStatus: 1, duration: 40.02,
    diagnoses: [
      Diagnosis(
        fault: "idle.timeout-too-short", severity: .error, certainty: .likely,
        title: "WebSocket works, then dies",
        explanation: "A silent connection is cut after 25 s, and Chat says something only every "
          + "30 s. Users see endless reconnects.",
        evidence: [
          EvidenceLine(
            probe: "idle", fact: "silent: cut after 25.0 s, FIN, no Close frame", observation: "o8"),
          EvidenceLine(
            probe: "keepalive", fact: "with a ping every 10 s: alive when we stopped after 40 s",
            observation: "o9"),
        ],
        missingSteps: [
          missing(
            "nginx.read-timeout", file: "the location that has proxy_set_header Upgrade",
            snippet: "    proxy_read_timeout  600s;                  # now: 25 s, must be > 30 s",
            apply: "nginx -t && nginx -s reload", verify: "wsdoctor https://jira.example.com")
        ],
        alternatives: [],
        ruledOut: [
          RuledOut(
            fault: "idle.reload", called: "a reload",
            because: "three connections, one died only when silent", observation: "o9"),
          RuledOut(
            fault: "idle.application-timeout", called: "the application",
            because: "it would have sent a Close frame", observation: "o8"),
        ])
    ],
    setupSteps: [
      step("nginx.http-version", .done), step("nginx.upgrade-header", .done),
      step("nginx.connection-header", .done), step("nginx.websocket-location", .done),
      step("nginx.read-timeout", .missing),
    ],
    probes: [
      probe("dns", .pass), probe("tcp", .pass), probe("tls", .pass), probe("http", .pass),
      probe("upgrade", .pass), probe("misroute", .pass), probe("messages", .pass),
      probe("idle", .fail), probe("keepalive", .fail), probe("polling", .pass),
    ], measurements: idleMeasurements, connections: heldConnections)

  static var healthyMeasurements: Measurements {
    var measurements = Measurements()
    measurements.resolveSeconds = 0.003
    measurements.connectSeconds = 0.012
    measurements.tlsSeconds = 0.014
    measurements.handshakeSeconds = 0.013
    measurements.pingSeconds = 0.012
    measurements.idleLimit.state = .measured
    measurements.idleLimit.seconds = 60.01
    measurements.idleLimit.uncertaintySeconds = 0.1
    measurements.idleLimit.knownAs = ["nginx proxy_read_timeout (default)"]
    return measurements
  }

  /// All is well, with a piece of advice.
  static let healthy = report(
    verdict: .healthy, summary: "WebSocket works, and stays open with Chat's 30 s keepalive",
    exitStatus: 0, duration: 75.2,
    diagnoses: [
      Diagnosis(
        fault: "idle.no-margin", severity: .info, certainty: .proven,
        title: "proxy_read_timeout 600s",
        explanation: "one lost keepalive is enough to cut a connection now", evidence: [],
        missingSteps: [
          missing(
            "nginx.read-timeout", file: "", snippet: "", apply: "", verify: "")
        ], alternatives: [], ruledOut: [])
    ],
    probes: [
      probe("dns", .pass), probe("tcp", .pass), probe("tls", .pass), probe("http", .pass),
      probe("fingerprint", .pass), probe("upgrade", .pass), probe("misroute", .pass),
      probe("messages", .pass), probe("idle", .pass),
      probe("keepalive", .pass, actual: "30 s: alive after 75 s, twice the room it needs"),
      probe("polling", .pass, actual: "ordinary requests work, 20 of 20"),
    ], measurements: healthyMeasurements)

  /// Nobody knows where the endpoint is.
  static let endpointUnknown = report(
    verdict: .inconclusive, summary: "the WebSocket path is not known: give it with --ws-path",
    exitStatus: 3, duration: 0.83,
    diagnoses: [
      Diagnosis(
        fault: "upgrade.endpoint-unknown", severity: .warning, certainty: .possible,
        title: "The path that was asked may not be the endpoint's",
        explanation: "The application itself says that it has nothing there. Open the browser's "
          + "network tab, filter for WS, and give the path with --ws-path, or paste the request "
          + "with --from-curl -.",
        evidence: [
          EvidenceLine(probe: "upgrade", fact: "404 by Tomcat", observation: "o3")
        ], missingSteps: [], alternatives: [], ruledOut: [])
    ],
    target: target(confirmed: false, from: .profile),
    untested: ["messages", "idle", "keepalive"],
    probes: [
      probe("dns", .pass), probe("tcp", .pass), probe("tls", .pass), probe("http", .pass),
      probe("upgrade", .error, reason: "the endpoint is not known"),
      probe("messages", .skipped, reason: "no connection"),
    ])

  /// The certificate is not trusted; the run went on without verification.
  static let untrusted = report(
    verdict: .broken, summary: "the certificate of jira.example.com is not trusted",
    exitStatus: 1, duration: 0.4,
    diagnoses: [
      Diagnosis(
        fault: "tls.untrusted", severity: .error, certainty: .possible,
        title: "The certificate is not trusted",
        explanation: "Browsers refuse the connection before WebSocket begins. With verification "
          + "off, WebSocket works.",
        evidence: [
          EvidenceLine(
            probe: "tls", fact: "unable to get local issuer certificate (20)", observation: "o2")
        ],
        missingSteps: [
          missing(
            "tls.certificate-chain", file: "the certificate file of the proxy",
            snippet: "cat jira.example.com.crt INTERMEDIATE.crt > fullchain.pem",
            apply: "Reload the proxy.", verify: "wsdoctor https://jira.example.com --quick"),
          missing(
            "client.trust-root", file: "this machine", snippet: "--cacert COMPANY-ROOT.pem",
            apply: "", verify: ""),
        ],
        alternatives: [
          Alternative(
            fault: "tls.chain-incomplete", separatedBy: "ask with --cacert COMPANY-ROOT.pem")
        ], ruledOut: [])
    ],
    probes: [
      probe("dns", .pass), probe("tcp", .pass), probe("tls", .fail), probe("http", .pass),
      probe("upgrade", .pass), probe("messages", .pass),
    ])
}
