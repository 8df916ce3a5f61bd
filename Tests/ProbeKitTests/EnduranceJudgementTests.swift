import Diagnosis
import Evidence
import Knowledge
import ProbeKit
import Testing

/// Each fault is named for the way that has it, and for no other.
@Suite struct EnduranceJudgementTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let way: Way
    let keepalive: Double?
    var isMessage = false
    var idle = 75.0
    let faults: [FaultID]

    init(
      _ description: String, _ way: Way, keepalive: Double?, isMessage: Bool = false,
      idle: Double = 75, _ faults: FaultID...
    ) {
      testDescription = description
      self.way = way
      self.keepalive = keepalive
      self.isMessage = isMessage
      self.idle = idle
      self.faults = faults
    }
  }

  static let cases: [Case] = [
    Case("nginx's default with twice its room", Way(.silence(60)), keepalive: 30),
    Case("no limit", Way(), keepalive: 30),
    Case("a usual limit and no known keepalive", Way(.silence(60)), keepalive: nil),
    Case(
      "a short limit and no known keepalive", Way(.silence(25)), keepalive: nil,
      "idle.timeout-too-short"),
    Case("one of two seconds", Way(.silence(2)), keepalive: nil, "idle.timeout-too-short"),
    Case("all end at the age of one second", Way(.age(1)), keepalive: nil, "idle.lifetime-limit"),
    Case(
      "cut before the first keepalive", Way(.silence(25)), keepalive: 30, "idle.timeout-too-short"),
    Case("cut as the first one is due", Way(.silence(30)), keepalive: 30, "idle.timeout-too-short"),
    Case("cut soon after", Way(.silence(40)), keepalive: 30, "idle.no-margin"),
    Case("doubt counts in favour of the set-up", Way(.silence(44.95)), keepalive: 30),
    Case(
      "short times stand for long ones", Way(.silence(3)), keepalive: 4, idle: 8,
      "idle.timeout-too-short"),
    Case("and healthy ones", Way(.silence(3)), keepalive: 1, idle: 8),
    Case("all end at one age", Way(.age(30)), keepalive: 30, "idle.lifetime-limit"),
    Case(
      "all end at one age, no keepalive known", Way(.age(30)), keepalive: nil, "idle.lifetime-limit"
    ),
    Case(
      "all end at one age within seconds", Way(.age(2)), keepalive: 1, idle: 8,
      "idle.lifetime-limit"),
    Case("all end at one moment", Way(.reload(40)), keepalive: 30, "idle.reload"),
    Case("all end at one moment soon", Way(.reload(3)), keepalive: 1, idle: 8, "idle.reload"),
    Case(
      "the application says goodbye", Way(.goodbye(20)), keepalive: nil, "idle.application-timeout"),
    Case(
      "the application lets nobody stay who doesn't log in", Way(.login(20)), keepalive: 10,
      "idle.application-timeout"),
    Case("the application would, without its keepalive", Way(.goodbye(20)), keepalive: 10),
    Case("forgotten in silence", Way(.forgets(40)), keepalive: nil, "idle.silent-drop"),
    Case("forgotten before the keepalive", Way(.forgets(40)), keepalive: 50, "idle.silent-drop"),
    Case("pings don't count", Way(.silenceOfData(60)), keepalive: 30, "keepalive.not-honored"),
    Case(
      "pings don't count, short", Way(.silenceOfData(3)), keepalive: 1, idle: 8,
      "keepalive.not-honored"),
    Case(
      "pings don't count, but it is a message", Way(.silenceOfData(60)), keepalive: 30,
      isMessage: true),
    Case("the server pings", Way(.silence(60)).with { $0.pings = 25 }, keepalive: nil),
    Case(
      "only the client's bytes count", Way(.silenceOfClient(61)).with { $0.pings = 20 },
      keepalive: nil),
    Case("no pong ever", Way().with { $0.answersPings = false }, keepalive: 30),
    Case("nothing opens", Way().with { $0.opens = false }, keepalive: 30),
  ]

  private func judge(_ endurance: Endurance) -> [Judgement] {
    var findings = Findings(
      target: TargetFacts(
        isSecure: false, host: "chat.example", webSocketPath: "/ws", applicationPath: "/",
        pathFrom: .option, pathIsFixed: false, offersSubprotocols: false, sendsCredentials: false))
    findings.endurance = endurance
    let observations = findings.observations()
    let made = Set(observations.map(\.name))
    let unreadable = ObservationDefinition.all.filter {
      $0.asks == [.handshake] && !made.contains($0.name)
    }
    return Judge(Hypothesis.all).judge(observations, unreadable: Set(unreadable.map(\.name)))
  }

  @Test(arguments: cases)
  func `the way's fault is named, and no other`(_ test: Case) {
    let plan = EndurancePlan(
      idle: test.idle, keepalive: test.keepalive, keepaliveIsMessage: test.isMessage)
    let endurance = test.way.play(plan).endurance
    let judgements = judge(endurance)
    let loud = judgements.filter { $0.hypothesis.severity > .info }
    #expect(loud.map(\.hypothesis.fault) == test.faults, "\(endurance)")
    // An application that hangs up looks like a limit of age.
    for judgement in loud {
      let isAge = judgement.hypothesis.fault == "idle.lifetime-limit"
      #expect(judgement.certainty == (isAge ? .possible : .likely))
      #expect(judgement.alternatives.map(\.fault) == (isAge ? ["idle.application-timeout"] : []))
    }
  }

  @Test func `a drop that the keepalive prevents is told, and no fault`() {
    let plan = EndurancePlan(idle: 75, keepalive: 30, keepaliveIsMessage: false)
    let judgements = judge(Way(.forgets(40)).play(plan).endurance)
    #expect(judgements.map(\.hypothesis.fault) == ["idle.silent-drop"])
    #expect(judgements.map(\.hypothesis.severity) == [.info])
  }

  @Test func `a short limit excludes the neighbours, each by its own sentence`() throws {
    let plan = EndurancePlan(idle: 75, keepalive: 30, keepaliveIsMessage: true)
    let judgement = try #require(judge(Way(.silence(25)).play(plan).endurance).first)
    let excluded = judgement.ruledOut.map(\.hypothesis.fault)
    #expect(
      Set(excluded).isSuperset(of: [
        "idle.reload", "idle.lifetime-limit", "idle.application-timeout",
      ]))
  }

  @Test func `limits are known by their product's name`() {
    let nginx = "nginx proxy_read_timeout (default)"
    #expect(KnownTimeout.names(of: 60.0, uncertainty: 0.1, behind: "nginx") == [nginx])
    #expect(KnownTimeout.names(of: 60.1, uncertainty: 0.1, behind: "unknown").contains(nginx))
    #expect(KnownTimeout.names(of: 60.1, uncertainty: 0.1, behind: "unknown").count > 3)
    // Traefik and HAProxy have no limit of 60 s by themselves: nginx's explains nothing behind them.
    #expect(KnownTimeout.names(of: 60, uncertainty: 0.1, behind: "traefik").isEmpty)
    #expect(KnownTimeout.names(of: 60, uncertainty: 0.1, behind: "haproxy").isEmpty)
    #expect(KnownTimeout.names(of: 60, uncertainty: 0.1, behind: "cloudflare").contains(nginx))
    #expect(KnownTimeout.names(of: 25, uncertainty: 0.1, behind: "nginx").isEmpty)
    #expect(KnownTimeout.names(of: 58, uncertainty: 0.1, behind: "nginx").isEmpty)
  }
}
