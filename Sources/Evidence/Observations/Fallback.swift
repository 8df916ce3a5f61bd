extension ObservationDefinition {
  /// Whether an application without WebSocket could live on polling.
  static let fallback: [ObservationDefinition] = [
    ObservationDefinition(.pollsAnswered, probe: "polling", asks: [.application]) { findings in
      guard let polling = findings.polling, polling.asked > 0, !polling.wasLimited else {
        return nil
      }
      let count = "\(polling.answered) of \(polling.asked)"
      if polling.works {
        return polling.reachesApplication ? Reading(true, "\(polling.what) work, \(count)") : nil
      }
      let failure = polling.mainFailure.map { " (\($0))" } ?? ""
      return Reading(false, "of repeated \(polling.what), only \(count) are answered\(failure)")
    },
    ObservationDefinition(.pollsStreamed, probe: "polling", asks: [.application]) { findings in
      findings.polling?.isStreamed.map {
        $0
          ? Reading(true, "an answer that is sent bit by bit comes so")
          : Reading(false, "a stream of the beacon comes in one lump at its end, and so again")
      }
    },
  ]
}
