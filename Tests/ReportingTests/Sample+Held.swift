import Evidence

extension Sample {
  /// Connections held side by side through a proxy that cuts silence after 25 s.
  static let heldConnections: [ConnectionRecord] = [
    held("c7", "silent", 25.0), held("c8", "no-pong", 25.0), held("c9", "keepalive", 25.0),
    held("c10", "ping", 30.0, isOpen: true, pings: [1.25, 2.5, 5, 10, 20]),
    held("c11", "data", 30.0, isOpen: true, pings: [1.25, 2.5, 5, 10, 20]),
    held("c12", "late-silent", 25.0, openedAt: 5.2),
  ]

  static var idleMeasurements: Measurements {
    var figures = healthyMeasurements
    figures.idleLimit = IdleLimit()
    figures.idleLimit.state = .measured
    figures.idleLimit.seconds = 25.0
    figures.idleLimit.uncertaintySeconds = 0.1
    return figures
  }

  private static func held(
    _ id: String, _ habit: String, _ age: Double, openedAt: Double = 0.2, isOpen: Bool = false,
    pings: [Double] = []
  ) -> ConnectionRecord {
    var record = ConnectionRecord(
      id: id, address: "192.0.2.7", openedAtSeconds: openedAt, phases: ["connect": 0.012],
      traffic: pings.map {
        TrafficRecord(
          atSeconds: $0 + openedAt + 0.012, direction: .sent,
          what: habit == "data" ? "continuation" : "ping", bytes: 8)
      },
      death: DeathReport(
        how: isOpen ? .stillOpen : .fin, by: isOpen ? .us : .peer, ageSeconds: age,
        silentSeconds: .init(sent: age, received: age), close: nil))
    record.habit = habit
    return record
  }
}
