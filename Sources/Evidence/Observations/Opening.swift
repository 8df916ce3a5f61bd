import HTTP1

extension ObservationDefinition {
  /// The opening handshake's own signs.
  static let opening: [ObservationDefinition] = [
    // Words and fields by which whoever answers shows that it knows WebSocket.
    ObservationDefinition(.endpointLike, probe: "misroute", asks: [.plainGet]) { findings in
      guard let answer = findings.answers[.plainGet], let speaks = speaksOfWebSocket(answer) else {
        return nil
      }
      return speaks
        ? Reading(true, "without Upgrade, the \(answer.short) speaks of WebSocket")
        : Reading(false, "without Upgrade, the \(answer.short) doesn't speak of WebSocket")
    },
    // More than the word WebSocket, which may stand in any refusal.
    ObservationDefinition(.asksForUpgrade, probe: "misroute", asks: [.plainGet]) { findings in
      guard let answer = findings.answers[.plainGet], let response = answer.response else {
        return nil
      }
      return response.asksForUpgrade
        ? Reading(true, "without Upgrade, the \(answer.short) asks for it")
        : Reading(false, "without Upgrade, the \(answer.short) doesn't ask for it")
    },
    ObservationDefinition(
      .endpointShown, probe: "upgrade", asks: [.handshake, .plainGet]
    ) { findings in
      if !findings.target.pathIsGuess {
        return Reading(true, "the path is not only a guess of ours")
      }
      let answers = [Ask.handshake, .plainGet].compactMap { findings.answers[$0] }
      guard answers.count == 2 else { return nil }
      for answer in answers where speaksOfWebSocket(answer) == true {
        return Reading(true, "the \(answer.short) speaks of WebSocket")
      }
      return Reading(false, "the path is a guess, and nothing there speaks of WebSocket")
    },
    ObservationDefinition(.versionOffered, probe: "upgrade", asks: [.handshake]) { findings in
      guard let fields = findings.answers[.handshake]?.response?.head.fields,
        fields.contains("Sec-WebSocket-Version")
      else { return nil }
      let versions = fields.tokens("Sec-WebSocket-Version")
      return versions.contains("13")
        ? Reading(true, "the answer names version 13 as spoken")
        : Reading(false, "the answer names only other versions than 13")
    },
    // A server that speaks 13 and refuses 13, or misses a key that was sent, didn't get the field.
    ObservationDefinition(
      .handshakeFieldsArrive, probe: "upgrade", asks: [.handshake, .wrongVersion]
    ) { findings in
      guard let lost = lostField(findings) else { return nil }
      return Reading(.flag(lost.fields.isEmpty), lost.because)
    },
    ObservationDefinition(
      .versionFieldArrives, probe: "upgrade", asks: [.handshake, .wrongVersion]
    ) { findings in
      guard let lost = lostField(findings) else { return nil }
      return Reading(.flag(lost.fields != ["Sec-WebSocket-Version"]), lost.because)
    },
    ObservationDefinition(
      .acceptIsHabit, probe: "upgrade", asks: [.handshake, .siblingHandshake]
    ) { findings in
      guard findings.answers[.handshake]?.kind == .acceptedError,
        let sibling = findings.answers[.siblingHandshake]
      else { return nil }
      return sibling.kind == .acceptedError
        ? Reading(true, "a path that nobody knows gets a right Accept, too: \(sibling.short)")
        : Reading(false, "a path that nobody knows gets no Accept: \(sibling.short)")
    },
    ObservationDefinition(.answeredWithNothing, probe: "upgrade", asks: [.handshake]) { findings in
      guard let answer = findings.answers[.handshake], let response = answer.response,
        (200..<300).contains(response.status)
      else { return nil }
      return response.body.isEmpty
        ? Reading(true, "the \(answer.short) has no body")
        : Reading(false, "the \(answer.short) has a body")
    },
    ObservationDefinition(.refusedUnderAccept, probe: "upgrade", asks: [.handshake]) { findings in
      guard let answer = findings.answers[.handshake], answer.kind == .acceptedError,
        let response = answer.response
      else { return nil }
      return Reading(
        .word(response.kind(askedToUpgrade: false).rawValue),
        "under a right Accept: \(answer.short)")
    },
    ObservationDefinition(
      .guessRefusedAlike, probe: "upgrade", asks: [.handshake, .siblingHandshake]
    ) { findings in
      guard findings.target.pathIsGuess, let answer = findings.answers[.handshake],
        let sibling = findings.answers[.siblingHandshake]
      else { return nil }
      return SameAnswer.holds(answer, sibling)
        ? Reading(true, "a path that nobody knows refuses Upgrade alike (\(answer.short))")
        : Reading(false, "Upgrade at a path that nobody knows: \(sibling.short) instead")
    },
    // Some proxies say 502 or 504 for a failing backend, and 503 for their own limits alone.
    ObservationDefinition(.limited, probe: "upgrade", asks: [.handshake]) { findings in
      guard let answer = findings.answers[.handshake], let response = answer.response,
        [429, 503].contains(response.status)
      else { return nil }
      if answer.author.habits.contains(.says503ForBackends) {
        return Reading(
          false,
          "\(answer.author.name ?? "the proxy") itself wrote the 503, as it does without a backend")
      }
      if let says = answer.author.says, says != .limited {
        return Reading(false, "\(answer.authorName)'s own \(answer.short) says: \(says.phrase)")
      }
      if response.status == 429 || answer.author.says == .limited
        || response.head.fields.contains("Retry-After")
      {
        return Reading(true, "the \(answer.short) says that a limit is reached")
      }
      if !answer.saysLimited {
        return Reading(false, "nothing in the \(answer.short) speaks of a limit")
      }
      return isForUpgradeOnly(answer, in: findings)
        ? Reading(false, "all requests with Upgrade get the \(answer.short), and no other does")
        : Reading(
          true,
          "\(answer.author.name ?? "the proxy") itself wrote the 503, as it does when a limit is "
            + "reached")
    },
    ObservationDefinition(.subprotocolLost, probe: "upgrade", asks: [.handshake]) { findings in
      guard findings.target.offersSubprotocols, let answer = findings.answers[.handshake],
        answer.switched, let fields = answer.response?.head.fields
      else { return nil }
      return fields.contains("Sec-WebSocket-Protocol")
        ? Reading(true, "the subprotocol is answered")
        : Reading(false, "a subprotocol was offered, and the 101 names none")
    },
    ObservationDefinition(.pageEndpointWorks, probe: "upgrade", asks: [.pageEndpoint]) { findings in
      guard let answer = findings.answers[.pageEndpoint] else { return nil }
      return answer.switched
        ? Reading(true, "\(answer.path), which the application's page names, answers 101")
        : Reading(false, "\(answer.path), which the application's page names: \(answer.short)")
    },
  ]

  /// Whether it names WebSocket, as an endpoint's refusal does; `nil` for no answer.
  private static func speaksOfWebSocket(_ answer: Answer) -> Bool? {
    guard let response = answer.response else { return nil }
    let fields = response.head.fields
    if response.status == 426 || fields.contains("Sec-WebSocket-Version")
      || fields.hasToken("Upgrade", "websocket")
    {
      return true
    }
    return response.status >= 400 && response.text.prefix(2048).lowercased().contains("websocket")
  }

  /// Whether requests with Upgrade were answered so each time, and many without never: a limit makes no
  /// such difference.
  private static func isForUpgradeOnly(_ answer: Answer, in findings: Findings) -> Bool {
    let isAlike = findings.answers.mapValues { SameAnswer.holds($0, answer) }
    let with = isAlike.filter { $0.key.upgrade != nil }.values
    let without = isAlike.filter { $0.key.upgrade == nil }.values
    return with.count >= 2 && without.count >= 3 && with.allSatisfy { $0 }
      && !without.contains(true)
  }

  /// The Sec-WebSocket fields that were sent and didn't arrive, and by what it shows; `nil`: it doesn't.
  private static func lostField(_ findings: Findings) -> (fields: [String], because: String)? {
    guard let answer = findings.answers[.handshake], let response = answer.response else {
      return nil
    }
    if let echo = answer.echo { return response.status >= 400 ? missing(in: echo) : nil }
    guard let wrong = findings.answers[.wrongVersion] else { return nil }
    if let field = response.missedField(alsoMissedBy: SameAnswer.holds(answer, wrong)) {
      return (
        [field], "\(field) was sent, and the \(answer.short) says that it is missing or wrong"
      )
    }
    if let readsAs = answer.author.readsAs?.subtracting(arrived(with: wrong, at: answer)),
      !readsAs.isEmpty, readsAs.isSubset(of: [.wrongVersion, .withoutKey])
    {
      let field =
        readsAs == [.wrongVersion]
        ? "Sec-WebSocket-Version"
        : readsAs == [.withoutKey] ? "Sec-WebSocket-Key" : "a Sec-WebSocket field"
      return (
        [field], "\(field) was sent, and \(answer.authorName) answers as if it weren't there"
      )
    }
    guard response.status == 426, SameAnswer.holds(answer, wrong),
      response.head.fields.tokens("Sec-WebSocket-Version").contains("13")
    else { return nil }
    return (
      ["Sec-WebSocket-Version"],
      "version 13 was sent, and is refused by a server that says it speaks 13"
    )
  }

  /// What a server can't have missed, since it looked at the version of another handshake.
  private static func arrived(with other: Answer, at answer: Answer) -> Set<Attribution.Arrival> {
    guard let response = other.response, response.status == 426,
      response.head.fields.contains("Sec-WebSocket-Version"), !SameAnswer.holds(other, answer)
    else { return [] }
    return answer.author.beforeVersion
  }

  /// The fields that each handshake has (RFC 6455 §4.1) and that the beacon didn't get.
  private static func missing(in echo: BeaconEcho) -> (fields: [String], because: String) {
    let missing = ["Sec-WebSocket-Key", "Sec-WebSocket-Version"].filter {
      echo.fields[$0.lowercased()] == nil
    }
    return (
      missing,
      missing.isEmpty
        ? "the beacon received Sec-WebSocket-Key and Sec-WebSocket-Version"
        : "the beacon received no \(missing.joined(separator: " and no "))"
    )
  }
}

extension Answer.Response {
  /// Whether it says that an Upgrade is missing: by status and fields (RFC 6455 §4.2.2, RFC 9110 §15.5.22),
  /// or in words, which may stand in the reason phrase.
  fileprivate var asksForUpgrade: Bool {
    let fields = head.fields
    if status == 426 || fields.contains("Sec-WebSocket-Version")
      || fields.hasToken("Upgrade", "websocket")
    {
      return true
    }
    guard status >= 400 else { return false }
    let words = (head.reason + " " + text.prefix(1024)).lowercased()
    return words.contains("upgrade")
      && (body.count <= 64 || ["websocket", "header", "hdr"].contains(where: words.contains))
  }

  /// The Sec-WebSocket field that a refusal finds fault with by name, and no other; ours are right.
  ///
  /// - Parameter isAlike: a version that doesn't exist is refused in the same words.
  fileprivate func missedField(alsoMissedBy isAlike: Bool) -> String? {
    guard status >= 400 else { return nil }
    let words = (head.reason + " " + text.prefix(1024)).lowercased().replacing("-", with: " ")
    guard !words.contains("connection header"), !words.contains("upgrade header") else {
      return nil
    }
    if words.contains("websocket key") { return "Sec-WebSocket-Key" }
    let namesVersion = ["websocket version", "websocket protocol version"].contains {
      words.contains($0)
    }
    return namesVersion && isAlike ? "Sec-WebSocket-Version" : nil
  }
}
