extension ObservationDefinition {
  /// What the page itself says, and whether all addresses of the host say the same.
  static let pages: [ObservationDefinition] = [
    ObservationDefinition(.pageAddress, probe: "http") { findings in
      guard let page = findings.page else { return nil }
      let text: String
      switch page.reading {
      case .own: text = "the page opens its WebSocket at its own host"
      case .mixedContent:
        text = "the page came by https and opens \(page.address), which browsers block"
      case .inner:
        text = "the page opens \(page.address), which only machines inside can reach"
      case .unanswered: text = "the page opens \(page.address): \(page.outcome)"
      case .elsewhere: text = "the page opens \(page.address), which takes the handshake"
      }
      return Reading(.word(page.reading.rawValue), text)
    },
    ObservationDefinition(.addressesDiffer, probe: "tcp") { findings in
      let answers = findings.addressAnswers
      guard answers.count > 1 else { return nil }
      let kinds = Set(answers.map { $0.switched ? "101" : $0.short })
      let all = answers.map { "\($0.address): \($0.short)" }.joined(separator: ", ")
      // Which of several refusals is right nobody knows; that one takes it and another doesn't counts.
      guard answers.contains(where: \.switched), kinds.count > 1 else {
        return Reading(false, "every address answers the handshake alike: \(all)")
      }
      return Reading(true, "the same handshake, by address: \(all)")
    },
  ]
}
