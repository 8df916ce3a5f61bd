extension ObservationDefinition {
  /// Sessions, and the servers that they live on.
  static let sessions: [ObservationDefinition] = [
    ObservationDefinition(.sessionGiven, probe: "application") { findings in
      guard findings.application != nil else { return nil }
      return findings.target.sendsCredentials
        ? Reading(true, "fields of a browser's session were sent along")
        : Reading(false, "no session was sent along")
    },
    ObservationDefinition(.sessionHolds, probe: "application") { findings in
      findings.application?.sessionHolds.map {
        $0
          ? Reading(true, "the application knows the session that was sent along")
          : Reading(false, "the application doesn't know the session that was sent along")
      }
    },
    ObservationDefinition(.oneNode, probe: "polling", asks: [.application]) { findings in
      guard let session = findings.session, let mark = session.mark, session.requests >= 4,
        !session.cookies.isEmpty
      else { return nil }
      let nodes = session.nodes.prefix(4).joined(separator: ", ")
      return session.nodes.count > 1
        ? Reading(
          false,
          "within one session, \(session.requests) requests meet \(session.nodes.count) nodes "
            + "(\(mark): \(nodes))")
        : Reading(
          true, "within one session, \(session.requests) requests meet one node (\(mark): \(nodes))"
        )
    },
    ObservationDefinition(.sessionRoute, probe: "polling", asks: [.application]) { findings in
      findings.session?.hasRoute.map {
        $0
          ? Reading(true, "JSESSIONID ends in the name of a node")
          : Reading(false, "JSESSIONID names no node, so that no balancer can go by it")
      }
    },
  ]

  /// What Engine.IO, under Socket.IO, shows.
  static let engineIO: [ObservationDefinition] = [
    ObservationDefinition(.engineVersion, probe: "polling") { findings in
      guard let engine = findings.engineIO else { return nil }
      guard let accepted = engine.accepted else {
        return Reading("none", "Engine.IO answers, and takes neither version 3 nor 4")
      }
      return engine.isMismatched
        ? Reading(
          "mismatch",
          "the server takes Engine.IO \(accepted), and refuses \(engine.version), which is asked for"
        )
        : Reading("match", "the server takes Engine.IO \(accepted)")
    },
    ObservationDefinition(.sessionKnown, probe: "polling") { findings in
      guard let engine = findings.engineIO, engine.polled >= 2 else { return nil }
      if engine.known == engine.polled {
        return Reading(
          "always", "all \(engine.polled) requests of one polling session find it")
      }
      let text =
        "of \(engine.polled) requests of one polling session \(engine.known) find it"
        + (engine.refusal.map { "; else: \($0)" } ?? "")
      return Reading(engine.known == 0 ? "never" : "sometimes", text)
    },
    ObservationDefinition(.sessionMoved, probe: "polling") { findings in
      findings.engineIO.flatMap { engine in
        engine.moved.map {
          $0
            ? Reading(true, "a polling session moves on to WebSocket")
            : Reading(
              false,
              "a polling session can't move on to WebSocket"
                + (engine.moveFailure.map { ": \($0)" } ?? ""))
        }
      }
    },
    ObservationDefinition(.heartbeat, probe: "polling") { findings in
      guard let engine = findings.engineIO, let interval = engine.pingInterval,
        let timeout = engine.pingTimeout
      else { return nil }
      return Reading(
        .number(interval),
        "Engine.IO says something each \(interval.asSpan) and gives up \(timeout.asSpan) later")
    },
  ]
}
