import Connections
import Evidence
import Synchronization
import Transport
import WebSocketProtocol

/// Carries an ``EnduranceRun`` out: opens what it wants, tells it what comes, says what it wants said.
final class EnduranceDriver: Sendable {
  private typealias Habit = Endurance.Habit

  private struct Held {
    var connection: WebSocketConnection
    var id: String
    var hasBegunMessage = false
  }

  private struct State {
    var events: [(EnduranceRun.Event, Double)] = []
    var held: [Endurance.Habit: Held] = [:]
  }

  /// How long the connections may take to close at the end: by then everything is known.
  private static let closing: Duration = .seconds(1)

  /// How late a wake may be because events keep coming. Seconds.
  private static let overdue = 1.0

  private let context: ProbeContext
  private let news: Signal
  /// The version of Engine.IO that is spoken over the connections; `nil`: another protocol.
  private let engineVersion: Int?
  private let state = Mutex(State())

  /// So often it is looked whether this program is held up itself. Seconds.
  private static let tick = 0.2

  init(_ context: ProbeContext, engineVersion: Int? = nil) {
    self.context = context
    self.engineVersion = engineVersion
    news = Signal(on: context.loop)
  }

  /// Returns what became of the connections, which are closed then.
  func run(_ plan: EndurancePlan) async -> Endurance {
    let finished = await withTaskGroup { group in
      var run = EnduranceRun(plan)
      var wakeAt = now
      var toldAt = -Double.infinity
      var longestPause = 0.0
      perform(run.begin(at: now), &wakeAt, &group)
      tellWhatIsKnown()
      while !run.isFinished && !context.isStopped {
        if now - toldAt >= 1 {
          toldAt = now
          tell(run)
        }
        let mark = news.mark()
        let events = state.withLock { state in
          defer { state.events.removeAll() }
          return state.events
        }
        for (event, at) in events {
          perform(run.handle(event, at: at), &wakeAt, &group)
          tell(event, run)
        }
        // What came is told before the wake that it may make needless; but a peer that never stops
        // talking doesn't stop the clock.
        guard events.isEmpty || now >= wakeAt + Self.overdue else { continue }
        if events.isEmpty && now < wakeAt {
          let due = min(wakeAt, toldAt + 1, now + Self.tick)
          let deadline = context.recorder.startedAt + .seconds(due)
          if case .cancelled = await news.wait(since: mark, until: deadline) { break }
          longestPause = max(longestPause, now - due)
        }
        if now >= wakeAt { perform(run.handle(.wake, at: now), &wakeAt, &group) }
      }
      run.stop(at: now)
      group.cancelAll()
      return (run: run, longestPause: longestPause)
    }
    var endurance = finished.run.result
    endurance.longestPause = finished.longestPause
    for index in endurance.lines.indices {
      let habit = endurance.lines[index].habit
      guard let held = state.withLock({ $0.held[habit] }) else { continue }
      endurance.lines[index].connection = held.id
      if case .closeFrame = endurance.lines[index].end {
        let reason = held.connection.death?.close?.reason ?? ""
        endurance.lines[index].closeReason = context.recorder.shown(
          words: reason, in: "Close frame")
      }
    }
    await end(endurance)
    return endurance
  }

  private var now: Double { context.recorder.seconds(EventLoop.now()) }

  private func perform(
    _ actions: [EnduranceRun.Action], _ wakeAt: inout Double, _ group: inout TaskGroup<Void>
  ) {
    for action in actions {
      switch action {
      case .open(let habit): group.addTask { await self.hold(habit) }
      case .ping(let habit):
        // A connection that takes nothing any more will be noticed by reading.
        try? state.withLock { $0.held[habit] }?.connection.ping(Array("wsdoctor".utf8))
      case .data(let habit): sendData(habit)
      case .wake(let at): wakeAt = at
      case .finish: break
      }
    }
  }

  /// The first frame begins a text message, the later ones continue it; none is the last.
  private func sendData(_ habit: Endurance.Habit) {
    let held = state.withLock { state in
      let held = state.held[habit]
      state.held[habit]?.hasBegunMessage = true
      return held
    }
    guard let held else { return }
    if let engineVersion {
      try? held.connection.send(text: EngineIO.heartbeat(engineVersion))
      return
    }
    try? held.connection.sendFragment(held.hasBegunMessage ? .continuation : .text, [], fin: false)
  }

  /// Opens a connection and passes on what comes, until its end.
  private func hold(_ habit: Endurance.Habit) async {
    guard context.mayRequest(isHeld: true) else { return pass(.refused(habit), at: now) }
    let (opening, id) = await context.openHandshake()
    guard let connection = opening.connection, opening.violations.isEmpty else {
      return pass(.refused(habit), at: now)
    }
    if habit == .noPong { connection.answersPings = false }
    state.withLock { $0.held[habit] = Held(connection: connection, id: id) }
    pass(.opened(habit), at: context.recorder.seconds(connection.openedAt))
    while !Task.isCancelled {
      let incoming = await connection.receive(deadline: EventLoop.now() + .seconds(86_400))
      let at = context.recorder.seconds(incoming.at)
      switch incoming.what {
      case .pong: pass(.received(habit, .pong), at: at)
      case .text(let text):
        pass(.received(habit, .unasked), at: at)
        // A page's client answers by itself, as its browser does below it.
        if let engineVersion, habit != .noPong,
          let reply = EngineIO.reply(to: text, version: engineVersion)
        {
          try? connection.send(text: reply)
        }
      case .ping, .binary: pass(.received(habit, .unasked), at: at)
      case .close(let code, _):
        return pass(.died(habit, .closeFrame(code: code.map { Int($0.rawValue) })), at: at)
      case .violation: return pass(.died(habit, .violation), at: at)
      case .ended(let death):
        return pass(.died(habit, Endurance.End(death)), at: context.recorder.seconds(death.at))
      case .timedOut: continue
      case .cancelled: return
      }
    }
  }

  private func pass(_ event: EnduranceRun.Event, at: Double) {
    state.withLock { $0.events.append((event, at)) }
    news.raise()
  }

  /// The verdict so far, before the long wait begins.
  private func tellWhatIsKnown() {
    let pong = context.findings.conversation?.pongSeconds.map {
      ", and a ping is answered after \(Int(($0 * 1000).rounded(.up))) ms"
    }
    context.advice.tell(.known("WebSocket opens\(pong ?? ""); now to see how long it lasts"))
  }

  private func tell(_ run: EnduranceRun) {
    guard !run.isFinished else { return }
    let what = "holding connections open, silent and talking"
    context.advice.tell(.waiting(what: what, secondsLeft: run.secondsLeft(at: now)))
  }

  private func tell(_ event: EnduranceRun.Event, _ run: EnduranceRun) {
    guard case .died(.silent, _) = event, let line = run.result[.silent] else { return }
    context.advice.tell(.known(run.result.sentence(of: line)))
  }

  /// Writes down what went over each connection, and closes those that are open.
  private func end(_ endurance: Endurance) async {
    let context = context
    await withTaskGroup { group in
      for line in endurance.lines {
        guard let held = state.withLock({ $0.held[line.habit] }) else { continue }
        let connection = held.connection
        if line.end == .dropped { connection.abandon() }
        let life = connection.lifeRecord(at: EventLoop.now())
        context.recordTraffic(of: connection, as: held.id, life: life, habit: line.habit.rawValue)
        if line.end.isOpen {
          group.addTask { await connection.close(deadline: EventLoop.now() + Self.closing) }
        }
      }
    }
  }
}

extension Endurance.End {
  init(_ death: DeathRecord) {
    switch death.how {
    case .closeFrame:
      self =
        death.by == .peer
        ? .closeFrame(code: death.close?.code.map { Int($0.rawValue) }) : .violation
    case .closeNotify: self = .closeNotify
    case .fin: self = .fin
    case .rst, .tlsAlert, .tlsBroken: self = .rst
    case .silence: self = .dropped
    case .stillOpen: self = .open
    }
  }
}
