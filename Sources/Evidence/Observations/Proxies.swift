import HTTP1

extension ObservationDefinition {
  /// What proxies show of themselves.
  static let proxies: [ObservationDefinition] = [
    // Apache answers a GET with Max-Forwards: 0 itself where a ProxyPass covers the path.
    ObservationDefinition(.pathProxied, probe: "fingerprint", asks: [.maxForwards, .plainGet]) {
      findings in
      guard let answer = findings.answers[.maxForwards], let response = answer.response else {
        return nil
      }
      if response.isOutOfForwards {
        return Reading(true, "Apache proxies this path: it answers Max-Forwards: 0 by itself")
      }
      // That it doesn't says something only where Apache is the hop next to us.
      guard let plain = findings.answers[.plainGet], SameAnswer.holds(plain, answer),
        plain.author.habits.contains(.answersMaxForwards) && plain.kind == .notFound
          || response.isNextToUs
      else { return nil }
      return Reading(
        false, "Apache doesn't proxy this path: Max-Forwards: 0 gets the same \(answer.short)")
    },
    ObservationDefinition(.managerExposed, probe: "fingerprint", asks: [.balancerManager]) {
      findings in
      guard let answer = findings.answers[.balancerManager] else { return nil }
      return answer.response?.isBalancerManager == true
        ? Reading(true, "/balancer-manager is open to everybody")
        : Reading(false, "/balancer-manager: \(answer.short), no page of a balancer")
    },
    // Error pages quote the Host that they got: only who says that it didn't find the host looked for it, and
    // only of a request that isn't its own.
    ObservationDefinition(
      .forwardsForAll, probe: "fingerprint", asks: [.foreignTarget, .foreignHostField]
    ) { findings in
      guard let answer = findings.answers[.foreignTarget], let response = answer.response,
        let own = findings.answers[.foreignHostField]
      else { return nil }
      guard response.saysHostNotFound else {
        return Reading(
          false, "a page of another host gets \(answer.short): nobody looks for that host")
      }
      return SameAnswer.holds(answer.askedAsOwn, own)
        ? Reading(
          false, "a page of another host gets the same \(answer.short) as one of this server's own")
        : Reading(true, "a page of another host is asked for, and the proxy looks for that host")
    },
    ObservationDefinition(.balancerGroups, probe: "fingerprint", asks: [.balancerManager]) {
      findings in
      guard let response = findings.answers[.balancerManager]?.response,
        response.isBalancerManager
      else { return nil }
      return reading(of: BalancerGroup.groups(in: response.text))
    },
    // HAProxy tries three times, a second apart, to connect to a server that it doesn't check.
    ObservationDefinition(.gatewayPause, probe: "http", asks: [.application]) { findings in
      guard let answer = findings.answers[.application], answer.kind == .unavailable else {
        return nil
      }
      let seconds = (answer.seconds * 10).rounded() / 10
      return answer.seconds >= 2.5
        ? Reading(true, "the 503 comes after \(seconds) s, as after retries to connect")
        : Reading(false, "the 503 comes at once")
    },
  ]

  private static func reading(of groups: [BalancerGroup]) -> Reading {
    let names = groups.map(\.name).joined(separator: ", ")
    if groups.contains(where: { $0.schemes.contains("ws") || $0.schemes.contains("wss") }) {
      return Reading(
        "websocket", "the balancer's page shows a group with ws:// members (groups: \(names))")
    }
    if let empty = groups.first(where: \.schemes.isEmpty) {
      return Reading("empty", "the balancer's page shows that \(empty.name) has no members")
    }
    return Reading(
      "no-websocket", "the balancer's page shows no ws:// member in any group (\(names))")
  }
}

extension Answer {
  /// The answer to the request for another host's page as one to a page of this server's own would be.
  fileprivate var askedAsOwn: Answer {
    guard case .response(var response) = outcome else { return self }
    response.body = Array(response.text.replacing(target, with: "/").utf8)
    var copy = self
    copy.target = "/"
    copy.outcome = .response(response)
    return copy
  }
}

extension Answer.Response {
  /// What mod_proxy says when Max-Forwards has reached zero.
  fileprivate var isOutOfForwards: Bool {
    status == 400
      && (head.reason == "Proxy Error" || text.prefix(2048).contains("Max-Forwards has reached"))
  }

  /// Keep-Alive is written by the hop next to us, and only Apache counts down in it.
  fileprivate var isNextToUs: Bool {
    let value = head.fields.first("Keep-Alive") ?? ""
    return value.hasPrefix("timeout=") && value.contains(", max=")
      && head.fields.first("Server")?.hasPrefix("Apache") == true
  }

  /// Names the host that cannot exist as one that no address is known for.
  fileprivate var saysHostNotFound: Bool {
    guard status >= 500 else { return false }
    let words = text.prefix(8192).lowercased()
    return words.contains(Ask.foreignHost)
      && [
        "dns lookup failure", "dns", "resolve", "resolution", "no such host", "host not found",
        "unknown host", "name or service not known", "getaddrinfo", "enotfound", "nodename",
        "ip address from host name", "unknownhostexception", "name does not",
      ].contains(where: words.contains)
  }

  fileprivate var isBalancerManager: Bool {
    status == 200 && text.prefix(4096).contains("<title>Balancer Manager</title>")
  }
}

/// One group of members as Apache's balancer page lists it.
private struct BalancerGroup {
  var name: String
  /// The schemes of its members' addresses.
  var schemes: Set<String>

  static func groups(in page: String) -> [BalancerGroup] {
    page.split(separator: "<h3>", maxSplits: 8).dropFirst().compactMap { part in
      guard let name = part.firstRange(of: "balancer://").map({ part[$0.upperBound...] }) else {
        return nil
      }
      let members = part.split(separator: "&amp;w=").dropFirst()
      return BalancerGroup(
        name: "balancer://" + name.prefix { $0 != "<" && $0 != "\"" }.prefix(64),
        schemes: Set(members.map { String($0.prefix { $0 != ":" }) }))
    }
  }
}
