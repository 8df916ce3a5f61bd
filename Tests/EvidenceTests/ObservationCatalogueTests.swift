import Evidence
import Testing

@Suite struct ObservationCatalogueTests {
  @Test func `every observation has a name of its own`() {
    let names = ObservationDefinition.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test func `every ask has a name of its own, and the list knows it`() {
    #expect(Set(Ask.all.map(\.name)).count == Ask.all.count)
    #expect(Set(Ask.all).count == Ask.all.count)
    for definition in ObservationDefinition.all {
      for ask in definition.asks { #expect(Ask.all.contains(ask), "\(definition.name)") }
    }
  }

  @Test func `of nothing asked only what is known before is observed`() {
    let names = Findings().observations().map(\.name)
    #expect(
      Set(names) == [.pathTrusted, .endpointShown, .pathFrom, .pathFixed, .offersSubprotocols])
  }

  @Test func `ids count up without gaps, and exchanges are those of the answers`() {
    let unreached = Answer(
      ask: .sibling, exchange: "", target: "/", outcome: .silence(.notReached("x")), seconds: 0)
    let observations = Findings(
      .made(.handshake, 404), .made(.plainGet, 404), .made(.application, 200), unreached
    ).observations()
    #expect(observations.map(\.id) == (1...observations.count).map { "o\($0)" })
    for observation in observations {
      #expect(!observation.text.isEmpty)
      for exchange in observation.exchanges { #expect(exchange.hasPrefix("x-")) }
    }
    #expect(observations.contains { $0.name == .kind(.sibling) && $0.exchanges.isEmpty })
  }

  @Test func `no sentence ends with a stop or begins with a capital that is no name`() {
    var findings = Findings(.switched(.handshake), .made(.plainGet, 404), .made(.sibling, 404))
    findings.resolve = .notFound
    findings.conversation = Conversation()
    for observation in findings.observations() {
      #expect(observation.text.last != ".", "\(observation.text)")
      #expect(observation.text.first?.isUppercase != true, "\(observation.text)")
    }
  }
}
