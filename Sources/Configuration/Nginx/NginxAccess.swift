extension NginxFollower {
  /// Who may be refused, and who is for sure.
  mutating func access() -> Ending? {
    for line in context.inForce("limit_req") where line.first != nil {
      mayAnswer.append(Step(line.place, line.shown, "503 where more come"))
    }
    for line in context.inForce("limit_conn") {
      mayAnswer.append(Step(line.place, line.shown, "503 where more are open"))
    }
    if let line = context.value("proxy_cache"), line.first != "off" {
      mayAnswer.append(Step(line.place, line.shown, "what was kept of an ordinary GET"))
    }
    // Measured with nginx 1.22.1: what follows the head comes, the head doesn't.
    if let line = context.value("ssi"), line.isOn {
      mayAnswer.append(
        Step(line.place, line.shown, "a 101 that says Content-Type: text/html loses its head"))
    }
    for name in ["modsecurity", "app_protect_enable"] {
      if let line = context.value(name), line.isOn {
        mayAnswer.append(Step(line.place, line.shown, "where its rules say so"))
      }
    }
    if let line = context.value("ssl_verify_client"), line.isOn, request.isSecure {
      mayAnswer.append(Step(line.place, line.shown, "400 without a client's certificate"))
    }
    let address = addresses()
    let password = context.value("auth_basic").flatMap { $0.first == "off" ? nil : $0 }
    let asked = context.value("auth_request").flatMap { $0.first == "off" ? nil : $0 }
    let jwt = context.value("auth_jwt").flatMap { $0.first == "off" ? nil : $0 }
    let isAny = context.value("satisfy")?.first == "any"
    if isAny {
      // One of them is enough.
      let others = [password, asked, jwt].compactMap(\.self)
      if case .passes? = address { return nil }
      if case .isRefused(let line)? = address, others.isEmpty {
        note(line, "403")
        return .answered(status: 403, location: nil)
      }
      if case .depends(let line)? = address {
        mayAnswer.append(Step(line.place, line.shown, "403 for other addresses"))
        return nil
      }
    } else {
      switch address {
      case .isRefused(let line):
        note(line, "403")
        return .answered(status: 403, location: nil)
      case .depends(let line):
        mayAnswer.append(Step(line.place, line.shown, "403 for other addresses"))
      case .passes, nil: break
      }
    }
    if let line = asked { mayAnswer.append(Step(line.place, line.shown, "where that one refuses")) }
    if let line = jwt { mayAnswer.append(Step(line.place, line.shown, "401 without a token")) }
    if let line = password {
      guard !(isAny && (asked != nil || jwt != nil)) else {
        mayAnswer.append(Step(line.place, line.shown, "401 without a password"))
        return nil
      }
      note(line, "401 without a password")
      return .answered(status: 401, location: nil)
    }
    return nil
  }

  private enum Addresses {
    case passes
    case isRefused(NginxDirective)
    case depends(NginxDirective)
  }

  /// `allow` and `deny` in their order; `nil`: there are none.
  private func addresses() -> Addresses? {
    let rules = context.inForce("allow", "deny")
    guard !rules.isEmpty else { return nil }
    var isPartial = false
    for rule in rules {
      guard rule.first == "all" else {
        isPartial = true
        continue
      }
      if rule.name == "allow" {
        return isPartial ? .depends(rules[0]) : .passes
      }
      return isPartial && rules.contains { $0.name == "allow" } ? .depends(rule) : .isRefused(rule)
    }
    return .depends(rules[0])
  }
}
