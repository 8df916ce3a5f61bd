import Evidence
import Testing

/// Whether a server forwards to any host: an error page that quotes the Host proves nothing.
@Suite struct ForwardingForAllTests {
  private func forwards(_ foreign: Answer, _ own: Answer) -> ObservedValue? {
    Findings(foreign, own).value(.forwardsForAll)
  }

  private func apache(_ ask: Ask) -> Answer {
    .made(ask, 503, body: "Service Unavailable. Apache/2.4 Server at wsdoctor.invalid Port 80")
  }

  @Test func `who quotes the Host that it got looks for nobody`() {
    #expect(forwards(apache(.foreignTarget), apache(.foreignHostField)) == false)
    // Not even where its own pages work.
    #expect(forwards(apache(.foreignTarget), .made(.foreignHostField, 200, body: "hi")) == false)
  }

  @Test func `who doesn't find the host looked for it, unless it does so for its own`() {
    let lost = "DNS lookup failure for: wsdoctor.invalid"
    #expect(
      forwards(.made(.foreignTarget, 502, body: lost), .made(.foreignHostField, 200)) == true)
    #expect(
      forwards(
        .made(.foreignTarget, 502, body: lost), .made(.foreignHostField, 502, body: lost)) == false)
  }

  @Test func `without the question that could come out otherwise nothing is said`() {
    let answer = Answer.made(.foreignTarget, 502, body: "no such host: wsdoctor.invalid")
    #expect(Findings(answer).seen(.forwardsForAll) == nil)
  }
}
