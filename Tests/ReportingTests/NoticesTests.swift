import Evidence
import Testing

@testable import ReportDocument
@testable import Reporting

/// What stands on the screen beside the root cause, and what doesn't where it is of no use.
@Suite struct NoticesTests {
  @Test func `a notice is told beside every verdict, in each format`() throws {
    for var report in [Sample.healthy, Sample.upgradeNotForwarded] {
      report.notices = ["The beacon answers in the application's place"]
      for format in Format.all {
        let text = try format.render(.report(report))
        #expect(text.contains("beacon answers in the application"), "\(format.id)")
      }
      let stored = try JSONRenderer.read(try Format.json.render(.report(report)))
      #expect(stored.reports.first?.notices == report.notices)
    }
    let without = try Format.json.render(.report(Sample.healthy))
    #expect(!without.contains("notices"), "absent where there is nothing")
  }

  private func open(_ certainty: Certainty, _ fault: FaultID) -> Diagnosis {
    var open = Sample.upgradeNotForwarded.diagnoses[0]
    open.fault = fault
    open.certainty = certainty
    open.severity = .warning
    open.title = "Everybody may use the balancer manager"
    return open
  }

  @Test func `what is proven to be open to everybody is told beside anything`() throws {
    for size in 0...6 {
      var report = Sample.upgradeNotForwarded
      // So much else to tell that the screen is full.
      for number in 0..<size {
        report.diagnoses.append(open(.likely, FaultID(rawValue: "other.fault-\(number)")))
      }
      report.diagnoses.append(open(.proven, "config.balancer-manager-exposed"))
      let text = try Format.text.render(.report(report))
      #expect(text.contains("wsdoctor explain config.balancer-manager-exposed"), "\(size): \(text)")
      #expect(text.matches(of: /config\.balancer-manager-exposed/).count == 1)
    }
    var report = Sample.upgradeNotForwarded
    for number in 0..<6 {
      report.diagnoses.append(open(.proven, FaultID(rawValue: "other.fault-\(number)")))
    }
    let text = try Format.text.render(.report(report))
    #expect(!text.contains("other.fault-5"), "others wait for --verbose")
  }

  private func withForms() -> Report {
    var report = Sample.upgradeNotForwarded
    report.diagnoses[0].missingSteps[0].forms = [
      SnippetForm(name: "ingress-nginx (Ingress)", snippet: "annotation: x", source: "s"),
      SnippetForm(name: "container labels", snippet: "label: y", source: "s"),
    ]
    return report
  }

  @Test func `Kubernetes' forms are named where something speaks of it, or to --verbose`() throws {
    func shown(_ report: Report, _ format: Format, _ detail: Presentation.Detail = .normal) throws
      -> Bool
    {
      let text = try format.render(.report(report), as: Presentation(detail: detail))
      #expect(text.contains("container labels"), "no form of Kubernetes': \(text)")
      return text.contains("ingress-nginx")
    }
    for format in [Format.text, .markdown] {
      #expect(try !shown(withForms(), format))
      #expect(try shown(withForms(), format, .verbose))
      var report = withForms()
      report.observations = [
        Observation(
          id: "o1", probe: "tls", name: "x", value: .flag(true),
          text: "issued by Kubernetes Ingress Controller Fake Certificate", exchanges: [])
      ]
      #expect(try shown(report, format))
      report = withForms()
      report.target.url = "http://chat.default.svc.cluster.local"
      #expect(try shown(report, format))
    }
  }

  @Test func `everything is told in words`() throws {
    var report = Sample.withEverything
    report.probes[0].facts["onKeptConnections"] = .number(0)
    let index = try #require(report.exchanges.firstIndex { $0.response != nil })
    report.exchanges[index].response?.bodyStart = "<h1>no</h1>\r\n<hr>\n\tnginx"
    report.exchanges[index].response?.reason = "a\nb\tc\u{1b}"
    let text = try Format.text.render(
      .report(report), as: Presentation(width: 200, detail: .verbose))
    #expect(text.contains("on kept connections 0"), "\(text)")
    #expect(text.contains("<h1>no</h1> <hr>  nginx") || text.contains("<h1>no</h1> <hr> nginx"))
    #expect(text.contains(#"a\nb\tc\u{1b}"#))
    #expect(!text.contains(#"\u{a}"#) && !text.contains(#"\u{d}"#) && !text.contains("onKept"))
  }
}
