import Diagnosis
import Evidence
import HTTP1

extension ProxyProduct {
  /// Envoy, in gateways and meshes (Istio, Contour, Gloo) too. Measured with 1.40.0.
  static let envoy = ProxyProduct(
    "envoy", name: "Envoy",
    habits: [
      // What isn't allowed it refuses itself; it never hands a request on without its Upgrade.
      .passesUpgradeOn: .all, .asksInHTTP11: .all, .answersForHangUps: .all,
      .closesASecondLate: .all,
      .refusesUnnamedUpgrades: .all,
    ],
    sign: { response in
      for name in ["envoy", "istio-envoy"] {
        if let sign = serverField(name, response) { return sign }
      }
      if let field = response.head.fields.list.first(where: { isOwnField($0.name) }) {
        return Sign(.proven, because: field.name)
      }
      return ownWords(response).map { Sign(.likely, because: "\"\($0)\"") }
    },
    signOfAll: refusalOfHTTP10,
    wrote: { response in
      if let words = ownWords(response) { return "\"\(words)\"" }
      let isNamed = ["envoy", "istio-envoy"].contains { serverField($0, response) != nil }
      return isNamed && isBareRefusal(response) ? "an empty answer that names no upstream" : nil
    },
    wroteBeside: wroteWithoutServiceTime,
    says: { response in
      if let words = ownWords(response) { return statements[words] ?? .backendHungUp }
      guard isBareRefusal(response) else { return nil }
      if response.status == 404 { return .noRoute }
      // Only a request with Upgrade is answered with "connection: close".
      return response.field("Connection") == "close" ? .upgradeNotAllowed : .accessDenied
    },
    reload: { _ in
      "envoy --mode validate -c envoy.yaml, then restart or push the configuration"
    },
    language: "yaml", steps: SetupStep.envoyRouting + SetupStep.envoyLimits,
    parts: envoyParts, ways: envoyWays,
    lines: envoyLines,
    limits: [
      KnownTimeout(
        300, "Envoy stream_idle_timeout (default)",
        source: "measured with 1.40.0: FIN at 301.0 s, a second after the limit")
    ],
    guides: [
      "generic": ["envoy.upgrade-configs", "envoy.route", "envoy.stream-idle-timeout"]
    ])

  /// Fields that Envoy alone writes.
  private static func isOwnField(_ name: String) -> Bool { name.lowercased().hasPrefix("x-envoy-") }

  /// The bodies of its own answers, whole, with what each says.
  private static let statements: [String: ProxyStatement] = [
    "no healthy upstream": .noServer, "upstream request timeout": .backendSilent,
    "stream timeout": .backendSilent, "RBAC: access denied": .accessDenied,
    "local_rate_limited": .limited, reset + "remote connection failure": .backendRefused,
    reset + "local connection failure": .backendRefused,
    reset + "connection failure": .backendRefused, reset + "connection timeout": .backendSilent,
    reset + "connection termination": .backendHungUp, reset + "remote reset": .backendHungUp,
    reset + "protocol error": .backendProtocol, reset + "overflow": .limited,
  ]

  private static let reset =
    "upstream connect error or disconnect/reset before headers. reset reason: "

  /// Which of them an answer is; what follows the reason (a TLS error, a retry) is left out.
  private static func ownWords(_ response: Answer.Response) -> String? {
    guard response.status >= 400, response.body.count < 1024 else { return nil }
    let text = response.start
    if statements[text] != nil { return text }
    let older = text.replacing(
      "reset before headers. retried and the latest reset", with: "reset before headers. reset")
    guard older.hasPrefix(reset) else { return nil }
    return String(older.prefix { $0 != "," })
  }

  /// What it writes of its own where no route is, and where no upgrade is allowed: nothing.
  private static func isBareRefusal(_ response: Answer.Response) -> Bool {
    // In lower case, unless header_key_format says otherwise.
    let names = response.head.fields.list.map { $0.name.lowercased() }
    return [403, 404].contains(response.status) && response.body.isEmpty
      && response.head.version == .http11 && names.last == "content-length"
      && names.allSatisfy { ["date", "server", "connection", "content-length"].contains($0) }
  }

  /// To HTTP/1.0 it says 426 by itself, whatever the path; who else does says so to HTTP/1.1 too.
  private static let refusalOfHTTP10: @Sendable ([Ask: Answer]) -> Sign? = { answers in
    guard let old = answers[.http10]?.response, old.status == 426,
      old.start == "Upgrade Required", old.head.version == .http11,
      old.head.fields.list.allSatisfy({ $0.name == $0.name.lowercased() }),
      let now = answers[.application]?.response, now.status != 426
    else { return nil }
    return Sign(.likely, because: "426 to HTTP/1.0 alone, in lower case")
  }

  /// Each answer that it relays to a plain request brings the time that the upstream took; to a request with
  /// Upgrade none does, so that counts as the plain one's does where both are alike.
  private static let wroteWithoutServiceTime: @Sendable (Answer, [Ask: Answer]) -> String? = {
    answer, answers in
    guard let response = answer.response, response.status != 101 else { return nil }
    if isBareRefusal(response) { return "an empty answer that names no upstream" }
    let isShown = answers.contains { ask, other in
      ask.upgrade == nil && other.response?.field(serviceTime) != nil
    }
    guard isShown else { return nil }
    let because = "no \(serviceTime), which relayed answers bring"
    guard answer.ask.upgrade != nil else {
      return response.field(serviceTime) == nil ? because : nil
    }
    guard answer.path == answers[.plainGet]?.path,
      let plain = answers[.plainGet]?.response, plain.field(serviceTime) == nil,
      plain.status == response.status, plain.body == response.body
    else { return nil }
    return because
  }

  private static let serviceTime = "x-envoy-upstream-service-time"
}
