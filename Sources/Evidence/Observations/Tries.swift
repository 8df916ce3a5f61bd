extension ObservationDefinition {
  /// Whether handshakes that are all alike are answered alike.
  static let tries: [ObservationDefinition] = [
    ObservationDefinition(.handshakeTries, probe: "upgrade", asks: [.handshake]) { findings in
      let tries = findings.tries
      guard tries.count >= 2 else { return nil }
      let failed = tries.filter { !$0.switched }
      guard !failed.isEmpty else {
        return Reading("same", "each of \(tries.count) handshakes is taken")
      }
      var shorts: [String] = []
      for one in failed where !shorts.contains(one.short) { shorts.append(one.short) }
      let others = shorts.prefix(3).joined(separator: ", ")
      guard failed.count < tries.count else {
        return Reading("same", "none of \(tries.count) handshakes is taken (\(others))")
      }
      let text =
        "of \(tries.count) handshakes that are all alike, \(tries.count - failed.count) are taken, "
        + "and \(failed.count) get \(others)"
      if failed.contains(where: \.isLimited) { return Reading("limited", text) }
      // A restart or a lost packet fails once.
      guard failed.count > 1 else { return Reading("once", text) }
      if failed.allSatisfy({ AnswerKind.gatewayErrors.contains($0.kind) }) {
        return Reading("gateway-error", text)
      }
      return failed.contains { Self.unanswered.contains($0.kind) }
        ? Reading("unanswered", text)
        : Reading("elsewhere", text)
    },
    // What a limit refuses, it refuses again where as many are open.
    ObservationDefinition(
      .refusedTogether, probe: "upgrade", asks: [.handshake, .handshakeAlone]
    ) { findings in
      let tries = findings.together
      guard let usual = findings.answers[.handshake], tries.count >= 2 else { return nil }
      let refused = tries.filter { !$0.switched }
      guard let first = refused.first else {
        return Reading(
          false, "of \(tries.count) handshakes side by side, made later, none is refused")
      }
      // Another refusal has another cause.
      guard refused.contains(where: { $0.kind == usual.kind }) else { return nil }
      return Reading(
        true,
        "of \(tries.count) handshakes side by side, \(refused.count) are refused (\(first.short)), "
          + "and alone it is taken")
    },
    ObservationDefinition(.refusedWhenLate, probe: "upgrade", asks: [.handshake]) { findings in
      let late = findings.tries.filter(\.isLate)
      let early = findings.tries.filter { !$0.isLate }
      guard late.count >= 2, early.count >= 2, findings.tries.contains(where: { !$0.switched })
      else { return nil }
      return early.allSatisfy(\.switched) && late.allSatisfy { !$0.switched }
        ? Reading(
          true, "taken when it comes with the connection, refused when it comes a moment later")
        : Reading(false, "whether it is taken doesn't hang on how soon it comes")
    },
  ]

  private static let unanswered: Set<AnswerKind> = [
    .closed, .reset, .silent, .truncated, .notReached, .alert,
  ]
}
