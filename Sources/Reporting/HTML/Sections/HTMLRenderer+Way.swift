import Evidence

extension HTMLRenderer {
  var wayPart: Part? {
    guard !isConformance else { return nil }
    let way = Way(report, rootCause: rootCause)
    return Part(
      anchor: anchor("way"), title: "The way to the application",
      content: markup {
        Element(.figure, .class(.way), .label("The way to the application")) {
          Element(.ol) {
            for (index, station) in way.stations.enumerated() {
              if way.breaks == .link(before: index) {
                Element(.li, .class(.link, .broken)) { breakMark(way) }
              }
              self.station(station, isBroken: way.breaks == .station(index), way)
            }
          }
          if way.breaks == .unknown {
            Element(.figcaption) { "Where on this way it breaks cannot be seen from here." }
          }
        }
      })
  }

  private func station(_ station: Way.Station, isBroken: Bool, _ way: Way) -> Element {
    Element(.li, isBroken ? .class(.station, .broken) : .class(.station)) {
      Element(.span, .class(.role)) { station.role }
      Element(.span, .class(.product)) { Element(.bdi) { station.product } }
      if let certainty = station.certainty {
        Element(.span, .class(.quiet)) {
          "\(certainty.rawValue)"
          for id in station.evidence.prefix(6) {
            if let link = observation(id) {
              " "
              link
            }
          }
        }
      }
      if isBroken { breakMark(way) }
    }
  }

  private func breakMark(_ way: Way) -> Element {
    let isError = rootCause?.severity == .error
    let word: Printable = isError ? "breaks here" : "look here"
    let doubt: Printable =
      way.certainty.map { $0 == .proven ? "" : ", \($0.rawValue)" } ?? ""
    return status(isError ? .bad : .warning, isError ? "✗" : "!", word + doubt)
  }
}
