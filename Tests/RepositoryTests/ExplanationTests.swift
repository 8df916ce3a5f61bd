import Diagnosis
import Evidence
import Knowledge
import ProbeKit
import Probes
import Testing

/// Every id that a report can name has a page.
@Suite struct ExplanationTests {
  @Test func `each fault that can be diagnosed has a page`() {
    for hypothesis in Hypothesis.all + [.unexplained] {
      #expect(Explanations.page(for: hypothesis.fault.rawValue) != nil, "\(hypothesis.fault)")
    }
  }

  @Test func `each step that can be named has a page`() {
    for step in SetupStep.all {
      #expect(Explanations.page(for: step.id.rawValue) != nil, "\(step.id)")
    }
  }

  @Test func `each probe that runs has a page`() {
    for probe in catalogue { #expect(Explanations.page(for: probe.id.rawValue) != nil) }
  }

  @Test func `ids are given once`() {
    var seen: Set<String> = []
    for id in Explanations.ids { #expect(seen.insert(id).inserted, "\(id)") }
  }

  @Test(arguments: Explanations.ids) func `a page fits on a terminal`(id: String) throws {
    let page = try #require(Explanations.page(for: id))
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 24)
    #expect(lines[0].hasPrefix("\(id)  "))
    for line in lines {
      #expect(line.count <= 80, "\(line)")
      #expect(line.last != " ", "\(line)")
      #expect(line.allSatisfy { $0 >= " " }, "\(line)")
    }
    #expect(page.contains("\nSources"))
    // A command that shows it, or why there is none.
    #expect(page.contains("\nReproduce    "))
  }

  @Test(arguments: Explanations.faults.map(\.id)) func `the page of a fault has all its parts`(
    id: String
  )
    throws
  {
    let page = try #require(Explanations.page(for: id))
    for part in ["You see", "On the wire", "Change", "We know by", "Looks alike", "Sources"] {
      #expect(page.contains("\n\(part)"), "\(part)")
    }
  }

  static let demos: Set<String> = [
    "upgrade.not-forwarded", "upgrade.path-not-routed", "upgrade.backend-unreachable",
    "upgrade.blocked", "upgrade.http10-upstream", "upgrade.forbidden",
    "upgrade.authentication-required", "upgrade.redirected", "upgrade.accept-invalid",
    "upgrade.status-rewritten", "upgrade.origin-rejected", "upgrade.extension-rejected",
    "tunnel.cut-early", "tunnel.buffered", "application.session-refused",
    "http.backend-unreachable",
    "idle.timeout-too-short", "idle.no-margin", "idle.lifetime-limit", "idle.silent-drop",
    "keepalive.not-honored",
  ]

  @Test(arguments: Explanations.ids) func `a page names its demo exactly if there is one`(
    id: String
  ) throws {
    let page = try #require(Explanations.page(for: id))
    #expect(page.contains("wsdoctor demo \(id)") == Self.demos.contains(id))
  }

  @Test func `other pages that a page names exist`() {
    let families = Set(Explanations.faults.map { $0.id.prefix { $0 != "." } })
    for page in Explanations.all {
      // Not "nginx.org" nor "tls.*": a family of faults, a dot, a name.
      for match in page.body.matches(of: /\b([a-z]+)\.([a-z][a-z0-9-]+[a-z0-9])\b/)
      where families.contains(match.1) {
        #expect(Explanations.page(for: String(match.0)) != nil, "\(page.id) names \(match.0)")
      }
    }
  }
}
