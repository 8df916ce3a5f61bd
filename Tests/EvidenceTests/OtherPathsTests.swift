import Evidence
import HTTP1
import Testing

@Suite struct OtherPathsTests {
  private func failing(_ status: Int, elsewhere: Int) -> ObservedValue? {
    Findings(.made(.plainGet, status), .made(.stranger, elsewhere)).value(.onlyPathFails)
  }

  @Test
  func `a dead backend's paths fail alone, a server that hangs up fails on what it doesn't know`() {
    #expect(failing(502, elsewhere: 404) == true)
    #expect(failing(502, elsewhere: 503) == true)
    #expect(failing(502, elsewhere: 502) == false)
    let closed = Findings(
      .silent(.plainGet, .closed(afterBytes: 0)), .silent(.stranger, .reset(afterBytes: 0)))
    #expect(closed.value(.onlyPathFails) == true)
  }

  @Test func `where the path is answered, or nobody asked elsewhere, there is nothing to compare`()
  {
    #expect(failing(404, elsewhere: 404) == nil)
    #expect(Findings(.made(.plainGet, 502)).seen(.onlyPathFails) == nil)
  }

  @Test func `500 is a failure where the proxy wrote it`() {
    let proxy = Attribution(.proxy, "lighttpd", name: "lighttpd", because: "its page")
    #expect(failing(500, elsewhere: 500) == nil)
    let own = Findings(.made(.plainGet, 500).by(proxy), .made(.stranger, 500).by(proxy))
    #expect(own.value(.onlyPathFails) == false)
  }

  private static let start = "<h1>the start page of the application</h1>"

  private func page(_ ask: Ask, target: String? = nil) -> Answer {
    .made(ask, 200, "", .html, body: Self.start, target: target)
  }

  private func gone(_ ask: Ask) -> Answer { .made(ask, 404, body: "gone") }

  @Test func `a folder that gets the start page is cut off on the way`() {
    let own = Findings(
      page(.application), gone(.plainGet), gone(.sibling), gone(.stranger), page(.folder),
      gone(.outerFolder))
    #expect(own.value(.prefixLost) == true)
    let outer = Findings(
      page(.application), gone(.plainGet), gone(.sibling), gone(.stranger), gone(.folder),
      page(.outerFolder))
    #expect(outer.value(.prefixLost) == true)
    let neither = Findings(
      page(.application), gone(.plainGet), gone(.sibling), gone(.stranger), gone(.folder),
      gone(.outerFolder))
    #expect(neither.value(.prefixLost) == false)
  }

  @Test func `a page that comes everywhere says nothing of the path`() {
    let everywhere = Findings(
      page(.application), gone(.plainGet), page(.sibling), page(.folder), page(.outerFolder))
    #expect(everywhere.seen(.prefixLost) == nil)
    let here = Findings(page(.application), page(.plainGet), gone(.sibling), page(.folder))
    #expect(here.seen(.prefixLost) == nil)
    // An endpoint with a parameter beside a page for all that isn't known.
    let catchAll = Findings(
      page(.application), gone(.plainGet), gone(.sibling), page(.stranger), page(.folder))
    #expect(catchAll.seen(.prefixLost) == nil)
  }

  @Test func `an application that lives in the folder has its page there`() {
    var target = secureTarget
    target.applicationPath = "/chat/index.html"
    var findings = Findings(
      page(.application, target: "/chat/index.html"), page(.root), gone(.plainGet), gone(.sibling),
      gone(.stranger), page(.outerFolder), target: target)
    #expect(findings.seen(.prefixLost) == nil)
    findings.answers[.folder] = gone(.folder)
    #expect(findings.value(.prefixLost) == false)
  }

  @Test func `a start page that is none is not compared`() {
    let findings = Findings(
      .made(.application, 403, body: "no"), gone(.plainGet), gone(.sibling),
      .made(.folder, 403, body: "no"))
    #expect(findings.seen(.prefixLost) == nil)
  }
}
