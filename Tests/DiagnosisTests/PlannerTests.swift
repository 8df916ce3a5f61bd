import Evidence
import Testing

@testable import Diagnosis

@Suite struct PlannerTests {
  private static let definitions: [ObservationDefinition] = [
    ObservationDefinition(.red, probe: "p", asks: [.plainGet]) { _ in nil },
    ObservationDefinition(.round, probe: "p", asks: [.handshake, .wrongVersion]) { _ in nil },
    ObservationDefinition(.heavy, probe: "p", asks: [.handshakeAlone]) { _ in nil },
    ObservationDefinition(.broken, probe: "p") { _ in nil },
  ]

  private func asks(
    _ judge: Judge, _ values: KeyValuePairs<ObservationName, ObservedValue>, made: Set<Ask> = [],
    impossible: Set<Ask> = []
  ) -> [Ask] {
    judge.asks(
      after: seen(values), made: made, impossible: impossible, definitions: Self.definitions)
  }

  @Test func `nothing is asked for what nobody suspects`() {
    let judge = Judge(.made("a", requires: [.holds(.red)]))
    #expect(asks(judge, [:]).isEmpty)
    #expect(asks(judge, [.broken: false]).isEmpty)
  }

  @Test func `nothing is asked when no ask can tell more`() {
    #expect(asks(Judge(.made("a"), .made("b")), [.broken: true]).isEmpty)
    let judge = Judge(.made("a", requires: [.holds(.red)], expects: [.holds("unheard-of")]))
    #expect(asks(judge, [.broken: true, .red: true]).isEmpty)
    #expect(asks(judge, [.broken: true], made: [.plainGet]).isEmpty)
    #expect(asks(judge, [.broken: true], impossible: [.plainGet]).isEmpty)
  }

  @Test func `an open prediction asks for what its observation needs`() {
    for judge in [
      Judge(.made("a", requires: [.holds(.round)])), Judge(.made("a", expects: [.holds(.round)])),
      Judge(.made("a", excludedBy: [.holds(.round)])),
    ] {
      #expect(asks(judge, [.broken: true], made: [.handshake]) == [.wrongVersion])
    }
  }

  @Test func `what is ruled out asks for nothing`() {
    let judge = Judge(.made("a", requires: [.holds(.heavy), .holds(.red)]), .made("b"))
    #expect(asks(judge, [.broken: true, .heavy: false]).isEmpty)
  }

  @Test func `the cheapest comes first, then the one most wait for`() {
    let judge = Judge(
      .made("a", requires: [.holds(.heavy)], expects: [.holds(.red)]),
      .made("b", requires: [.holds(.heavy)], expects: [.holds(.round)]),
      .made("c", expects: [.holds(.round), .holds(.heavy)]))
    #expect(
      asks(judge, [.broken: true], made: [.handshake])
        == [.wrongVersion, .plainGet, .handshakeAlone])
  }

  @Test func `only the lowest rung that explains is asked about`() {
    let judge = Judge(
      .made("low", on: .http, requires: [.holds(.red)]),
      .made("high", on: .upgrade, requires: [.holds(.heavy)]))
    #expect(asks(judge, [.broken: true]) == [.plainGet])
    #expect(asks(judge, [.broken: true, .red: false]) == [.handshakeAlone])
  }

  @Test func `a fault that explains nothing doesn't keep the climb from asking`() {
    let judge = Judge(
      .made("side", on: .tls, requires: [.holds(.red)], explainsAbove: false),
      .made("high", on: .upgrade, requires: [.holds(.heavy)]))
    #expect(asks(judge, [.broken: true]) == [.handshakeAlone])
  }

  @Test func `the order of what is asked is always the same`() {
    let judge = Judge(
      .made("a", expects: [.holds(.red), .holds(.round)]),
      .made("b", expects: [.holds(.round), .holds(.red)]))
    let first = asks(judge, [.broken: true])
    #expect(first == [.handshake, .plainGet, .wrongVersion])
    for _ in 0..<20 { #expect(asks(judge, [.broken: true]) == first) }
  }
}
