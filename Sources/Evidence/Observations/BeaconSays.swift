extension ObservationDefinition {
  /// What the beacon, in the application's place, says arrived.
  static let beacon: [ObservationDefinition] = [
    ObservationDefinition(.upgradeArrives, probe: "upgrade", asks: [.handshake]) { findings in
      guard let echo = findings.answers[.handshake]?.echo else { return nil }
      return echo.fields["upgrade"]?.lowercased() == "websocket"
        ? Reading(true, "the beacon received the Upgrade field")
        : Reading(false, "the beacon received no Upgrade field")
    },
    ObservationDefinition(.connectionArrives, probe: "upgrade", asks: [.handshake]) { findings in
      guard let echo = findings.answers[.handshake]?.echo else { return nil }
      let value = echo.fields["connection"] ?? ""
      return value.lowercased().contains("upgrade")
        ? Reading(true, "the beacon received Connection: \(value)")
        : Reading(
          false,
          value.isEmpty
            ? "the beacon received no Connection field" : "the beacon received Connection: \(value)"
        )
    },
    ObservationDefinition(.versionArrives, probe: "upgrade", asks: [.handshake]) { findings in
      guard let echo = findings.answers[.handshake]?.echo else { return nil }
      return Reading(
        .word(echo.httpVersion), "the handshake arrives at the beacon as \(echo.httpVersion)")
    },
    ObservationDefinition(.pathArrives, probe: "upgrade", asks: [.handshake]) { findings in
      guard let answer = findings.answers[.handshake], let echo = answer.echo else { return nil }
      return echo.path == answer.path
        ? Reading("unchanged", "the path arrives at the beacon as sent")
        : Reading("changed", "the path arrives at the beacon as \(echo.path), not \(answer.path)")
    },
    ObservationDefinition(.hostArrives, probe: "upgrade", asks: [.handshake]) { findings in
      guard let echo = findings.answers[.handshake]?.echo, let host = echo.fields["host"] else {
        return nil
      }
      let sent =
        findings.target.authority.isEmpty ? findings.target.host : findings.target.authority
      // Where our port isn't known, the name alone is compared.
      let arrived =
        findings.target.authority.isEmpty
        ? host.split(separator: ":").first.map(String.init) ?? host : host
      return arrived.lowercased() == sent.lowercased()
        ? Reading(true, "the host name arrives at the beacon as sent")
        : Reading(false, "the host name arrives at the beacon as \(host), not \(sent)")
    },
    // What tells the application whom it serves, and under which address.
    ObservationDefinition(.forwardedArrives, probe: "upgrade", asks: [.handshake]) { findings in
      guard let echo = findings.answers[.handshake]?.echo else { return nil }
      let names = ["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded"]
      let came = names.filter { echo.fields[$0] != nil }
      return came.isEmpty
        ? Reading(false, "the beacon received none of the X-Forwarded fields")
        : Reading(true, "the beacon received \(came.joined(separator: ", "))")
    },
  ]
}
