import Diagnosis
import Evidence

extension Hypothesis {
  /// `http.…`: what every path answers.
  static let http: [Hypothesis] = [

    Hypothesis(
      "http.tls-required", rung: .http, called: "a TLS port",
      title: "{host}:{port} speaks TLS, and it was asked in plain HTTP.",
      explanation: "The address must begin with https://.",
      when: [.kind(.application, .tlsExpected, .tlsRecord, .closed, .reset, .notHTTP, .truncated)],
      requires: [.holds(.portSpeaksTLS)], proves: [[.holds(.portSpeaksTLS)]],
      remedies: [.init("client.url")]),
    Hypothesis(
      "http.only-http2", rung: .http, called: "a port that speaks only HTTP/2",
      title: "{host} speaks only HTTP/2 here.",
      explanation: "WebSocket as browsers open it needs HTTP/1.1: no Upgrade can work.",
      when: [.kind(.application, .http2)], excludedBy: [.holds(.frontSpeaksHTTP1)],
      proves: [[.kind(.application, .http2)]],
      remedies: [.init("proxy.http1"), .init("client.url", rank: 2)]),
    Hypothesis(
      "http.malformed", rung: .http, called: "an answer that is no HTTP",
      title: "What {host}:{port} answers is not HTTP.",
      explanation: "Another service listens there, or the answer breaks RFC 9112.",
      when: [.kind(.application, .notHTTP, .malformed, .tlsRecord)],
      excludedBy: [.holds(.portSpeaksTLS)],
      proves: [[.kind(.application, .notHTTP, .malformed, .tlsRecord)]],
      remedies: [.init("client.url")]),
    Hypothesis(
      "http.oversized", rung: .http, called: "an endless answer",
      title: "The answer of {host} is larger than any browser would read.",
      explanation: "Its head doesn't end within the limits.",
      when: [.kind(.application, .oversized)], proves: [[.kind(.application, .oversized)]],
      remedies: [.init("application.start")]),
    Hypothesis(
      "http.truncated", rung: .http, called: "half an answer",
      title: "{host} does not send its answer whole.",
      explanation: "Every path asked ends so: the proxy or the application breaks off or stalls.",
      when: [.is(.everyPath, "closed", "truncated")], excludedBy: [.holds(.portSpeaksTLS)],
      proves: [[.is(.everyPath, "closed", "truncated")]],
      remedies: [.role(.reachBackend), .init("application.start")]),
    Hypothesis(
      "http.authentication-required", rung: .http, called: "a login",
      title: "{host} wants a login for everything: 401.",
      explanation: "WebSocket could not be judged behind it. Give the credentials and ask again.",
      when: [.is(.everyPath, "unauthorized")], proves: [[.is(.everyPath, "unauthorized")]],
      remedies: [.role(.authenticate)]),
    Hypothesis(
      "http.forbidden", rung: .http, called: "a lock on everything",
      title: "{host} forbids everything: 403.",
      explanation: "WebSocket could not be judged behind it: this client isn't let in at all.",
      when: [.is(.everyPath, "forbidden")],
      excludedBy: [.is(.says(.application), "access-denied")],
      proves: [[.is(.everyPath, "forbidden")]],
      remedies: [
        .init("client.allowed-network"), .role(.allowUpgrade), .role(.authenticate),
      ]),
    Hypothesis(
      "http.forbidden", variant: "by a rule, as the proxy says", rung: .http,
      called: "a lock on everything",
      title: "{host} forbids everything: 403.",
      explanation:
        "A rule of {proxy} refuses this client; WebSocket could not be judged behind it.",
      when: [.is(.everyPath, "forbidden"), .is(.says(.application), "access-denied")],
      proves: [[.is(.everyPath, "forbidden")]],
      remedies: [.init("client.allowed-network"), .role(.allowUpgrade)]),
    Hypothesis(
      "http.bad-request", rung: .http, called: "a refusal of everything",
      title: "{Application} refuses everything that arrives: 400.",
      explanation: "Every path is answered so, pages too: it doesn't take the requests as they "
        + "arrive. A host name that it doesn't know as its own is the usual reason, two Host "
        + "fields or too large ones are others; its log says which.",
      when: [.is(.everyPath, "bad-request")],
      // A server of nothing but WebSocket says so to whatever isn't a handshake.
      excludedBy: [
        .author(.application, .proxy), .holds(.endpointLike), .holds(.arrived(.handshake, .plain)),
      ],
      expects: [.author(.application, .application)], atMost: .likely,
      separatedBy: "read the application's log",
      remedies: [
        .role(.passHost), .init("application.start", rank: 2),
      ]),
    Hypothesis(
      "http.rate-limited", rung: .http, called: "a rate limit",
      title: "{host} answers that too many requests came: 429.",
      explanation:
        "WebSocket could not be judged. Wait, or ask from an address that isn't limited.",
      when: [.is(.everyPath, "rate-limited")], proves: [[.is(.everyPath, "rate-limited")]],
      remedies: [.role(.allowRate)]),
    Hypothesis(
      "http.redirected", variant: "to https", rung: .http, called: "a redirect",
      title: "{host} redirects everything to https://.",
      explanation: "A WebSocket client follows no redirect, so ws:// can't work here; the address "
        + "must begin with https:// (wss://).",
      when: [.is(.everyPath, "redirect-https")],
      excludedBy: [.is(.redirectTo, "itself"), .fails(.redirectAnswers)],
      proves: [[.is(.everyPath, "redirect-https")]],
      remedies: [.init("client.url")]),
    Hypothesis(
      "http.redirected", variant: "to a dead https", rung: .http, called: "a redirect",
      title: "{host} redirects everything to https://, where nothing speaks TLS.",
      explanation:
        "No browser gets anywhere: either TLS is served at that port, or the redirect goes.",
      when: [.is(.everyPath, "redirect-https"), .fails(.redirectAnswers)],
      proves: [[.is(.everyPath, "redirect-https"), .fails(.redirectAnswers)]],
      remedies: [.role(.routeWithoutRedirect), .init("client.url", rank: 2)]),
    Hypothesis(
      "http.redirected", variant: "to a login", rung: .http, called: "a redirect",
      title: "{host} redirects everything to a login.",
      explanation: "A WebSocket client follows no redirect. WebSocket could not be judged behind "
        + "it: give the session that it asks for.",
      when: [.is(.everyPath, "redirect"), .is(.redirectTo, "login")],
      proves: [[.is(.everyPath, "redirect")]],
      remedies: [.role(.authenticate), .init("application.session")]),
    Hypothesis(
      "http.redirected", variant: "elsewhere", rung: .http, called: "a redirect",
      title: "{host} redirects everything elsewhere.",
      explanation: "A WebSocket client follows no redirect: ask the address that it leads to.",
      when: [.is(.everyPath, "redirect"), .is(.redirectTo, "elsewhere", "slash", "https")],
      proves: [[.is(.everyPath, "redirect")]], remedies: [.init("client.url")]),
    Hypothesis(
      "http.broken", rung: .setup, severity: .warning, called: "broken ordinary requests",
      title: "Ordinary requests to {host} fail; WebSocket alone is answered.",
      explanation: "Pages and the fallback need them.",
      when: [
        .kind(.handshake, .switched),
        .kind(
          .application, .badGateway, .unavailable, .gatewayTimeout, .silent, .closed, .reset,
          .truncated, .malformed),
      ],
      excludedBy: [.is(.says(.application), "backend-protocol")], explainsAbove: false,
      remedies: [.role(.reachBackend), .init("application.start")]),
    Hypothesis(
      "http.broken", variant: "every page is refused", rung: .setup, severity: .warning,
      called: "broken ordinary requests",
      title: "Every ordinary request to {host} is refused; WebSocket alone is answered.",
      explanation: "Browsers can't load the pages that open it, and there is no fallback.",
      when: [.kind(.handshake, .switched), .holds(.pagesFail)],
      excludedBy: [.is(.says(.application), "backend-protocol")], explainsAbove: false,
      remedies: [.role(.openPath), .init("application.start", rank: 2)]),
    Hypothesis(
      "http.broken", variant: "pages lead to a dead https", rung: .setup, severity: .warning,
      called: "broken ordinary requests",
      title: "Pages of {host} redirect to https, where nothing answers; WebSocket alone does.",
      explanation: "Browsers can't load the pages that open it.",
      when: [.kind(.handshake, .switched), .fails(.redirectAnswers)],
      proves: [[.fails(.redirectAnswers), .kind(.handshake, .switched)]], explainsAbove: false,
      remedies: [.init("client.url"), .init("application.start", rank: 2)]),
    Hypothesis(
      "http.broken", variant: "another protocol, as the proxy says", rung: .setup,
      severity: .warning, called: "broken ordinary requests",
      title: "Ordinary requests to {host} fail; WebSocket alone is answered.",
      explanation: "{Proxy} asks {application} in a protocol that it doesn't speak; handshakes go "
        + "out in HTTP/1.1 all the same. Pages and the fallback need the others.",
      when: [
        .kind(.handshake, .switched), .kind(.application, .badGateway),
        .author(.application, .proxy), .is(.says(.application), "backend-protocol"),
      ],
      proves: [[.author(.application, .proxy), .kind(.handshake, .switched)]],
      explainsAbove: false, remedies: [.role(.speakApplicationsHTTP)]),
  ]
}
