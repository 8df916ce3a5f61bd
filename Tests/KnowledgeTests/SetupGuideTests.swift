import Evidence
import HTTP1
import Knowledge
import Testing

@Suite struct SetupGuideTests {
  private func statuses(
    _ findings: Findings, proxy: ProductID = "nginx", missing: [MissingStep] = []
  ) -> [StepID: StepStatus] {
    let list = SetupGuide.statuses(
      profile: .jiraChat, proxy: proxy, version: "1.22.1", observations: findings.observations(),
      missing: missing)
    return Dictionary(list.map { ($0.step, $0) }) { first, _ in first }
  }

  private func named(_ step: StepID, _ rank: Int, _ certainty: Certainty) -> MissingStep {
    MissingStep(
      step: step, rank: rank, certainty: certainty, title: "", file: "", directive: "",
      snippet: "", placeholders: [], apply: "", verify: "", source: "", note: nil)
  }

  @Test func `what a handshake that succeeds proves is done`() {
    let found = statuses(World().findings)
    #expect(found["nginx.upgrade-header"]?.status == .done)
    #expect(found["nginx.websocket-location"]?.status == .done)
    #expect(found["nginx.http-version"]?.status == .unknown)
    #expect(found["nginx.read-timeout"]?.status == .unknown)
  }

  @Test func `what a diagnosis names is missing, or suspected`() {
    let broken = World.but { $0.both(404, "", by: .tomcat404(echo: World.path)) }
    let found = statuses(
      broken,
      missing: [
        named("nginx.upgrade-header", 1, .likely), named("nginx.read-timeout", 1, .possible),
        named("nginx.http-version", 2, .possible),
      ])
    #expect(found["nginx.upgrade-header"]?.status == .missing)
    #expect(found["nginx.read-timeout"]?.status == .suspected)
    #expect(found["nginx.http-version"]?.status == .unknown, "rank 2 accuses nobody")
    #expect(found["nginx.websocket-location"]?.status == .done, "the path arrives unchanged")
  }

  @Test func `a proxy without a guide has only the application's own steps, and each says why`() {
    let own = Profile.jiraChat.ownSteps
    #expect(Set(statuses(World().findings, proxy: "of-tomorrow").keys) == Set(own))
    for status in statuses(World().findings).values {
      #expect(!status.because.isEmpty && !status.title.isEmpty)
    }
  }

  @Test func `a profile is recognised by its pages or paths`() throws {
    func recognised(_ head: String, _ body: String = "", path: String? = nil) throws -> ProfileID {
      Profile.recognised(by: try .init(captured: head, body), foundPath: path).id
    }
    #expect(try recognised("HTTP/1.1 200 OK") == "generic")
    #expect(try recognised("HTTP/1.1 302 \nX-AREQUESTID: 1x2x3") == "jira-chat")
    #expect(try recognised("HTTP/1.1 200 OK\nSet-Cookie: atlassian.xsrf.token=x") == "jira-chat")
    #expect(
      try recognised("HTTP/1.1 200 OK", "<meta name=\"application-name\" content=\"JIRA\">")
        == "jira-chat")
    #expect(
      try recognised("HTTP/1.1 200 OK", path: "/jira/com-spartez-support-chat/ws/1") == "jira-chat")
    #expect(Profile.recognised(by: nil, foundPath: nil).id == "generic")
  }
}
