import Evidence

/// Connections on one scale, and the limits that stand in their way.
struct ConnectionChart {
  /// A length of time that is known beforehand, drawn from each connection's upgrade on.
  struct Limit: Equatable {
    enum Kind: String {
      case measured = "limit"
      case keepalive
    }
    var kind: Kind
    var seconds: Double
    var name: Printable
  }

  let title: Printable
  let lives: [ConnectionLife]
  let limits: [Limit]
  let scale: TimeScale
  /// Connections that are in the report but not in the picture, for their number.
  let hidden: Int
  /// Those that aren't because nothing is recorded of them but that they were opened.
  let blank: Int

  /// Lines in a picture at most.
  private static let most = 60
  /// Requests on one connection's line at most.
  private static let mostExchanges = 200

  private init(
    _ title: Printable, _ lives: (shown: [ConnectionLife], hidden: Int), blank: Int = 0,
    limits: [Limit]
  ) {
    self.title = title
    self.blank = blank
    self.lives = lives.shown
    hidden = lives.hidden
    // A limit that lies far behind the last end would press the rest together.
    let ends = self.lives.map(\.end)
    let starts = self.lives.map(\.record.openedAtSeconds)
    let length = (ends.max() ?? 0) - (starts.min() ?? 0)
    self.limits = limits.filter { $0.seconds > 0 && $0.seconds <= 1.5 * length }
    let upgrade = self.lives.compactMap(\.upgraded).min() ?? 0
    let due = self.limits.map { upgrade + $0.seconds }
    scale = TimeScale([0] + starts + ends + due)
  }

  /// The pictures of a report: the questions, and the connections that were held open side by side.
  ///
  /// They have scales of their own: in a picture of 75 s nobody could see a handshake.
  static func all(of report: Report) -> [ConnectionChart] {
    let exchanges = Dictionary(
      grouping: report.exchanges, by: { $0.connection ?? "" })
    func lives(_ records: [ConnectionRecord]) -> (shown: [ConnectionLife], hidden: Int) {
      let shown = records.prefix(most).map {
        ConnectionLife($0, exchanges: Array((exchanges[$0.id] ?? []).prefix(mostExchanges)))
      }
      return (shown, records.count - shown.count)
    }
    let held = lives(report.connections.filter { $0.habit != nil })
    let questions = report.connections.filter { $0.habit == nil }
    // Where the others show what was asked, one that was only opened shows nothing.
    let used = questions.filter {
      exchanges[$0.id] != nil || $0.death != nil || !$0.traffic.isEmpty
    }
    let others = lives(used.isEmpty ? questions : used)
    var charts: [ConnectionChart] = []
    if !held.shown.isEmpty {
      charts.append(
        ConnectionChart("Held open side by side", held, limits: limits(of: report)))
    }
    if !others.shown.isEmpty {
      charts.append(
        ConnectionChart(
          held.shown.isEmpty ? "Connections" : "Questions and answers", others,
          blank: used.isEmpty ? 0 : questions.count - used.count, limits: []))
    }
    return charts
  }

  private static func limits(of report: Report) -> [Limit] {
    var limits: [Limit] = []
    let idle = report.measurements.idleLimit
    if idle.state == .measured, let seconds = idle.seconds {
      let known = idle.knownAs.prefix(3).map { Printable($0) }.joined(separator: ", or ")
      limits.append(
        Limit(
          kind: .measured, seconds: seconds,
          name: known.isEmpty ? "measured limit of silence" : "limit of silence: \(known)"))
    }
    if let keepalive = report.settings.keepaliveSeconds {
      limits.append(Limit(kind: .keepalive, seconds: keepalive, name: "first keepalive is due"))
    }
    return limits
  }
}
