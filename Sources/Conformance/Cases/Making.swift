import Evidence

/// What many cases have in common.
extension Case {
  /// A handshake that the server has to refuse.
  static func refused(
    _ id: String, _ requirement: String, level: CaseResult.Level = .must,
    tier: ConformanceFrame.Tier = .safe, accepts: [Outcome] = refusals,
    _ change: @escaping @Sendable (inout Request) -> Void
  ) -> Case {
    Case(
      id: id, level: level, tier: tier, requirement: requirement, opening: .changed(change),
      ending: .answer, accepts: accepts)
  }

  /// "An HTTP response with an appropriate error code (such as 400 Bad Request)" (RFC 6455 §4.2.1).
  static var refusals: [Outcome] {
    [.refusesWithError, .refuses.counting(as: .nonStrict), .hangsUp]
  }

  /// A request that doesn't ask for WebSocket gets an ordinary answer of whatever status.
  static var ordinaryAnswers: [Outcome] { [.refuses, .hangsUp] }

  /// A handshake that the server has to accept.
  static func accepted(
    _ id: String, _ requirement: String, level: CaseResult.Level = .must, _ opening: Opening
  ) -> Case {
    Case(
      id: id, level: level, requirement: requirement, opening: opening, ending: .answer,
      accepts: [.switches])
  }

  /// Something that the server has to fail the connection for.
  static func failed(
    _ id: String, _ requirement: String, autobahn: [String] = [], codes: [UInt16] = [1002],
    _ steps: [Step]
  ) -> Case {
    Case(
      id: id, autobahn: autobahn, requirement: requirement, steps: steps, ending: .failure,
      accepts: [.fails], closing: .codes(codes))
  }

  /// A message that comes back before the server fails the connection, all sent in one go or not.
  static func failed(
    _ id: String, _ requirement: String, autobahn: [String], after payload: Payload,
    codes: [UInt16] = [1002], _ steps: [Step]
  ) -> Case {
    Case(
      id: id, needs: [.echo], autobahn: autobahn, requirement: requirement, steps: steps,
      ending: .failure,
      accepts: [
        .fails(after: [payload]),
        .fails.counting(as: .nonStrict, "the server fails the connection"),
      ], closing: .codes(codes))
  }

  /// A message that has to come back as it is.
  static func echoed(
    _ id: String, _ requirement: String, autobahn: [String] = [],
    tier: ConformanceFrame.Tier = .safe, _ payload: Payload, _ steps: [Step]? = nil
  ) -> Case {
    Case(
      id: id, tier: tier, needs: [.echo], autobahn: autobahn, requirement: requirement,
      steps: (steps ?? [.write([payload.frame])]) + [.await(.message(payload))], ending: .close,
      accepts: [.echoes(payload)], closing: .codes([1000]))
  }
}
