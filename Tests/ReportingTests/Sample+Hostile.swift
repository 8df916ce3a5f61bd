import Evidence

extension Sample {
  /// Words that would be markup, a script, an attribute's end, or turn the line around.
  static let hostileWords =
    "\"'><img src=x onerror=\"window.hostile=1\"><script>window.hostile=1</script></pre></style>"
    + "</title><!--\u{0}\u{1B}[31m\u{7F}\u{9B}\u{AD}\u{200B}\u{202E}\u{2066}\u{2028}\u{FEFF}&amp;&#60;"
    + "]]>\u{5E9}\u{5DC}\u{5D5}\u{5DD} javascript:alert(1) {{x}} ${x} 日本語 🦺"

  /// As `filled(with:)`, and wherever else a stored report could hold them.
  static func filledEverywhere(with text: String) -> Report {
    var report = filled(with: text)
    report.tool.version = text
    report.startedAt = text
    report.schemaVersion = "1." + text
    report.environment.system = text
    report.environment.architecture = text
    report.settings.sent = [text]
    report.target.addresses = [text]
    report.target.pollingURL = text
    report.target.profile = ProfileID(rawValue: text)
    report.untested = [ProbeID(rawValue: text)]
    report.hops[0].evidence = [text, "o4"]
    report.measurements.idleLimit.state = .measured
    report.measurements.idleLimit.seconds = 25
    report.measurements.idleLimit.uncertaintySeconds = 0.1
    report.measurements.idleLimit.knownAs = [text]
    report.observations[0].name = ObservationName(rawValue: text)
    report.observations[0].exchanges = [text, "x1"]
    report.diagnoses[0].fault = FaultID(rawValue: "idle." + text)
    report.diagnoses[0].evidence[0].probe = ProbeID(rawValue: text)
    report.diagnoses[0].missingSteps[0].step = StepID(rawValue: text)
    report.diagnoses[0].missingSteps[0].title = text
    report.diagnoses[0].missingSteps[0].directive = text
    report.diagnoses[0].missingSteps[0].placeholders = [text]
    report.diagnoses[0].missingSteps[0].source = text
    report.diagnoses[0].ruledOut[0].fault = FaultID(rawValue: text)
    report.diagnoses[0].alternatives[0].fault = FaultID(rawValue: text)
    report.setupSteps[0].title = text
    report.setupSteps[0].today = text
    report.probes[4].id = ProbeID(rawValue: text)
    report.probes[4].title = text
    report.probes[4].expected = text
    report.probes[4].outcome = .error
    report.exchanges[0].id = text
    report.exchanges[0].ask = text
    report.exchanges[0].connection = text
    report.exchanges[0].request.method = text
    report.exchanges[0].request.headers = [[text, text], [text], []]
    report.exchanges[0].response?.version = text
    report.exchanges[0].response?.author = text
    report.connections[0].id = text
    report.connections[0].habit = text
    report.connections[0].traffic[0].what = text
    report.redactions[0].where = text
    report.cases = [
      CaseResult(
        id: text, level: .must, verdict: .fail, requirement: text, expected: text, actual: text,
        closing: .unclean, reason: text,
        transcript: [WireRecord(atSeconds: 0, direction: .sent, what: text, octets: text)])
    ]
    return report
  }
}
