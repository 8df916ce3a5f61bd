import Evidence

extension HTMLRenderer {
  var timelinePart: Part? {
    let charts = ConnectionChart.all(of: report)
    guard !charts.isEmpty else { return nil }
    return Part(
      anchor: anchor("timeline"), title: "Connections over time",
      content: markup {
        for (number, chart) in charts.enumerated() { figure(of: chart, number: number + 1) }
      })
  }

  private func figure(of chart: ConnectionChart, number: Int) -> Element {
    let name = anchor("chart", number)
    return Element(.figure, .class(.chart), .labelledBy(name)) {
      Element(.figcaption) {
        Element(heading(2), .id(name)) { chart.title }
      }
      legend(of: chart)
      Element(.div, .class(.rows)) {
        Element(.div, .class(.axis), .hiddenFromReaders) { axis(of: chart) }
        Element(.ol) {
          for (index, life) in chart.lives.enumerated() {
            Element(.li) {
              Element(.span, .class(.name)) {
                Element(.strong) { value(life.record.id) }
                " "
                Element(.bdi) { life.purpose }
              }
              bar(of: life, in: chart, title: anchor("connection", number, index + 1))
              Element(.span, .class(.remark)) { Element(.bdi) { life.outcome } }
            }
          }
        }
      }
      if chart.blank > 0 {
        Element(.p, .class(.quiet)) {
          "Not drawn: \(chart.blank) more of which only the opening is recorded."
        }
      }
      if chart.hidden > 0 {
        Element(.p, .class(.alert)) {
          "\(chart.hidden) connections more are not drawn: they are in the JSON report."
        }
      }
    }
  }

  // MARK: The scale

  private func axis(of chart: ConnectionChart) -> Element {
    let lines = limitLines(of: chart)
    let height = 18.0 * Double(1 + lines)
    return Element(
      .svg, .class(.bar), .length(.width, .share(1)), .length(.height, .pixels(height))
    ) {
      for (index, limit) in chart.limits.enumerated() {
        let at = position(of: limit, in: chart)
        let line = lines == 1 ? 0 : index
        label(
          "\(limit.kind.rawValue) \(Span.exact(limit.seconds))", at: at, y: 13 + 18 * Double(line),
          limit.kind == .measured ? .limit : .due)
      }
      for tick in chart.scale.ticks {
        label(chart.scale.label(tick), at: chart.scale.share(tick), y: height - 5, .label)
      }
    }
  }

  /// Limits whose labels would touch stand in lines of their own.
  private func limitLines(of chart: ConnectionChart) -> Int {
    let positions = chart.limits.map { position(of: $0, in: chart) }.sorted()
    let isCrowded = zip(positions, positions.dropFirst()).contains { $1 - $0 < 0.25 }
    return isCrowded ? chart.limits.count : min(1, chart.limits.count)
  }

  private func position(of limit: ConnectionChart.Limit, in chart: ConnectionChart) -> Double {
    let start = chart.lives.compactMap(\.upgraded).min() ?? 0
    return chart.scale.share(start + limit.seconds)
  }

  private func label(_ text: Printable, at share: Double, y: Double, _ look: StyleClass) -> Element
  {
    Element(
      .text, .class(look), .length(.x, .share(share)), .length(.y, .pixels(y)),
      .anchored(share < 0.06 ? "start" : share > 0.94 ? "end" : "middle")
    ) { text }
  }

  private func legend(of chart: ConnectionChart) -> Element {
    let kinds = Set(chart.lives.flatMap { $0.segments.map(\.kind) })
    let marks = chart.lives.flatMap { $0.visibleMarks(chart.scale) }
    let names: [(ConnectionLife.Segment.Kind, Printable)] = [
      (.resolve, "resolve"), (.connect, "connect"), (.tunnel, "CONNECT tunnel"), (.tls, "TLS"),
      (.other, "other phases"), (.upgrade, "upgrade"), (.waiting, "waiting for the answer"),
      (.answer, "answer"),
      (.open, "open"), (.kept, "kept for the next request"),
    ]
    return Element(.ul, .class(.legend)) {
      for (kind, name) in names where kinds.contains(kind) {
        Element(.li) {
          key { segment(kind, from: 0, to: 1) }
          name
        }
      }
      if marks.contains(where: { !$0.isControl }) {
        Element(.li) {
          key { for isSent in [true, false] { mark(isSent: isSent, isControl: false, at: 0.5) } }
          "data: sent above, received below"
        }
      }
      if marks.contains(where: \.isControl) {
        Element(.li) {
          key { for isSent in [true, false] { mark(isSent: isSent, isControl: true, at: 0.5) } }
          "ping and pong: sent above, received below"
        }
      }
      for limit in chart.limits {
        Element(.li) {
          key { limitLine(limit, at: 0.5) }
          "\(Span.exact(limit.seconds)): "
          limit.name
        }
      }
    }
  }

  private func key(@MarkupBuilder _ content: () -> [Markup]) -> Element {
    let content = content()
    return Element(
      .svg, .class(.key), .length(.width, .pixels(22)), .length(.height, .pixels(Bar.height)),
      .hiddenFromReaders
    ) { content }
  }

  // MARK: A connection's line

  /// Heights in a line's picture, in pixels.
  private enum Bar {
    static let height = 24.0
    static let middle = 12.0
  }

  private func bar(of life: ConnectionLife, in chart: ConnectionChart, title: Anchor) -> Element {
    let scale = chart.scale
    return Element(
      .svg, .class(.bar), .length(.width, .share(1)), .length(.height, .pixels(Bar.height)),
      .image, .labelledBy(title)
    ) {
      Element(.title, .id(title)) { "\(life.record.id): \(life.description)" }
      for tick in scale.ticks { verticalLine(.tick, at: scale.share(tick)) }
      for segment in life.segments {
        self.segment(segment.kind, from: scale.share(segment.from), to: scale.share(segment.to))
      }
      if let upgraded = life.upgraded {
        for limit in chart.limits where upgraded + limit.seconds <= scale.end {
          limitLine(limit, at: scale.share(upgraded + limit.seconds))
        }
      }
      for mark in life.visibleMarks(scale) {
        self.mark(isSent: mark.isSent, isControl: mark.isControl, at: scale.share(mark.at))
      }
      if let death = life.record.death { self.end(death, at: scale.share(life.end)) }
    }
  }

  private func verticalLine(_ look: StyleClass, at share: Double) -> Element {
    Element(
      .line, .class(look), .length(.x1, .share(share)), .length(.x2, .share(share)),
      .length(.y1, .pixels(0)), .length(.y2, .pixels(Bar.height)))
  }

  private func limitLine(_ limit: ConnectionChart.Limit, at share: Double) -> Element {
    verticalLine(limit.kind == .measured ? .limit : .due, at: share)
  }

  private func segment(_ kind: ConnectionLife.Segment.Kind, from: Double, to: Double) -> Element {
    let (look, half): (StyleClass, Double) =
      switch kind {
      case .resolve: (.resolve, 6)
      case .connect: (.connect, 6)
      case .tunnel, .other: (.tunnel, 6)
      case .tls: (.tls, 6)
      case .upgrade: (.upgrade, 6)
      case .waiting: (.waiting, 4)
      case .answer: (.answer, 6)
      case .open: (.open, 2)
      case .kept: (.kept, 1)
      }
    return Element(
      .rect, .class(look), .length(.x, .share(from)), .length(.y, .pixels(Bar.middle - half)),
      // What took no time at all is still to be seen.
      .length(.width, .share(max(to - from, 0.003))), .length(.height, .pixels(2 * half)))
  }

  private func mark(isSent: Bool, isControl: Bool, at share: Double) -> Element {
    Element(
      .circle, .class(isSent ? .sent : .received, isControl ? .ping : .answer),
      .length(.cx, .share(share)), .length(.cy, .pixels(Bar.middle + (isSent ? -6 : 6))),
      .length(.r, .pixels(isControl ? 2 : 2.5)))
  }

  /// How it ended: a bar across for an end, a cross for a cut, an arrow for "goes on".
  private func end(_ death: DeathReport, at share: Double) -> Element {
    let (sign, look): (Printable, StyleClass) =
      switch death.how {
      case .stillOpen: ("▸", .alive)
      case .silence: ("?", .silent)
      case .closeFrame: ("◆", death.by == .us ? .closed : .cut)
      case .fin, .closeNotify, .rst: death.by == .us ? ("◆", .closed) : ("✗", .cut)
      }
    return Element(
      .text, .class(.end, look), .length(.x, .share(share)), .length(.y, .pixels(Bar.middle + 5)),
      .anchored(share > 0.97 ? "end" : "middle")
    ) { sign }
  }
}
