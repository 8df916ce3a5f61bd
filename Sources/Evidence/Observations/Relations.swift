import HTTP1

extension ObservationDefinition {
  /// Relations between two answers: they hold for servers that nobody has seen yet.
  static let relations: [ObservationDefinition] = [
    sameAnswer(.handshake, .plainGet) { findings, same in
      same
        ? "with and without Upgrade: the same \(findings.same(.handshake))"
        : "with Upgrade \(findings.same(.handshake)), without it \(findings.same(.plainGet))"
    },
    sameAnswer(.plainGet, .sibling) { findings, same in
      same
        ? "a random sibling path gets the same \(findings.same(.plainGet))"
        : "a random sibling path is answered differently (\(findings.same(.sibling)))"
    },
    sameAnswer(.plainGet, .stranger) { findings, same in
      same
        ? "a random path elsewhere gets the same \(findings.same(.plainGet))"
        : "a random path elsewhere is answered differently (\(findings.same(.stranger)))"
    },
    sameAnswer(.handshake, .stranger) { findings, same in
      same
        ? "with Upgrade comes the \(findings.same(.handshake)) of a path elsewhere that nobody knows"
        : "a path elsewhere that nobody knows is answered differently (\(findings.same(.stranger)))"
    },
    sameAnswer(.handshake, .wrongVersion) { findings, same in
      same
        ? "a WebSocket version that doesn't exist gets the same \(findings.same(.handshake))"
        : "a WebSocket version that doesn't exist gets \(findings.same(.wrongVersion)) instead"
    },
    sameAnswer(.plainGet, .wrongVersion) { findings, same in
      same
        ? "a WebSocket version that doesn't exist gets the same as no Upgrade"
        : "a WebSocket version that doesn't exist gets \(findings.same(.wrongVersion)), and no "
          + "Upgrade \(findings.same(.plainGet))"
    },
    sameAnswer(.handshake, .withoutConnectionToken) { findings, same in
      same
        ? "without the Connection token: the same \(findings.same(.handshake))"
        : "without the Connection token: \(findings.same(.withoutConnectionToken)) instead"
    },
    sameAnswer(.plainGet, .withoutConnectionToken) { findings, same in
      same
        ? "without the Connection token: the same \(findings.same(.plainGet)) as without Upgrade"
        : "without the Connection token: not what comes without Upgrade"
    },
    sameAnswer(.handshake, .siblingHandshake) { findings, same in
      same
        ? "with Upgrade, a random sibling path gets the same \(findings.same(.handshake))"
        : "with Upgrade, a random sibling path gets \(findings.same(.siblingHandshake)) instead"
    },
    sameAnswer(.handshake, .otherProtocol) { findings, same in
      same
        ? "an Upgrade to a protocol that doesn't exist gets the same \(findings.same(.handshake))"
        : "an Upgrade to a protocol that doesn't exist gets \(findings.same(.otherProtocol)) instead"
    },
    sameAnswer(.plainGet, .application) { findings, same in
      same
        ? "the WebSocket path and the application's page get the same \(findings.same(.plainGet))"
        : "the application's own address is answered differently (\(findings.same(.application)))"
    },
  ]

  private static func sameAnswer(
    _ a: Ask, _ b: Ask, text: @escaping @Sendable (Findings, Bool) -> String
  ) -> ObservationDefinition {
    ObservationDefinition(.sameAnswer(a, b), probe: "misroute", asks: [a, b]) { findings in
      guard let first = findings.answers[a], let second = findings.answers[b],
        first.target != second.target || a.upgrade != b.upgrade,
        // A proxy that lets no other protocol through says nothing of what stands behind it.
        b != .otherProtocol || second.author.says != .upgradeNotAllowed
      else { return nil }
      let same = SameAnswer.holds(first, second)
      return Reading(.flag(same), text(findings, same))
    }
  }

  /// `flips(ask)`: whether a refused handshake is taken once one thing is changed.
  static let flips: [ObservationDefinition] = [
    Ask.withoutOrigin, .originOverHTTP, .withoutExtension, .withoutSubprotocol, .knownSubprotocols,
    .chromeSpelling,
    .oldVersion, .handshakeAlone,
  ].map { ask in
    ObservationDefinition(.flips(ask), probe: "upgrade", asks: [.handshake, ask]) { findings in
      guard let usual = findings.answers[.handshake], let changed = findings.answers[ask] else {
        return nil
      }
      if !usual.switched && changed.switched {
        let chosen = changed.response?.head.fields.first("Sec-WebSocket-Protocol")
        return Reading(
          "switched", "\(ask.phrase): 101" + (chosen.map { ", and \($0) is chosen" } ?? ""))
      }
      return SameAnswer.holds(usual, changed)
        ? Reading("same", "\(ask.phrase): the same \(usual.short)")
        : Reading("differs", "\(ask.phrase): \(changed.short) instead of \(usual.short)")
    }
  }
}
