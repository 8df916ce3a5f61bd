extension ObservationDefinition {
  /// What the application says in its own words.
  static let words: [ObservationDefinition] = [
    // What any path, or every page, says is no word on the handshake.
    ObservationDefinition(.saysAbout(.handshake), probe: "upgrade", asks: [.handshake]) {
      findings in
      guard let answer = findings.answers[.handshake], let words = answer.words,
        ![.proxy, .beacon].contains(answer.author.author),
        ![Ask.sibling, .application].contains(where: { ask in
          findings.answers[ask].map { SameAnswer.holds($0, answer) } ?? false
        })
      else { return nil }
      return Reading(
        .word(words.topic.rawValue), "the \(answer.short) says: \"\(words.text)\"")
    },
    ObservationDefinition(.closeSaysAbout, probe: "messages", asks: [.handshake]) { findings in
      guard let talk = findings.conversation, talk.closedByPeer else { return nil }
      let parts = [talk.errorText, talk.closeReason.isEmpty ? nil : talk.closeReason]
      guard let words = OwnWords(parts.compactMap { $0 }.joined(separator: " / ")) else {
        return nil
      }
      return Reading(
        .word(words.topic.rawValue), "the application says before it closes: \"\(words.text)\"")
    },
    ObservationDefinition(.otherOriginStays, probe: "messages", asks: [.handshake]) { findings in
      guard let tries = findings.conversation?.otherOrigins, !tries.isEmpty else { return nil }
      if let open = tries.first(where: \.staysOpen) {
        return Reading(true, "\(open.phrase) the connection stays open")
      }
      let phrases = tries.map(\.phrase).joined(separator: " and ")
      return Reading(false, "\(phrases) the connection is closed as well")
    },
  ]
}
