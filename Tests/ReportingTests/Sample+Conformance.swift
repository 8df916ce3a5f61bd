import Evidence

extension Sample {
  private static func result(
    _ id: String, _ verdict: CaseResult.Verdict, level: CaseResult.Level = .must,
    closing: CaseResult.Closing = .clean, actual: String? = "the connection failed, Close 1002",
    reason: String? = nil, transcript: [WireRecord] = []
  ) -> CaseResult {
    CaseResult(
      id: id, level: level, verdict: verdict,
      requirement: "What \(id.split(separator: ".").last ?? "") says.",
      expected: "the connection fails, Close 1002", actual: actual, closing: closing,
      reason: reason, startSeconds: 0.01, durationSeconds: 0.002, transcript: transcript)
  }

  static let cases = [
    result("rfc6455.4.2.2.accept", .pass, closing: .notJudged, actual: "101, the right accept"),
    result(
      "rfc6455.5.1.unmasked-text", .fail, closing: .unclean, actual: "the message came back",
      transcript: [
        WireRecord(atSeconds: 0.0, direction: .sent, what: "GET, a correct handshake"),
        WireRecord(atSeconds: 0.0012, direction: .received, what: "101"),
        WireRecord(
          atSeconds: 0.0013, direction: .sent, what: "text, 2 bytes, unmasked",
          octets: "81 02 68 69"),
        WireRecord(atSeconds: 0.0021, direction: .received, what: "text, 2 bytes"),
      ]),
    result(
      "rfc6455.8.1.fail-fast", .nonStrict, level: .should, actual: "failed only at the end"),
    result(
      "rfc6455.7.4.1.code-1007", .nonStrict, level: .should, closing: .wrongCode,
      actual: "Close 1000"),
    result(
      "rfc6455.5.5.2.pong", .inconclusive, closing: .notJudged, actual: nil,
      reason: "the connection was lost before the case began"),
    result(
      "rfc7692.7.1.echo", .skipped, closing: .notJudged, actual: nil,
      reason: "the endpoint doesn't echo"),
  ]

  private static func report(_ cases: [CaseResult], direct: String?) -> Report {
    Report(
      conformance: ConformanceFrame(
        tier: .safe, strict: false, echo: .yes, compression: false, directURL: direct,
        counts: .init(cases), connections: 7),
      cases: cases, startedAt: "2026-11-21T05:48:40.123Z", durationSeconds: 0.412,
      interrupted: false, exitStatus: 1,
      environment: Environment(system: "Debian 12", architecture: "x86_64", forwardProxy: .none),
      settings: Settings(
        quick: false, idleSeconds: 0, keepaliveSeconds: nil, keepaliveFrom: .unknown,
        stepTimeoutSeconds: 10, sent: []),
      target: Target(
        url: "wss://chat.example.com/ws", webSocketURL: "wss://chat.example.com/ws",
        webSocketPathFrom: .option, endpointConfirmed: true, pollingURL: nil, profile: "generic",
        profileTitle: "", profileFrom: .recognised, addresses: ["192.0.2.10"]),
      verdict: .degraded, summary: "1 of 4 requirements is not met", measurements: Measurements(),
      redactions: [])
  }

  /// A server that takes unmasked frames.
  static let conformance = report(cases, direct: nil)

  /// The same server behind a proxy that cuts the connection instead of closing it.
  static let conformanceThroughProxy = report(
    cases.map { result in
      var result = result
      var direct = result
      if result.id == "rfc6455.4.2.2.accept" {
        result.verdict = .fail
        result.actual = "101, a wrong accept"
      } else {
        direct.verdict = result.verdict
      }
      result.direct = DirectResult(direct)
      return result
    }, direct: "ws://10.0.0.5:8080/ws")
}
