import Evidence

extension NginxConfiguration {
  /// What is asked about a path.
  public struct Question: Sendable {
    /// How often the application says something; `nil`: not known. Seconds.
    public var keepalive: Double?
    /// The path is one that the application has under this very name.
    public var isApplicationsOwn: Bool

    public init(keepalive: Double? = nil, isApplicationsOwn: Bool = false) {
      self.keepalive = keepalive
      self.isApplicationsOwn = isApplicationsOwn
    }
  }

  /// What is wrong with a handshake's way to a path that is meant for WebSocket.
  public func judge(_ journey: Journey, _ question: Question = Question()) -> [Finding] {
    switch journey.ending {
    case .unknown, .passedThrough: return silenceFindings(journey, question)
    case .arrives(let arrival):
      return forwarding(journey, arrival, question) + silenceFindings(journey, question)
    case .onlyHTTP2:
      return [
        finding(
          "http.only-http2", journey, title: "The port speaks HTTP/2 alone",
          explanation: "Without TLS browsers ask in HTTP/1.1, and a handshake is HTTP/1.1.",
          steps: ["proxy.http1"])
      ]
    case .answered, .closed, .files, .otherProtocol: return refusal(journey)
    }
  }

  private var certainty: Certainty { isFragment ? .likely : .proven }

  private func finding(
    _ fault: FaultID, _ journey: Journey, title: String, explanation: String, steps: [StepID],
    severity: Severity = .error, certainty: Certainty? = nil, evidence: [Step]? = nil,
    change: Change? = nil
  ) -> Finding {
    Finding(
      fault: fault, severity: severity, certainty: certainty ?? self.certainty, title: title,
      explanation: isFragment
        ? explanation + (explanation.isEmpty ? "" : " ") + "What stands above this file isn't read."
        : explanation, evidence: evidence ?? Array(journey.steps.suffix(1)), steps: steps,
      change: change)
  }

  // MARK: It arrives

  private func forwarding(
    _ journey: Journey, _ arrival: Arrival, _ question: Question
  ) -> [Finding] {
    guard let passing = journey.passing else { return [] }
    let block = "\(passing.block.text) (\(passing.block.place))"
    let cancelled = passing.cancelled.filter { $0.name == "upgrade" || $0.name == "connection" }
    let evidence =
      [passing.line]
      + cancelled.map { line in
        Step(
          line.step.place, line.step.text,
          "not in force: \(passing.fields.first.map { "line \($0.step.place.line)" } ?? "another") cancels it"
        )
      }
    var steps: [StepID] = []
    var what: [String] = []
    if arrival.isHTTP2 {
      steps.append("nginx.http-version")
      what.append("it goes out in HTTP/2, which has no Upgrade")
    }
    if arrival.hasUpgrade == false {
      steps.append("nginx.upgrade-header")
      what.append("Upgrade is lost")
    }
    if arrival.hasConnection == false {
      steps.append("nginx.connection-header")
      what.append("Connection doesn't say \"upgrade\"")
    }
    if !steps.isEmpty {
      if !arrival.isHTTP2, arrival.versions.contains("1.0") { steps.append("nginx.http-version") }
      return [
        finding(
          "upgrade.not-forwarded", journey,
          title: "A handshake for \(journey.request.target) arrives as "
            + (arrival.fate == .half ? "half of one" : "an ordinary GET"),
          explanation: "In \(block) \(Self.list(what)).", steps: steps, evidence: evidence,
          change: change(passing, arrival))
      ]
    }
    guard arrival.fate != .unknown else { return [] }
    var found: [Finding] = []
    let lost = arrival.lostFields
    if !lost.isEmpty {
      let lines = passing.fields.filter { lost.contains($0.name) }.map(\.step)
      found.append(
        finding(
          lost == ["sec-websocket-version"] ? "upgrade.version-rejected" : "upgrade.not-forwarded",
          journey,
          title: "A handshake for \(journey.request.target) arrives without all its fields",
          explanation:
            "\(Self.list(lost.map(Self.spelled))) \(lost.count == 1 ? "is" : "are") changed in \(block).",
          steps: ["proxy.handshake-fields"], evidence: lines.isEmpty ? evidence : lines))
    }
    if arrival.versions.contains("1.0"), lost.isEmpty {
      let isSure = arrival.versions == ["1.0"]
      found.append(
        finding(
          "upgrade.http10-upstream", journey,
          title: isSure
            ? "The handshake is handed on in HTTP/1.0"
            : "The handshake is handed on in HTTP/1.0, if nginx is older than 1.29.7",
          explanation:
            "Some applications take it so, others answer 505 or 426: proxy_http_version 1.1 serves both.",
          steps: ["nginx.http-version"], severity: .warning, certainty: .possible,
          evidence: [passing.version ?? passing.line], change: change(passing, arrival)))
    }
    if case .known(let target) = arrival.target, target != journey.request.target {
      found.append(
        finding(
          "upgrade.path-not-routed", journey,
          title: "\(journey.request.target) arrives as \(target)",
          explanation: question.isApplicationsOwn
            ? "The application knows its endpoint under the path as it was asked for."
            : "That is right only where the application has its endpoint there.",
          steps: ["nginx.websocket-location"],
          severity: question.isApplicationsOwn ? .error : .info,
          certainty: question.isApplicationsOwn ? .likely : .possible, evidence: [passing.line]))
    }
    if let line = passing.hidden.first(where: { $0.name == "sec-websocket-accept" }) {
      found.append(
        finding(
          "upgrade.accept-invalid", journey,
          title: "The application's Sec-WebSocket-Accept is kept back",
          explanation: "No browser takes a 101 without it.", steps: ["proxy.unchanged-answer"],
          evidence: [line.step]))
    }
    let hidden = passing.hidden.filter { $0.name == "sec-websocket-protocol" }
    if !hidden.isEmpty {
      found.append(
        finding(
          "upgrade.subprotocol-lost", journey,
          title: "The subprotocol that the application chooses doesn't arrive at the browser",
          explanation: "It matters where the page offers one.",
          steps: ["proxy.handshake-fields"], severity: .warning, certainty: .possible,
          evidence: hidden.map(\.step)))
    }
    if hidden.isEmpty, arrival.changed["sec-websocket-protocol"]?.text != nil {
      found.append(
        finding(
          "upgrade.subprotocol-lost", journey,
          title: "A subprotocol that the page offers doesn't arrive as it was sent",
          explanation: "It matters where the application wants one.",
          steps: ["proxy.handshake-fields"], severity: .warning, certainty: .possible,
          evidence: passing.fields.filter { $0.name == "sec-websocket-protocol" }.map(\.step)))
    }
    return found
  }

  private static func spelled(_ name: String) -> String {
    name == "sec-websocket-key" ? "Sec-WebSocket-Key" : "Sec-WebSocket-Version"
  }

  static func list(_ parts: [String]) -> String {
    parts.count < 2
      ? parts.first ?? ""
      : parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "")
  }

  // MARK: nginx answers itself

  /// Which of the ways that a plain request takes end alike tells what the refusal is about.
  private func refusal(_ journey: Journey) -> [Finding] {
    let request = journey.request
    let plain = follow(request.with(target: request.target, isHandshake: false))
    let target = request.target
    if case .arrives = plain.ending {
      return [
        finding(
          "upgrade.blocked", journey, title: "nginx refuses a handshake for \(target)",
          explanation: "The same path without Upgrade is handed on: \(journey.ending.words).",
          steps: ["proxy.allow-upgrade"])
      ]
    }
    if case .unknown = plain.ending {
      return [
        finding(
          "upgrade.blocked", journey, title: "nginx doesn't hand a handshake for \(target) on",
          explanation: "\(journey.ending.words).", steps: ["proxy.allow-upgrade"])
      ]
    }
    let others = ["/", "/wsdoctor-sibling-1f3a/x"].map {
      follow(request.with(target: $0, isHandshake: false))
    }
    let isEverywhere = others.allSatisfy { $0.ending == journey.ending || Self.alike($0, journey) }
    func both(_ everywhere: FaultID, _ here: FaultID) -> FaultID {
      isEverywhere ? everywhere : here
    }
    guard case .answered(let status, let location) = journey.ending else {
      return [notRouted(journey)]
    }
    switch status {
    case 401:
      return [
        finding(
          both("http.authentication-required", "upgrade.authentication-required"), journey,
          title: "\(isEverywhere ? "Every path" : target) asks for a password",
          explanation: isEverywhere
            ? "A browser sends it with a handshake too, once it was given for the page; other clients don't."
            : "A page can't give one with a handshake: only this path asks for it.",
          steps: ["proxy.authentication"], severity: isEverywhere ? .warning : .error)
      ]
    case 403:
      return [
        finding(
          both("http.forbidden", "upgrade.forbidden"), journey,
          title: "nginx refuses \(isEverywhere ? "every path" : target)",
          explanation: "\(journey.ending.words).", steps: ["proxy.allow-upgrade"])
      ]
    case 429:
      return [
        finding(
          both("http.rate-limited", "upgrade.blocked"), journey,
          title: "nginx answers \(isEverywhere ? "everything" : target) with 429",
          explanation: "", steps: ["proxy.connection-limit"])
      ]
    case 300...308:
      return [
        finding(
          both("http.redirected", "upgrade.redirected"), journey,
          title: "\(isEverywhere ? "Everything" : target) is redirected"
            + (location.map { " to \($0.withoutCredentials)" } ?? ""),
          explanation: "No browser follows a redirect of a handshake.",
          steps: location.map(Self.isSecure) ?? false ? ["client.url"] : ["proxy.authentication"])
      ]
    default: return [notRouted(journey)]
    }
  }

  private static func isSecure(_ location: String) -> Bool {
    location.hasPrefix("https://") || location.hasPrefix("wss://")
  }

  /// Redirections to different places by the same line are one.
  private static func alike(_ a: Journey, _ b: Journey) -> Bool {
    guard case .answered(let status, _) = a.ending, case .answered(let other, _) = b.ending else {
      return false
    }
    return status == other && a.steps.last == b.steps.last
  }

  private func notRouted(_ journey: Journey) -> Finding {
    finding(
      "upgrade.path-not-routed", journey,
      title: "\(journey.request.target) leads to no application",
      explanation: "\(journey.ending.words).", steps: ["nginx.websocket-location"])
  }

  // MARK: Silence

  private func silenceFindings(_ journey: Journey, _ question: Question) -> [Finding] {
    guard journey.fate == .forwarded, let keepalive = question.keepalive,
      let limit = journey.silence, let seconds = limit.seconds, seconds < 1.5 * keepalive
    else { return [] }
    let isTooShort = seconds <= keepalive
    var place = limit.place
    if case .passedThrough = journey.ending { place = limit.place }
    let line = place.map { Step($0, "", "") } ?? journey.steps.last
    let evidence = line.map {
      Step(
        $0.place, limit.place == nil ? $0.text : "proxy_read_timeout",
        "a silent connection is cut after \(Self.span(seconds))"
          + (limit.place == nil ? " (default)" : ""))
    }
    return [
      finding(
        isTooShort ? "idle.timeout-too-short" : "idle.no-margin", journey,
        title:
          "A silent connection is cut after \(Self.span(seconds)), and the application speaks every \(Self.span(keepalive))",
        explanation: isTooShort ? "" : "One keepalive that is lost or late is enough.",
        steps: ["nginx.read-timeout"], severity: isTooShort ? .error : .warning,
        evidence: evidence.map { [$0] })
    ]
  }

  static func span(_ seconds: Double) -> String {
    let rounded = (seconds * 10).rounded() / 10
    return rounded == rounded.rounded() && abs(rounded) < 1e9 ? "\(Int(rounded)) s" : "\(rounded) s"
  }

  // MARK: What to write

  private func change(_ passing: Passing, _ arrival: Arrival) -> Change? {
    var lines: [Change.Line] = []
    func stays(_ step: Step, _ depth: Int, _ end: String) {
      lines.append(
        Change.Line(kind: .stays, number: step.place.line, text: step.text + end, depth: depth))
    }
    func comes(_ text: String) {
      lines.append(Change.Line(kind: .comes, number: nil, text: text, depth: 1))
    }
    func goes(_ step: Step) {
      lines.append(
        Change.Line(kind: .goes, number: step.place.line, text: step.text + ";", depth: 1))
    }
    guard passing.block.place.file == passing.line.place.file else { return nil }
    stays(passing.block, 0, " {")
    stays(passing.line, 1, ";")
    var note: String?
    if arrival.versions != ["1.1"] {
      if passing.versionIsOwn, let line = passing.version { goes(line) }
      comes("proxy_http_version 1.1;")
    }
    let needsUpgrade = arrival.hasUpgrade == false
    let needsConnection = arrival.hasConnection == false
    var replaced: Set<String> = []
    if needsUpgrade { replaced.insert("upgrade") }
    if needsConnection { replaced.insert("connection") }
    if passing.fieldsAreOwn {
      for line in passing.fields where replaced.contains(line.name) { goes(line.step) }
    } else if !replaced.isEmpty {
      // A line here cancels those above: they are needed once more.
      for line in passing.fields where !replaced.contains(line.name) {
        if line.step.text.contains("…") {
          note = "Repeat \(line.step.place) in it too: lines of its own cancel that one."
        } else {
          comes("\(line.step.text);")
        }
      }
    }
    if needsUpgrade { comes("proxy_set_header Upgrade $http_upgrade;") }
    if needsConnection {
      let value = passing.connectionVariable.map { "$" + $0 } ?? "\"upgrade\""
      comes("proxy_set_header Connection \(value);")
    }
    // In the file's order; what comes stands behind what goes, else before the application's line.
    let old = lines.filter { $0.kind != .comes }.sorted { ($0.number ?? 0) < ($1.number ?? 0) }
    let at =
      old.lastIndex { $0.kind == .goes }.map { $0 + 1 }
      ?? old.firstIndex { $0.number == passing.line.place.line && $0.depth == 1 } ?? old.endIndex
    lines = Array(old[..<at]) + lines.filter { $0.kind == .comes } + Array(old[at...])
    return Change(file: passing.block.place.file, lines: lines, note: note)
  }
}
