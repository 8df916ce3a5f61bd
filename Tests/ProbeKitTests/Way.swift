import Evidence
import ProbeKit

/// A way to an application as a list of rules, played without a clock or a socket: what it does to
/// each connection follows from the events before. Seconds.
struct Way: Sendable {
  enum Rule: Sendable {
    /// FIN after so much silence.
    case silence(Double)
    /// FIN after so much time without a data frame.
    case silenceOfData(Double)
    /// FIN when the client said nothing for so long.
    case silenceOfClient(Double)
    /// FIN at this age.
    case age(Double)
    /// FIN for all at this moment.
    case reload(Double)
    /// The application's Close frame after so much silence.
    case goodbye(Double)
    /// The application's Close frame at this age to everybody: nobody has logged in.
    case login(Double)
    /// Nothing gets through any more after so much silence.
    case forgets(Double)
  }

  var rule: Rule?
  /// Whether the application answers pings.
  var answersPings = true
  /// The application pings by itself.
  var pings: Double?
  var opens = true
  private static let roundTrip = 0.02

  init(_ rule: Rule? = nil) { self.rule = rule }

  func with(_ change: (inout Way) -> Void) -> Way {
    var copy = self
    change(&copy)
    return copy
  }

  /// Plays a run to its end.
  func play(_ plan: EndurancePlan, stopAt: Double = .infinity) -> Played {
    var game = Game(way: self, run: EnduranceRun(plan))
    return game.play(stopAt: stopAt)
  }

  struct Played {
    var endurance: Endurance
    /// When it was over.
    var endedAt: Double
    var actions: [(at: Double, action: EnduranceRun.Action)]
  }

  private struct Connection {
    var openedAt: Double
    var anyAt: Double
    var dataAt: Double
    var clientAt: Double
    var serverPingAt: Double?
    var isForgotten = false
    var isOver = false
  }

  private struct Game {
    let way: Way
    var run: EnduranceRun
    var now = 0.0
    var wakeAt = 0.0
    var connections: [Endurance.Habit: Connection] = [:]
    var pongs: [(at: Double, habit: Endurance.Habit)] = []
    var actions: [(at: Double, action: EnduranceRun.Action)] = []

    mutating func play(stopAt: Double) -> Played {
      perform(run.begin(at: 0))
      for _ in 0..<1_000_000 where !run.isFinished {
        let death = nextDeath
        let pong = pongs.min { $0.at < $1.at }
        let ping = connections.filter { !$0.value.isOver }
          .compactMap { habit, it in it.serverPingAt.map { ($0, habit) } }.min { $0.0 < $1.0 }
        let next = [death?.at, pong?.at, ping?.0, wakeAt].compactMap { $0 }.min() ?? wakeAt
        if next >= stopAt {
          run.stop(at: stopAt)
          now = stopAt
          break
        }
        now = next
        if let death, death.at == next {
          connections[death.habit]?.isOver = true
          pongs.removeAll { $0.habit == death.habit }
          perform(run.handle(.died(death.habit, death.end), at: now))
        } else if let pong, pong.at == next {
          pongs.removeAll { $0.at == pong.at && $0.habit == pong.habit }
          touch(pong.habit, isData: false, byClient: false)
          perform(run.handle(.received(pong.habit, .pong), at: now))
        } else if let ping, ping.0 == next {
          connections[ping.1]?.serverPingAt = now + (way.pings ?? 0)
          touch(ping.1, isData: false, byClient: ping.1 != .noPong)
          perform(run.handle(.received(ping.1, .unasked), at: now))
        } else {
          perform(run.handle(.wake, at: now))
        }
      }
      return Played(endurance: run.result, endedAt: now, actions: actions)
    }

    private mutating func perform(_ list: [EnduranceRun.Action]) {
      var opening: [Endurance.Habit] = []
      for action in list {
        actions.append((now, action))
        switch action {
        case .open(let habit): opening.append(habit)
        case .ping(let habit):
          let passes = touch(habit, isData: false, byClient: true)
          if passes && way.answersPings { pongs.append((now + Way.roundTrip, habit)) }
        case .data(let habit): touch(habit, isData: true, byClient: true)
        case .wake(let at): wakeAt = at
        case .finish: break
        }
      }
      for habit in opening { open(habit) }
    }

    private mutating func open(_ habit: Endurance.Habit) {
      guard way.opens else { return perform(run.handle(.refused(habit), at: now)) }
      connections[habit] = Connection(
        openedAt: now, anyAt: now, dataAt: now, clientAt: now,
        serverPingAt: way.pings.map { now + $0 })
      perform(run.handle(.opened(habit), at: now))
    }

    @discardableResult
    private mutating func touch(_ habit: Endurance.Habit, isData: Bool, byClient: Bool) -> Bool {
      guard var connection = connections[habit], !connection.isOver else { return false }
      if case .forgets(let limit)? = way.rule, now > connection.anyAt + limit {
        connection.isForgotten = true
      }
      if !connection.isForgotten {
        connection.anyAt = now
        if isData { connection.dataAt = now }
        if byClient { connection.clientAt = now }
      }
      connections[habit] = connection
      return !connection.isForgotten
    }

    private var nextDeath: (at: Double, habit: Endurance.Habit, end: Endurance.End)? {
      connections.filter { !$0.value.isOver }.compactMap { habit, it in
        switch way.rule {
        case .silence(let limit): (it.anyAt + limit, habit, .fin)
        case .silenceOfData(let limit): (it.dataAt + limit, habit, .fin)
        case .silenceOfClient(let limit): (it.clientAt + limit, habit, .fin)
        case .age(let limit): (it.openedAt + limit, habit, .fin)
        case .reload(let moment): it.openedAt <= moment ? (max(now, moment), habit, .fin) : nil
        case .login(let limit): (it.openedAt + limit, habit, .closeFrame(code: 4408))
        case .goodbye(let limit): (it.anyAt + limit, habit, .closeFrame(code: 1001))
        case .forgets, nil: nil
        }
      }.min { ($0.0, $0.1.rawValue) < ($1.0, $1.1.rawValue) }
    }
  }
}
