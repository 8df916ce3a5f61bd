import Evidence
import ProbeKit
import Testing

private func plan(_ keepalive: Double?, idle: Double = 75, isMessage: Bool = false) -> EndurancePlan
{
  EndurancePlan(idle: idle, keepalive: keepalive, keepaliveIsMessage: isMessage)
}

/// When a wait ends and what it measures; hours of it are played in milliseconds.
@Suite struct EnduranceRunTests {
  @Test func `nginx's default is measured, and the run ends when nothing more can be learnt`()
    throws
  {
    let played = Way(.silence(60)).play(plan(30))
    let limit = try #require(played.endurance.limit)
    #expect(limit.isReached && limit.seconds == 60 && limit.uncertainty <= 0.1)
    #expect(played.endurance.room == .enough)
    #expect(played.endurance.keepaliveKeepsOpen == true)
    // Five seconds later the one opened later is cut as well.
    #expect(played.endedAt == 65)
  }

  @Test func `a short limit ends the run long before the time that was allowed`() throws {
    let played = Way(.silence(25)).play(plan(30))
    #expect(played.endurance.room == .shorter)
    #expect(played.endedAt == 30)
    #expect(played.endurance[.keepalive]?.sent == 0)
    #expect(played.endurance[.ping]?.end == .open)
    #expect(played.endurance.talkingKeepsOpen == true)
  }

  @Test func `without a limit the wait is as long as asked for, and a last ping`() throws {
    let played = Way().play(plan(30))
    let limit = try #require(played.endurance.limit)
    #expect(!limit.isReached && limit.seconds == 75)
    #expect(played.endedAt > 75 && played.endedAt < 77)
    #expect(played.endurance.lines.allSatisfy { $0.end.isOpen })
  }

  @Test(arguments: [0.8, 3.0, 7.0, 18.0, 40.0])
  func `those that talk outlive a limit of any length`(_ limit: Double) {
    let endurance = Way(.silence(limit)).play(plan(nil, idle: limit > 5 ? 75 : 8)).endurance
    #expect(endurance.talkingKeepsOpen == true, "\(endurance)")
    #expect(endurance.endAtOneAge == false)
    #expect(endurance.endAtOneMoment == false)
  }

  @Test func `everything scales with a short wait`() {
    let short = plan(1, idle: 8)
    #expect(short.pingInterval < 0.34)
    let played = Way(.silence(3)).play(short)
    #expect(played.endurance.limit?.seconds == 3)
    // The second silent one, a second later, is waited for.
    #expect(played.endedAt < 4.5)
  }

  @Test func `at most eight connections, opened at once but one`() {
    let played = Way().play(plan(30))
    let opened = played.actions.filter { if case .open = $0.action { true } else { false } }
    #expect(opened.count == 6)
    #expect(opened.count { $0.at == 0 } == 5)
    #expect(opened.last?.action == .open(.lateSilent))
  }

  @Test func `four hours are played in no time`() throws {
    let played = Way(.silence(3 * 3600)).play(plan(600, idle: 4 * 3600))
    let limit = try #require(played.endurance.limit)
    #expect(abs(limit.seconds - 3 * 3600) < 0.001)
    #expect(played.endurance.room == .enough)
    #expect(played.actions.count < 20_000)
  }

  @Test func `a run that is stopped keeps what it has`() throws {
    let played = Way(.silence(60)).play(plan(30), stopAt: 10)
    #expect(played.endurance.wasStopped)
    let limit = try #require(played.endurance.limit)
    #expect(!limit.isReached && limit.seconds == 10)
    #expect(played.endurance.lines.allSatisfy { $0.end.isOpen })
  }

  @Test func `nothing opens, nothing is waited for`() {
    let played = Way().with { $0.opens = false }.play(plan(30))
    #expect(played.endedAt == 0)
    #expect(played.endurance.lines.isEmpty)
  }

  @Test func `a way that forgets is between the longest silence that was borne and the last`()
    throws
  {
    let played = Way(.forgets(40)).play(plan(30))
    #expect(played.endurance[.silent]?.end == .dropped)
    let limit = try #require(played.endurance.limit)
    #expect(limit.isReached)
    #expect(limit.seconds - limit.uncertainty < 40 && limit.seconds + limit.uncertainty > 40)
    #expect(played.endedAt <= 77)
  }

  @Test func `an application that answers no ping isn't taken for a dead one`() {
    let played = Way().with { $0.answersPings = false }.play(plan(30))
    #expect(played.endurance.lines.allSatisfy { $0.end.isOpen })
  }

  @Test func `a server that pings by itself is its own keepalive`() throws {
    let played = Way(.silence(60)).with { $0.pings = 25 }.play(plan(nil))
    let interval = try #require(played.endurance.observedInterval)
    #expect(abs(interval - 25) < 0.1)
    #expect(played.endurance[.silent]?.end == .open)
  }

  @Test func `a way that wants the client's own bytes cuts who answers no pings`() {
    let endurance = Way(.silenceOfClient(61)).with { $0.pings = 20 }.play(plan(nil)).endurance
    #expect(endurance[.silent]?.end == .open)
    #expect(endurance[.noPong]?.end == .fin)
  }

  @Test func `what is left of the wait never grows`() {
    var run = EnduranceRun(plan(30))
    _ = run.begin(at: 0)
    for habit in [Endurance.Habit.silent, .noPong, .ping, .data, .keepalive] {
      _ = run.handle(.opened(habit), at: 0.1)
    }
    #expect(run.secondsLeft(at: 1) <= 77)
    _ = run.handle(.opened(.lateSilent), at: 5)
    _ = run.handle(.died(.silent, .fin), at: 25)
    #expect(run.secondsLeft(at: 25) <= 8)
  }
}
