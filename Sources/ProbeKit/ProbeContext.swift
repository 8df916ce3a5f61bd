public import Connections
public import Evidence
import Synchronization
public import Transport

/// What a probe works with: the way to the target, the asks, and the place for what it finds.
public final class ProbeContext: Sendable {
  /// The endpoint that is asked, and how it was found.
  public struct Endpoint: Sendable, Equatable {
    /// The request target, with its query.
    public var target: String
    public var from: Target.PathSource
    /// The application's maker fixes the path.
    public var isFixed: Bool
    /// What the page offers there, as far as its scripts say.
    public var subprotocols: [String] = []

    public init(target: String, from: Target.PathSource, isFixed: Bool) {
      self.target = target
      self.from = from
      self.isFixed = isFixed
    }
  }

  /// A product that answers show.
  public struct ProductSign: Sendable {
    public var product: ProductID
    public var name: String
    public var version: String?
    public var certainty: Certainty
    public var because: String
    /// What it does by itself, as far as its release is known.
    public var habits: Set<ProxyHabit>

    public init(
      product: ProductID, name: String, version: String?, certainty: Certainty, because: String,
      habits: Set<ProxyHabit> = []
    ) {
      self.habits = habits
      self.product = product
      self.name = name
      self.version = version
      self.certainty = certainty
      self.because = because
    }
  }

  /// What other layers know and a probe has to ask them for.
  public struct Advice: Sendable {
    /// Who wrote an answer.
    public var attribute: @Sendable (Answer.Response) -> Attribution
    /// The answers with the authors that show only beside the other answers of the run.
    public var settle: @Sendable ([Ask: Answer]) -> [Ask: Answer] = { $0 }
    /// The proxies that answers show, the surest first.
    public var products: @Sendable ([Ask: Answer]) -> [ProductSign]
    /// Questions that only this proxy gives a reason for.
    public var furtherAsks: @Sendable (ProductID) -> [Ask] = { _ in [] }
    /// What the beacon says arrived.
    public var echo: @Sendable (Answer.Response) -> BeaconEcho?
    /// Finds the endpoint; asked once, when the application has answered.
    public var findEndpoint: @Sendable (ProbeContext) async -> Endpoint
    /// The endpoint that the application's page names, when it is another than the one asked.
    public var findPageEndpoint: @Sendable (ProbeContext) async -> String?
    /// The application's keepalive, once the application is recognised; `nil`: unknown.
    public var keepalive: @Sendable () -> (seconds: Double, isMessage: Bool)? = { nil }
    /// Where the application polls, once it is recognised; `nil`: unknown.
    public var pollingPath: @Sendable () -> String? = { nil }
    /// The application asks for nothing but WebSocket.
    public var hasNoFallback: @Sendable () -> Bool = { false }
    /// The request target of an ask that only some products give a reason for; `nil`: not this one.
    public var productTarget: @Sendable (Ask, _ endpoint: String) -> String? = { _, _ in nil }
    /// Reads what the application says of itself; asked once, when the endpoint is known.
    public var readApplication: @Sendable (ProbeContext) async -> ApplicationFact? = { _ in nil }
    /// Takes what is to be told while a probe waits.
    public var tell: @Sendable (News) -> Void = { _ in }

    public init(
      attribute: @escaping @Sendable (Answer.Response) -> Attribution,
      products: @escaping @Sendable ([Ask: Answer]) -> [ProductSign],
      echo: @escaping @Sendable (Answer.Response) -> BeaconEcho?,
      findEndpoint: @escaping @Sendable (ProbeContext) async -> Endpoint,
      findPageEndpoint: @escaping @Sendable (ProbeContext) async -> String?
    ) {
      self.attribute = attribute
      self.products = products
      self.echo = echo
      self.findEndpoint = findEndpoint
      self.findPageEndpoint = findPageEndpoint
    }
  }

  struct State {
    var findings: Findings
    var answers: [Ask: Task<Answer?, Never>] = [:]
    var endpoint: Task<Endpoint, Never>?
    /// What the endpoint's page offers.
    var pageSubprotocols: [String] = []
    var pageEndpoint: Task<String?, Never>?
    var reach: Task<DialRecord, Never>?
    var dial: DialRecord?
    /// The first connection, kept for the first request.
    var reached: HTTPConnection?
    var reachedID: String?
    var open: WebSocketOpening?
    var openConnection: String?
    var conversation: Task<Conversation?, Never>?
    var endurance: Task<Endurance?, Never>?
    var engineIO: Task<(EngineIOFact, EngineIOVisit)?, Never>?
    var isCrowdTried = false
    var isStopped = false
    /// Those that were made; see ``mayRequest(isHeld:)``.
    var requests = 0
  }

  public let settings: InterviewSettings
  public let recorder: Recorder
  public let loop: EventLoop
  public let advice: Advice
  let state: Mutex<State>

  public init(
    settings: InterviewSettings, findings: Findings, recorder: Recorder, loop: EventLoop,
    advice: Advice
  ) {
    self.settings = settings
    self.recorder = recorder
    self.loop = loop
    self.advice = advice
    state = Mutex(State(findings: findings))
  }

  public var findings: Findings { state.withLock { $0.findings } }

  public func note(_ change: @Sendable (inout Findings) -> Void) {
    state.withLock { change(&$0.findings) }
  }

  /// The limit of one network step from now.
  public var stepDeadline: Moment { EventLoop.now() + settings.stepTimeout }

  /// The endpoint; found at the first call.
  public func endpoint() async -> Endpoint {
    let task = state.withLock { state in
      if let task = state.endpoint { return task }
      let task = Task(executorPreference: loop) { await self.advice.findEndpoint(self) }
      state.endpoint = task
      if state.isStopped { task.cancel() }
      return task
    }
    let endpoint = await task.value
    let offered = endpoint.subprotocols
    if settings.subprotocols.isEmpty, !offered.isEmpty {
      recorder.hide(Secrets.subprotocols(offered))
      state.withLock { $0.pageSubprotocols = offered }
      note { $0.target.offersSubprotocols = true }
    }
    note { findings in
      findings.target.webSocketPath = String(endpoint.target.prefix { $0 != "?" })
      findings.target.pathFrom = endpoint.from
      findings.target.pathIsFixed = endpoint.isFixed
    }
    return endpoint
  }

  /// What a handshake offers: what the user said, else what the page's own scripts offer.
  public var subprotocols: [String] {
    settings.subprotocols.isEmpty
      ? state.withLock { $0.pageSubprotocols } : settings.subprotocols
  }

  func subprotocols(of upgrade: Ask.Upgrade) -> [String] {
    switch upgrade.subprotocols {
    case .asUsual: subprotocols
    case .none: []
    case .known: Ask.subprotocolNames
    }
  }

  /// The endpoint that the page names; looked for at the first call.
  func pageEndpoint() async -> String? {
    let task = state.withLock { state in
      if let task = state.pageEndpoint { return task }
      let task = Task(executorPreference: loop) { await self.advice.findPageEndpoint(self) }
      state.pageEndpoint = task
      if state.isStopped { task.cancel() }
      return task
    }
    return await task.value
  }

  /// The answer to an ask: made once, however often it is asked for. `nil`: it could not be made.
  public func answer(to ask: Ask) async -> Answer? {
    let task = state.withLock { state in
      if let task = state.answers[ask] { return task }
      let task = Task(executorPreference: loop) { await self.make(ask) }
      state.answers[ask] = task
      if state.isStopped { task.cancel() }
      return task
    }
    return await task.value
  }

  /// The asks that were begun.
  public var asked: Set<Ask> { state.withLock { Set($0.answers.keys) } }

  /// Ends everything under way; what came so far stays.
  public func stop() {
    state.withLock { state in
      state.isStopped = true
      for task in state.answers.values { task.cancel() }
      state.reach?.cancel()
      state.endpoint?.cancel()
      state.pageEndpoint?.cancel()
      state.conversation?.cancel()
      state.endurance?.cancel()
      state.engineIO?.cancel()
    }
  }

  /// The handshake's open connection, for the probe that talks over it; handed out once.
  public func takeConversation() -> (opening: WebSocketOpening, connection: String)? {
    state.withLock { state in
      guard let open = state.open, let connection = state.openConnection else { return nil }
      state.open = nil
      return (open, connection)
    }
  }

  /// Whether ``stop()`` was called.
  public var isStopped: Bool { state.withLock { $0.isStopped } }
}
