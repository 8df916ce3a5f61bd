import Evidence

/// The connections that were held side by side, drawn over time: who was cut when, and who talked.
struct Timeline {
  /// The chart's columns.
  private static let columns = 30
  /// Lines at most, the axis among them.
  private static let most = 8

  private struct Row {
    var habit: String
    var end: Double
    var sentAt: [Double]
    var death: DeathReport
  }

  private let rows: [Row]
  private let keepalive: Double?
  private let span: Double

  /// `nil`: no silent connection ended, so there is nothing to draw.
  init?(_ report: Report) {
    keepalive = report.settings.keepaliveSeconds
    var rows: [Row] = []
    for connection in report.connections {
      guard let habit = connection.habit, let death = connection.death else { continue }
      // Ages count from the 101: the way there lies before.
      let began = connection.openedAtSeconds + connection.phases.values.reduce(0, +)
      let sent = connection.traffic.filter {
        $0.direction == .sent && ["ping", "text", "continuation"].contains($0.what)
      }
      rows.append(
        Row(
          habit: habit, end: death.ageSeconds, sentAt: sent.map { $0.atSeconds - began },
          death: death))
    }
    guard let silent = rows.first(where: { $0.habit == "silent" }), silent.death.how != .stillOpen
    else { return nil }
    self.rows = Timeline.order.compactMap { habit in rows.first { $0.habit == habit } }
    let last = self.rows.map(\.end).max() ?? 1
    span = min(max(last, min(keepalive ?? 0, 1.3 * last), 0.1), 1e9)
  }

  private static let order = ["silent", "late-silent", "no-pong", "keepalive", "ping", "data"]

  /// Name, line and what became of it; the first is the axis.
  var lines: [(name: Printable, chart: Printable, remark: Printable)] {
    var lines: [(Printable, Printable, Printable)] = [("0 s", axis, "")]
    for row in shown.prefix(Timeline.most - 1) {
      lines.append((name(of: row), chart(of: row), remark(on: row)))
    }
    return lines
  }

  /// Those that show something new: one that ends as the silent one did adds nothing.
  private var shown: [Row] {
    guard let silent = rows.first(where: { $0.habit == "silent" }) else { return [] }
    let tells = rows.contains { $0.habit == "ping" && $0.end > silent.end * 1.03 + 0.2 }
    return rows.filter { row in
      switch row.habit {
      case "no-pong": abs(row.end - silent.end) > max(0.3, 0.05 * silent.end)
      case "data": !tells
      default: true
      }
    }
  }

  private func column(_ seconds: Double) -> Int {
    let share = max(0, min(1, seconds / span))
    return Int(nearest: share * Double(Timeline.columns))
  }

  private var axis: Printable {
    let step = Timeline.step(for: span)
    var text = ""
    var tick = step
    while tick <= span * 1.001 {
      let label = Timeline.label(tick)
      let start = column(tick) - label.count / 2
      if start > text.count {
        text += String(repeating: " ", count: start - text.count) + label
      }
      tick += step
    }
    return Printable(text)
  }

  /// About four ticks, at round numbers.
  private static func step(for span: Double) -> Double {
    let candidates = [
      0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400,
    ]
    return candidates.first { span / $0 <= 5 } ?? span / 4
  }

  private static func label(_ seconds: Double) -> String {
    seconds == seconds.rounded() && seconds < 1e9
      ? "\(Int(nearest: seconds))" : Span.tenths(seconds)
  }

  private func name(of row: Row) -> Printable {
    switch row.habit {
    case "late-silent": "later"
    case "no-pong": "no pongs"
    case "keepalive": keepalive.map { "keepalive \(Timeline.label($0)) s" } ?? "keepalive"
    case "ping": "pings"
    default: Printable(row.habit)
    }
  }

  private func chart(of row: Row) -> Printable {
    let length = max(1, column(row.end))
    var cells = [Character](repeating: "─", count: length)
    for instant in row.sentAt {
      let at = column(instant)
      if at > 0 && at < length { cells[at] = "●" }
    }
    if row.death.how != .stillOpen { cells[length - 1] = "┤" }
    return Printable(String(cells))
  }

  private func remark(on row: Row) -> Printable {
    let age: Printable = "\(Span.tenths(row.end)) s"
    switch row.death.how {
    case .stillOpen: return "alive after \(age)"
    case .silence: return "dead, no FIN, no RST"
    case .closeFrame:
      let code = row.death.close?.code.map(String.init) ?? "without a code"
      return "\(age), Close frame \(code)"
    case .fin, .closeNotify, .rst:
      if row.habit == "keepalive", row.sentAt.isEmpty, let keepalive {
        return "\(age), first due at \(Timeline.label(keepalive)) s"
      }
      let how: Printable = row.death.how == .rst ? "RST" : "FIN"
      return row.habit == "silent" ? "cut \(age), \(how), no Close" : "cut \(age)"
    }
  }
}
