import Evidence

/// What one connection did, in instants of the run: the value that its line is drawn from.
struct ConnectionLife {
  /// Part of a connection's life.
  struct Segment: Equatable {
    enum Kind { case resolve, connect, tunnel, tls, other, upgrade, waiting, answer, open, kept }
    var kind: Kind
    var from: Double
    var to: Double
  }

  /// A frame, or many of a kind that lie too close together to be told apart.
  struct Mark: Equatable {
    var at: Double
    var isSent: Bool
    /// A ping or a pong, not data.
    var isControl: Bool
  }

  let record: ConnectionRecord
  let exchanges: [ExchangeRecord]
  private(set) var segments: [Segment] = []
  let marks: [Mark]
  /// From here on the connection's age counts; `nil`: it never became a WebSocket connection.
  let upgraded: Double?
  let end: Double

  init(_ record: ConnectionRecord, exchanges: [ExchangeRecord]) {
    self.record = record
    self.exchanges = exchanges.sorted { $0.seconds.start < $1.seconds.start }
    var now = record.openedAtSeconds
    for (kind, seconds) in ConnectionLife.phases(of: record) where seconds > 0 && seconds < 1e9 {
      segments.append(Segment(kind: kind, from: now, to: now + seconds))
      now += seconds
    }
    let handshake = self.exchanges.first { $0.response?.status == 101 }
    upgraded = record.death == nil ? nil : max(now, handshake?.seconds.head ?? now)

    for exchange in self.exchanges {
      let start = max(now, exchange.seconds.start)
      // A gap that nobody could see is none.
      if start - now > 0.001 {
        segments.append(Segment(kind: .kept, from: now, to: start))
      }
      let head = max(start, exchange.seconds.head ?? exchange.seconds.end ?? start)
      let isUpgrade = exchange.response?.status == 101
      segments.append(Segment(kind: isUpgrade ? .upgrade : .waiting, from: start, to: head))
      now = head
      if !isUpgrade, let end = exchange.seconds.end, end > now {
        segments.append(Segment(kind: .answer, from: now, to: end))
        now = end
      }
    }
    if let upgraded, let death = record.death {
      let last = upgraded + max(0, death.ageSeconds)
      segments.append(Segment(kind: .open, from: max(now, upgraded), to: max(now, last)))
      now = max(now, last)
    }
    end = now
    marks = record.traffic.filter { $0.what != "close" }.map {
      Mark(
        at: $0.atSeconds, isSent: $0.direction == .sent,
        isControl: $0.what == "ping" || $0.what == "pong")
    }
  }

  /// In the order in which they happen; what a later version adds comes last.
  private static func phases(of record: ConnectionRecord) -> [(Segment.Kind, Double)] {
    let known: [(String, Segment.Kind)] = [
      ("resolve", .resolve), ("connect", .connect), ("tunnel", .tunnel), ("tls", .tls),
    ]
    let others = record.phases.filter { phase in !known.contains { $0.0 == phase.key } }
    return known.compactMap { name, kind in record.phases[name].map { (kind, $0) } }
      + others.sorted { $0.key < $1.key }.prefix(10).map { (.other, $0.value) }
  }

  /// Marks far enough apart to be seen on the scale: one for each of 150 columns and kind.
  func visibleMarks(_ scale: TimeScale) -> [Mark] {
    var seen: Set<[Int]> = []
    return marks.filter { mark in
      let column = Int(nearest: (scale.share(mark.at) * 150).rounded(.down))
      return seen.insert([column, mark.isSent ? 1 : 0, mark.isControl ? 1 : 0]).inserted
    }
  }

  // MARK: In words

  /// What it was opened for.
  var purpose: Printable {
    if let habit = record.habit {
      switch habit {
      case "silent": return "silent"
      case "late-silent": return "silent, opened later"
      case "no-pong": return "silent, answers no ping"
      case "keepalive": return "with the keepalive"
      case "ping": return "with pings"
      case "data": return "with data"
      default: return "\(habit)"
      }
    }
    var counts: [(ask: String, count: Int)] = []
    for exchange in exchanges {
      if let index = counts.firstIndex(where: { $0.ask == exchange.ask }) {
        counts[index].count += 1
      } else {
        counts.append((exchange.ask, 1))
      }
    }
    let names = counts.prefix(4).map { ask, count in
      count == 1 ? "\(ask)" : "\(ask) ×\(count)" as Printable
    }
    return names.isEmpty ? "no request recorded" : names.joined(separator: ", ")
  }

  /// What became of it.
  var outcome: Printable {
    guard let death = record.death else { return answers }
    let age: Printable = "\(Span.exact(death.ageSeconds))"
    switch death.how {
    case .stillOpen: return "alive after \(age)"
    case .silence: return "dead after \(age), without FIN or RST"
    case .closeFrame:
      let code = death.close?.code.map { " \($0)" as Printable } ?? ""
      return death.by == .us
        ? "closed by us after \(age)" : "Close frame\(code) by the other side after \(age)"
    case .fin, .closeNotify, .rst:
      let how: Printable = death.how == .rst ? "RST" : death.how == .fin ? "FIN" : "close_notify"
      return death.by == .us
        ? "ended by us after \(age)" : "cut after \(age): \(how), no Close"
    }
  }

  private var answers: Printable {
    let statuses = exchanges.map { exchange in
      exchange.response.map { "\($0.status)" as Printable } ?? "no answer"
    }
    guard let first = statuses.first else { return "" }
    if statuses.count == 1, let exchange = exchanges.first {
      let last = exchange.seconds.head ?? exchange.seconds.end
      return last.map { "\(first) after \(Span($0 - exchange.seconds.start))" } ?? first
    }
    return Set(statuses).count == 1
      ? "\(first), \(statuses.count) times" : statuses.prefix(6).map { $0 }.joined(separator: ", ")
  }

  /// The picture in words.
  var description: Printable {
    var parts: [Printable] = ["opened at \(Span(record.openedAtSeconds))"]
    for (name, seconds) in record.phases.sorted(by: { $0.key < $1.key }).prefix(10)
    where seconds >= 0.00005 {
      parts.append("\(name) \(Span(seconds))")
    }
    let sent = record.traffic.count { $0.direction == .sent }
    if !record.traffic.isEmpty {
      parts.append("\(sent) frames sent, \(record.traffic.count - sent) received")
    }
    let outcome = outcome
    if !outcome.isEmpty { parts.append(outcome) }
    return parts.joined(separator: "; ")
  }
}

extension Span {
  /// With a tenth of a second where a limit may be guessed from it: 25.0 s, 0.3 s, 42 ms.
  static func exact(_ seconds: Double) -> Printable {
    seconds >= 1 && seconds < 600 ? "\(Span.tenths(seconds)) s" : "\(Span(seconds))"
  }
}
