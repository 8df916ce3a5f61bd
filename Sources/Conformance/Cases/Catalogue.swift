extension Case {
  /// All cases, in the order of the standards' sections.
  static let all: [Case] = sorted(
    clientHandshake + tolerances + serverHandshake + versions + framing + fragmentation + pings
      + messages + largeMessages + closing + encoding + extensions + smuggling + negotiation
      + compressedData + roundTripsCompressed)

  /// By document and section; those of one section stay in their order.
  private static func sorted(_ cases: [Case]) -> [Case] {
    let keyed = cases.enumerated().map { index, test in
      (
        place: [test.id.hasPrefix("rfc6455") ? 0 : 1]
          + test.section.split(separator: ".")
          .compactMap { Int($0) }, index: index, test: test
      )
    }
    return keyed.sorted { a, b in
      a.place == b.place ? a.index < b.index : a.place.lexicographicallyPrecedes(b.place)
    }.map(\.test)
  }
}
