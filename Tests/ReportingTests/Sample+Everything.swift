import Evidence

extension Sample {
  /// A report that has every part at least once.
  static var withEverything: Report {
    var report = upgradeNotForwarded
    report.interrupted = true
    report.exitStatus = 130
    report.observations = [
      Observation(
        id: "o4", probe: "misroute", name: "sameAnswer(handshake,plainGet)", value: true,
        text: "with and without Upgrade: the same 404", exchanges: ["x1", "x2"])
    ]
    report.exchanges = [
      ExchangeRecord(
        id: "x1", ask: "handshake", connection: "c1",
        request: RequestRecord(
          method: "GET", target: "/ws", version: "HTTP/1.1",
          headers: [["Host", "jira.example.com"], ["Upgrade", "websocket"]]),
        response: ResponseRecord(
          status: 404, reason: "", version: "HTTP/1.1", headers: [["Server", "nginx/1.22.1"]],
          bodyBytes: 796, bodyStart: "<!doctype html>", author: "Tomcat"),
        failure: nil, interim: [103],
        seconds: ExchangeTimes(start: 0.1, firstByte: 0.12, head: 0.12, end: 0.13)),
      ExchangeRecord(
        id: "x2", ask: "plainGet", connection: nil,
        request: RequestRecord(method: "GET", target: "/ws", version: "HTTP/1.1", headers: []),
        response: nil, failure: "no answer within 10 s", interim: nil,
        seconds: ExchangeTimes(start: 0.1, firstByte: nil, head: nil, end: nil)),
    ]
    report.connections = [
      ConnectionRecord(
        id: "c1", address: "192.0.2.10", openedAtSeconds: 0.05,
        phases: ["resolve": 0.003, "connect": 0.012],
        traffic: [TrafficRecord(atSeconds: 1, direction: .sent, what: "ping", bytes: 6)],
        death: DeathReport(
          how: .closeFrame, by: .peer, ageSeconds: 60, silentSeconds: .init(sent: 60, received: 59),
          close: .init(code: 1001, reason: "going away", firstBy: .peer)))
    ]
    report.redactions = [Redaction(name: "Cookie", where: "request header", count: 4)]
    report.diagnoses.append(
      Diagnosis(
        fault: "idle.no-margin", severity: .warning, certainty: .proven,
        title: "The margin is thin.",
        explanation: "One lost keepalive cuts the connection.", evidence: [], missingSteps: [],
        alternatives: [], ruledOut: []))
    return report
  }

  /// A report in which a hostile server's words stand wherever they can come to stand.
  static func filled(with text: String) -> Report {
    var report = withEverything
    report.summary = text
    report.target.url = "https://" + text
    report.target.webSocketURL = text
    report.target.profileTitle = text
    report.hops[0].product = ProductID(rawValue: text)
    report.hops[0].version = text
    report.proxy.version = text
    report.diagnoses[0].title = text
    report.diagnoses[0].explanation = text
    report.diagnoses[0].evidence[0].fact = text
    report.diagnoses[0].missingSteps[0].file = text
    report.diagnoses[0].missingSteps[0].snippet = text + "\n\t" + text
    report.diagnoses[0].missingSteps[0].apply = text
    report.diagnoses[0].missingSteps[0].verify = text
    report.diagnoses[0].missingSteps[0].note = text
    report.diagnoses[0].ruledOut[0].called = text
    report.diagnoses[0].ruledOut[0].because = text
    report.diagnoses[0].alternatives[0].separatedBy = text
    report.setupSteps[0].step = StepID(rawValue: text)
    report.setupSteps[0].because = text
    report.probes[5].actual = text
    report.probes[5].reason = text
    report.probes[5].facts = [text: .word(text)]
    report.observations[0].text = text
    report.observations[0].value = .word(text)
    report.exchanges[0].request.target = text
    report.exchanges[0].response?.reason = text
    report.exchanges[0].response?.headers = [[text, text]]
    report.exchanges[0].response?.bodyStart = text
    report.exchanges[1].failure = text
    report.connections[0].address = text
    report.connections[0].phases = [text: 1]
    report.connections[0].death?.close?.reason = text
    report.redactions[0].name = text
    return report
  }
}
