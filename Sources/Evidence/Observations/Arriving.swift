extension ObservationDefinition {
  /// How a browser fares that comes to the address: where it is sent, and whether any page is shown.
  static let arriving: [ObservationDefinition] = [
    ObservationDefinition(.redirectFollowed, probe: "http") { findings in
      guard findings.arrival.isFollowed, let from = findings.arrival.redirectedFrom else {
        return nil
      }
      let status = findings.arrival.redirectStatus.map(String.init) ?? ""
      return Reading(true, "\(from) redirects to https (\(status)), where browsers end up")
    },
    ObservationDefinition(.redirectAnswers, probe: "http") { findings in
      guard let answers = findings.arrival.redirectAnswers else { return nil }
      return answers
        ? Reading(true, "https answers where http redirects to")
        : Reading(false, "http redirects to https, and nothing speaks TLS there")
    },
    ObservationDefinition(.plainHandshake, probe: "http") { findings in
      findings.arrival.plainHandshake.map {
        $0
          ? Reading(true, "over http the same handshake is taken; browsers use https here")
          : Reading(false, "over http the handshake isn't taken either")
      }
    },
    // What a browser would show instead of the application's pages, whatever becomes of WebSocket.
    ObservationDefinition(.pagesFail, probe: "http", asks: [.application, .sibling]) { findings in
      let answers = [Ask.application, .root, .sibling].compactMap { findings.answers[$0] }
      guard let page = findings.answers[.application], findings.answers[.sibling] != nil else {
        return nil
      }
      let fail = answers.allSatisfy {
        $0.kind == page.kind && [.forbidden, .serverError].contains($0.kind)
      }
      return fail
        ? Reading(true, "every page asked: \(page.short)")
        : Reading(false, "pages are answered otherwise: \(page.short)")
    },
  ]
}
