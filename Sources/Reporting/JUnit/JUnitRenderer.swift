import Evidence
import ReportDocument

extension Format {
  static let junit = Format(
    id: "junit", title: "JUnit XML, for the test results of a CI job", writesDiffs: false
  ) { document, _ in
    let suites = document.reports.enumerated().map { JUnitRenderer($1).suite(number: $0) }
    return XMLElement("testsuites", [], suites).document
  }
}

/// A report as a test suite, in what Ant's and Jenkins' schemas have in common.
///
/// A probe is a test case. It fails with the fault that it is evidence of, errs if it could not run,
/// and is skipped with its reason. What no probe failed for is a test case of its own.
struct JUnitRenderer {
  private let report: Report
  private let className: String

  init(_ report: Report) {
    self.report = report
    className = "wsdoctor." + JUnitRenderer.word(report.target.authority)
  }

  /// How a test case ended; passed if there is none.
  struct Outcome {
    enum Kind: String { case failure, error, skipped }
    var kind: Kind
    var type: String
    var message: Printable
    var text = ""

    /// Ant's schema knows no type of what was skipped.
    var element: XMLElement {
      let type = kind == .skipped ? [] : [("type", type)]
      return XMLElement(
        kind.rawValue, type + [("message", message.withPlainBlanks)], text: text)
    }
  }

  struct Case {
    var name: String
    var seconds: Double
    var outcome: Outcome?
  }

  func suite(number: Int) -> XMLElement {
    let cases = cases
    func count(_ kind: Outcome.Kind) -> String { "\(cases.count { $0.outcome?.kind == kind })" }
    return XMLElement(
      "testsuite",
      [
        ("name", "wsdoctor \(Printable(report.target.url).text)"), ("id", "\(number)"),
        ("package", "wsdoctor"), ("hostname", "localhost"), ("timestamp", timestamp),
        ("tests", "\(cases.count)"), ("failures", count(.failure)), ("errors", count(.error)),
        ("skipped", count(.skipped)), ("time", JUnitRenderer.decimal(report.durationSeconds)),
      ],
      [properties] + cases.map(element) + [
        XMLElement("system-out", text: TextRenderer(report, Presentation()).render()),
        XMLElement("system-err"),
      ])
  }

  private func element(_ testCase: Case) -> XMLElement {
    XMLElement(
      "testcase",
      [
        ("name", Printable(prose: testCase.name).withPlainBlanks), ("classname", className),
        ("time", JUnitRenderer.decimal(testCase.seconds)),
      ], testCase.outcome.map { [$0.element] } ?? [])
  }

  private var properties: XMLElement {
    let target = report.target
    let pairs: [(String, Printable)] = [
      ("verdict", "\(report.verdict.rawValue)"), ("summary", Printable(prose: report.summary)),
      ("exitStatus", "\(report.exitStatus)"), ("interrupted", "\(report.interrupted)"),
      ("endpoint", "\(target.webSocketURL ?? "unknown")"),
      ("endpointConfirmed", "\(target.endpointConfirmed)"),
      ("profile", "\(target.profile)"), ("proxy", "\(report.proxy.product)"),
      ("untested", report.untested.map { "\($0)" as Printable }.joined(separator: " ")),
      ("tool", "\(report.tool.name) \(report.tool.version)"),
    ]
    return XMLElement(
      "properties", [],
      pairs.map { XMLElement("property", [("name", $0.0), ("value", $0.1.withPlainBlanks)]) })
  }

  var cases: [Case] {
    var cases = report.probes.map { probe in
      Case(
        name: "\(probe.id): \(probe.title)", seconds: probe.durationSeconds,
        outcome: outcome(of: probe))
    }
    cases += (report.cases ?? []).map { result in
      Case(name: result.id, seconds: result.durationSeconds, outcome: outcome(of: result))
    }
    let told = Set(report.probes.filter { $0.outcome == .fail }.compactMap { fault(of: $0)?.fault })
    for diagnosis in failing where !told.contains(diagnosis.fault) {
      cases.append(
        Case(name: diagnosis.fault.rawValue, seconds: 0, outcome: failure(for: diagnosis)))
    }
    // What could not be judged must not look like a success.
    if report.exitStatus != 0 || report.verdict == .inconclusive,
      !cases.contains(where: { [.failure, .error].contains($0.outcome?.kind) })
    {
      cases.append(
        Case(
          name: "verdict", seconds: 0,
          outcome: Outcome(
            kind: .error, type: report.verdict.rawValue,
            message: Printable(prose: report.summary).sentence)))
    }
    return cases
  }

  /// The faults that fail a job: errors; warnings too where only they can have made the exit status 1.
  private var failing: [Diagnosis] {
    let errors = report.diagnoses.filter { $0.severity == .error }
    guard errors.isEmpty, report.exitStatus == 1 else { return errors }
    return report.diagnoses.filter { $0.severity == .warning }
  }

  /// What a failed probe is evidence of, or else what explains it: the root cause.
  private func fault(of probe: ProbeResult) -> Diagnosis? {
    failing.first { $0.evidence.contains { $0.probe == probe.id } } ?? failing.first
  }

  private func outcome(of probe: ProbeResult) -> Outcome? {
    let reason = probe.reason ?? probe.actual
    switch probe.outcome {
    case .pass, .warn: return nil
    case .skipped:
      return Outcome(
        kind: .skipped, type: "skipped", message: Printable(prose: reason ?? "left out").sentence)
    case .error:
      return Outcome(
        kind: .error, type: "error",
        message: Printable(prose: reason ?? "no reason is known").sentence)
    case .fail:
      let seen: Printable =
        "expected: \(Printable(prose: probe.expected)); seen: \(Printable(prose: reason ?? "nothing"))"
      guard let fault = fault(of: probe) else {
        return Outcome(kind: .failure, type: probe.id.rawValue, message: seen)
      }
      var failure = failure(for: fault)
      // What to change is told once for each fault.
      let first = report.probes.first { $0.outcome == .fail && self.fault(of: $0) == fault }
      if let first, first.id != probe.id {
        failure.text = "For the same reason as \(first.id).\n"
      }
      failure.text = seen.withPlainBlanks + "\n\n" + failure.text
      return failure
    }
  }

  /// Of a case of a conformance run; what is only not recommended fails where it alone can have
  /// made the exit status 1.
  private func outcome(of result: CaseResult) -> Outcome? {
    let seen = Printable(prose: result.actual ?? result.reason ?? "not asked")
    switch result.verdict {
    case .pass: return nil
    case .nonStrict:
      let counts = report.conformance?.counts
      return report.exitStatus == 1 && counts?.fail == 0 ? failure(for: result, seen) : nil
    case .fail: return failure(for: result, seen)
    case .inconclusive:
      return Outcome(kind: .error, type: "inconclusive", message: seen.sentence)
    case .skipped: return Outcome(kind: .skipped, type: "skipped", message: seen.sentence)
    }
  }

  private func failure(for result: CaseResult, _ seen: Printable) -> Outcome {
    Outcome(
      kind: .failure, type: result.level.rawValue,
      message: "expected: \(Printable(prose: result.expected)); seen: \(seen)",
      text: "\(result.section): \(Printable(prose: result.requirement).sentence.text)\n"
        + result.transcript.prefix(200).map { $0.line + "\n" }.joined())
  }

  private func failure(for diagnosis: Diagnosis) -> Outcome {
    Outcome(
      kind: .failure, type: diagnosis.fault.rawValue,
      message:
        "\(Printable(prose: diagnosis.title).sentence) \(Printable(prose: diagnosis.explanation).sentence)",
      text: TextRenderer(report, Presentation()).account(of: diagnosis))
  }

  /// Ant's schema wants no zone and no fraction.
  private var timestamp: String {
    let seconds = report.startedAt.prefix(19)
    let isTime =
      seconds.wholeMatch(
        of:
          /[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]/
      )
      != nil
    return isTime ? String(seconds) : "1970-01-01T00:00:00"
  }

  /// Seconds with three digits after the point and no exponent.
  static func decimal(_ seconds: Double) -> String {
    let milliseconds = Int(nearest: max(seconds, 0) * 1000)
    return "\(milliseconds / 1000).\(String(1000 + milliseconds % 1000).dropFirst())"
  }

  /// One component of a class name: dots would split it.
  private static func word(_ text: some StringProtocol) -> String {
    String(
      text.prefix(100).map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" })
  }
}

extension TextRenderer {
  /// What to change and why, as the screen says it.
  func account(of diagnosis: Diagnosis) -> String {
    var renderer = self
    renderer.addChange(diagnosis)
    renderer.addWhy(diagnosis)
    return renderer.screen.text
  }
}

extension Target {
  /// Host and port of the address that was asked.
  var authority: Substring {
    let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
    return rest.prefix { !"/?#".contains($0) }
  }
}
