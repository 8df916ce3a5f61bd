import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  /// Measured with 2.6.2 and 2.11.7. What differs shows in the answers, not in a version: the newer one puts
  /// Via in the place of its Server field where it relays.
  static let caddy = ProxyProduct(
    "caddy", name: "Caddy",
    habits: [
      .passesUpgradeOn: .all, .asksInHTTP11: .all, .answersForHangUps: .all,
      .swallowsForeign101: .all,
      // handle_response and intercept.
      .coversAnswers: .all,
    ],
    sign: { response in
      serverField("Caddy", response)
        ?? via(response).map { Sign(.likely, because: "Via: \($0)") }
    },
    wrote: { response in
      // Caddy's own answers have no body; relayed ones carry the backend's fields too. What finds fault
      // with the request is a backend's that writes no Server field.
      let servers = response.head.fields.all("Server")
      return servers == ["Caddy"] && ![400, 405, 426].contains(response.status)
        && response.body.isEmpty && response.status != 101 && via(response) == nil
        && response.field("Content-Type") == nil && !response.head.fields.contains("X-Powered-By")
        && !response.head.fields.contains("Sec-WebSocket-Version")
        ? "an empty answer with Server: Caddy" : nil
    },
    wroteBeside: wroteWithoutVia, saysBeside: asksInHTTP2,
    isMuteLikeApplications: true, reload: { _ in SetupStep.reloadCaddy },
    steps: SetupStep.caddyRouting + SetupStep.caddyBackend + SetupStep.caddyLimits,
    parts: caddyParts, ways: caddyWays, lines: caddyLines,
    // No limit of silence or age unless one is written: its servers' timeouts (read_body, read_header,
    // write, idle) leave an open WebSocket alone, in both releases.
    guides: ["generic": ["caddy.route"]], hypotheses: { caddyHypotheses })

  /// Its Via field, as in "1.1 Caddy": the protocol in which the application was asked.
  private static func via(_ response: Answer.Response) -> String? {
    response.head.fields.all("Via").first { value in
      value.hasSuffix(" Caddy") && value.first?.isNumber == true
    }
  }

  /// Where anything that was relayed has a Via, what has none and names Caddy as its server is Caddy's.
  private static let wroteWithoutVia: @Sendable (Answer, [Ask: Answer]) -> String? = {
    answer, answers in
    guard let response = answer.response, response.status != 101,
      response.head.fields.all("Server") == ["Caddy"], response.field("Via") == nil,
      answers.values.contains(where: { $0.response.flatMap(via) != nil })
    else { return nil }
    return "Server: Caddy without the Via of relayed answers"
  }

  /// Its 502 to a handshake, where it fetched the same path in HTTP/2.
  private static let asksInHTTP2: @Sendable (Answer, [Ask: Answer]) -> ProxyStatement? = {
    answer, answers in
    guard answer.ask.upgrade != nil, answer.response?.status == 502,
      let plain = answers[.plainGet], plain.path == answer.path,
      plain.response.flatMap(via)?.hasPrefix("2") == true
    else { return nil }
    return .askedInHTTP2
  }
}
