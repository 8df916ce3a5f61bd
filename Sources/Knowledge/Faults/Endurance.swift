import Diagnosis
import Evidence

extension Hypothesis {
  /// `idle.…` and `keepalive.…`: the connection works, and doesn't last.
  static let endurance: [Hypothesis] = [

    Hypothesis(
      "idle.reload", rung: .endurance, severity: .warning, called: "a reload",
      title: "Connections of different age were cut at one moment: something was reloaded.",
      explanation: "{Proxy} or {application} was reloaded or restarted while this run waited. What "
        + "a silent connection bears could not be measured: ask again.",
      when: [ended], requires: [.holds(.endAtOneMoment)], excludedBy: [isReplaced], atMost: .likely,
      separatedBy: "ask again, and look into the proxy's log for that moment",
      explainsAbove: false, remedies: [.role(.reloadGently)]),
    Hypothesis(
      "application.session-refused", variant: "one connection at a time", rung: .endurance,
      severity: .warning, called: "the application",
      title: "WebSocket works, and a connection is closed as soon as another one opens.",
      explanation: "{Application} seems to keep one connection a session, and this run opens "
        + "several. So how long a silent one lasts could not be measured.",
      when: [ended, isReplaced], atMost: .likely,
      separatedBy: "read the application's log", explainsAbove: false, remedies: []),
    Hypothesis(
      "idle.lifetime-limit", rung: .endurance, called: "a limit of age",
      title: "WebSocket works, then dies: every connection ends after {lifetime}, talking or not.",
      explanation: "That is what a limit of a connection's whole life looks like; no keepalive "
        + "helps against one. {Feature} has to connect anew each time.",
      when: [ended], requires: [.holds(.endAtOneAge)],
      excludedBy: [.holds(.endAtOneMoment), .holds(.closedByApplication), isReplaced],
      expects: [.holds(.endsRepeatably)], atMost: .likely,
      remedies: [.role(.keepForLong)]),
    Hypothesis(
      "idle.silent-drop", rung: .endurance, called: "a silent drop",
      title: "WebSocket works, then is dropped in silence: no end is told, and nothing comes back.",
      explanation: "Neither side notices until it says something; messages sent into it are lost. "
        + "It happened after {limit} of silence.",
      when: [.is(.died(.silent), "silence")], requires: [.holds(.talkingKeepsOpen)],
      excludedBy: [.holds(.keepaliveKeepsOpen)], atMost: .likely, separatedBy: twoProxies,
      remedies: limits + [.init("application.keepalive", rank: 2)]),
    Hypothesis(
      "idle.silent-drop", variant: "the keepalive prevents it", rung: .endurance, severity: .info,
      called: "a silent drop",
      title: "A silent connection is dropped without a word after {limit} of silence.",
      explanation: "The keepalive each {keepalive} prevents it.",
      when: [.is(.died(.silent), "silence")], requires: [.holds(.keepaliveKeepsOpen)],
      atMost: .likely, separatedBy: twoProxies, explainsAbove: false, remedies: limits),
    Hypothesis(
      "idle.application-timeout", rung: .endurance, severity: .warning,
      called: "the application",
      title: "{Application} itself closes a connection that was silent for {limit}.",
      explanation: "The proxy is fine: the Close frame is the application's. Its page has to say "
        + "something more often, or to connect anew.",
      when: [ended], requires: [.holds(.closedByApplication), .holds(.endsRepeatably)],
      excludedBy: [
        .holds(.endAtOneAge), .holds(.endAtOneMoment), .holds(.keepaliveKeepsOpen), isReplaced,
      ],
      atMost: .likely, separatedBy: twoProxies, explainsAbove: false,
      remedies: [.init("application.keepalive")]),
    Hypothesis(
      "idle.application-timeout", variant: "whatever is said", rung: .endurance,
      severity: .warning, called: "the application",
      title: "{Application} itself closes every connection after {lifetime}, whatever is said.",
      explanation: "The proxy is fine: the Close frame is the application's. It may want a login "
        + "or a first message, which this run didn't have; so how long a connection lasts with "
        + "one could not be measured.",
      when: [ended], requires: [.holds(.closedByApplication), .holds(.endAtOneAge)],
      excludedBy: [.holds(.endAtOneMoment), isReplaced], expects: [.holds(.endsRepeatably)],
      atMost: .likely, explainsAbove: false, remedies: [.init("application.session")]),
    Hypothesis(
      "idle.application-timeout", variant: "it hangs up", rung: .endurance, severity: .warning,
      called: "the application",
      title: "Every connection ends after {lifetime}, talking or not: {application} may hang up.",
      explanation: "It may want a login or a first message, which this run didn't have.",
      when: [cut], requires: [.holds(.endAtOneAge)],
      excludedBy: [.holds(.endAtOneMoment), .holds(.closedByApplication), isReplaced],
      atMost: .possible,
      remedies: [.init("application.session")]),
    Hypothesis(
      "idle.timeout-too-short", rung: .endurance, called: "a short limit of silence",
      title: "WebSocket works, then dies: a silent connection is cut after {limit}, and {speaker} "
        + "says something only every {keepalive}.",
      explanation: "Users see endless reconnects.",
      when: [cut], requires: [.is(.room, "shorter")],
      excludedBy: [.holds(.endAtOneAge), .holds(.endAtOneMoment), isReplaced],
      expects: [
        .holds(.talkingKeepsOpen), .fails(.endAtOneMoment), .holds(.endsRepeatably),
      ],
      atMost: .likely, separatedBy: twoProxies, remedies: limits),
    Hypothesis(
      "idle.timeout-too-short", variant: "for most applications", rung: .endurance,
      severity: .warning, called: "a short limit of silence",
      title: "WebSocket works, and silence is cut after {limit}: few applications talk so often.",
      explanation:
        "How often this one says something isn't known. Phoenix does each 30 s, "
        + "Socket.IO each 25 s, uvicorn and Python's websockets each 20 s, Deno each 15 s; most say "
        + "nothing by themselves, and no browser pings. With --keepalive DURATION it is judged against that.",
      when: [cut], requires: [.holds(.silenceIsShort)],
      excludedBy: [.holds(.endAtOneAge), .holds(.endAtOneMoment), isReplaced],
      expects: [.holds(.talkingKeepsOpen), .fails(.endAtOneMoment), .holds(.endsRepeatably)],
      atMost: .likely, separatedBy: twoProxies, explainsAbove: false, remedies: limits),
    Hypothesis(
      "idle.no-margin", rung: .endurance, severity: .warning, called: "a narrow limit",
      title: "WebSocket stays open, but only just: silence is cut after {limit}, and {speaker} "
        + "says something every {keepalive}.",
      explanation: "One keepalive that is late, and users are cut off.",
      when: [cut], requires: [.is(.room, "narrow")],
      excludedBy: [
        .holds(.endAtOneAge), .holds(.endAtOneMoment), .fails(.keepaliveKeepsOpen), isReplaced,
      ],
      atMost: .likely, separatedBy: twoProxies, explainsAbove: false, remedies: limits),
    Hypothesis(
      "keepalive.not-honored", rung: .endurance, called: "a lost keepalive",
      title: "WebSocket works, then dies: the keepalive goes out each {keepalive}, and the "
        + "connection is cut after {limit} all the same.",
      explanation: "Something on the way doesn't count it: other traffic keeps a connection open.",
      when: [
        .is(.died(.silent), "fin", "close-notify", "rst", "close-frame", "close-frame-1002")
      ],
      requires: [.fails(.keepaliveKeepsOpen), .holds(.talkingKeepsOpen)],
      excludedBy: [
        .holds(.endAtOneAge), .holds(.endAtOneMoment), .is(.room, "shorter"), isReplaced,
      ],
      expects: [.holds(.endsRepeatably)], atMost: .likely, separatedBy: twoProxies,
      remedies: limits + [.init("application.keepalive", rank: 2)]),
  ]

  private static let isReplaced = Prediction.holds(.endsAsAnotherOpens)
  private static let cut = Prediction.is(
    .died(.silent), "fin", "close-notify", "rst", "close-frame-1002")
  private static let ended = Prediction.is(
    .died(.silent), "fin", "close-notify", "rst", "close-frame", "close-frame-1002", "silence")

  private static let twoProxies = "ask the same past the outer proxy: --resolve HOST:PORT:ADDRESS"

  private static let limits: [Remedy] = [.role(.keepSilence)]
}
