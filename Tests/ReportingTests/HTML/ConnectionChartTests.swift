import Evidence
import Testing

@testable import Reporting

@Suite struct ConnectionChartTests {
  static let ticks: [(length: Double, labels: [String])] = [
    (0.0, ["0 ms", "0.2 ms", "0.4 ms", "0.6 ms", "0.8 ms", "1 ms"]),
    (0.2, ["0 ms", "50 ms", "100 ms", "150 ms", "200 ms"]),
    (1.3, ["0 s", "0.5 s", "1 s"]), (75.0, ["0 s", "20 s", "40 s", "60 s"]),
    (600.0, ["0 min", "2 min", "4 min", "6 min", "8 min", "10 min"]),
    (86_400.0, ["0 min", "480 min", "960 min", "1440 min"]),
  ]

  @Test(arguments: ticks) func `ticks are round and few`(length: Double, labels: [String]) {
    let scale = TimeScale([0, length])
    #expect(scale.ticks.map { scale.label($0).text } == labels)
  }

  @Test func `a scale holds its instants and is never empty`() {
    #expect(TimeScale([]).length > 0)
    #expect(TimeScale([5, 5]).share(5) == 0)
    let scale = TimeScale([10, 30, .infinity, 1e300, -.nan])
    #expect(scale.share(10) == 0)
    #expect(scale.share(20) == 0.5)
    #expect(scale.share(30) == 1)
    #expect(scale.share(1e300) == 1)
  }

  private func exchange(
    _ status: Int, _ start: Double, _ head: Double, _ end: Double
  ) -> ExchangeRecord {
    ExchangeRecord(
      id: "x1", ask: "handshake", connection: "c1",
      request: RequestRecord(method: "GET", target: "/", version: "HTTP/1.1", headers: []),
      response: ResponseRecord(
        status: status, reason: "", version: "HTTP/1.1", headers: [], bodyBytes: 0, bodyStart: "",
        author: nil),
      failure: nil, interim: nil,
      seconds: ExchangeTimes(start: start, firstByte: head, head: head, end: end))
  }

  private func record(
    _ phases: [String: Double], opened: Double = 1, death: DeathReport? = nil
  ) -> ConnectionRecord {
    ConnectionRecord(
      id: "c1", address: nil, openedAtSeconds: opened, phases: phases, traffic: [], death: death)
  }

  @Test func `phases follow each other, then the upgrade, then it is open until it dies`() {
    let life = ConnectionLife(
      record(
        ["tls": 0.5, "resolve": 0.25, "connect": 0.25],
        death: DeathReport(
          how: .fin, by: .peer, ageSeconds: 25, silentSeconds: .init(sent: 25, received: 25),
          close: nil)),
      exchanges: [exchange(101, 2, 2.5, 2.5)])
    #expect(
      life.segments == [
        .init(kind: .resolve, from: 1, to: 1.25), .init(kind: .connect, from: 1.25, to: 1.5),
        .init(kind: .tls, from: 1.5, to: 2), .init(kind: .upgrade, from: 2, to: 2.5),
        .init(kind: .open, from: 2.5, to: 27.5),
      ])
    #expect(life.upgraded == 2.5)
    #expect(life.end == 27.5)
    #expect(life.outcome.text == "cut after 25.0 s: FIN, no Close")
  }

  @Test func `a connection that was kept shows each request and the time between`() {
    let life = ConnectionLife(
      record(["connect": 0.5]),
      exchanges: [exchange(200, 4, 4.25, 4.5), exchange(200, 1.5, 2, 2.5)])
    #expect(life.segments.map(\.kind) == [.connect, .waiting, .answer, .kept, .waiting, .answer])
    #expect(life.segments[3] == .init(kind: .kept, from: 2.5, to: 4))
    #expect(life.end == 4.5)
    #expect(life.purpose.text == "handshake ×2")
    #expect(life.outcome.text == "200, 2 times")
  }

  @Test func `held connections have a scale of their own`() throws {
    var report = Sample.idleTooShort
    report.connections.append(record(["connect": 0.01], opened: 0.1))
    let charts = ConnectionChart.all(of: report)
    #expect(charts.map(\.lives.count) == [6, 1])
    let held = try #require(charts.first)
    #expect(held.scale.length > 30)
    #expect(held.limits.map(\.seconds) == [25, 30])
    #expect(try #require(charts.last).scale.length < 1)
  }

  @Test func `a limit far behind the last end does not press the rest together`() throws {
    var report = Sample.idleTooShort
    report.settings.keepaliveSeconds = 3600
    let held = try #require(ConnectionChart.all(of: report).first)
    #expect(held.limits.map(\.kind) == [.measured])
    #expect(held.scale.end < 60)
  }

  @Test func `frames too close to be told apart are one mark for each kind`() {
    var connection = record(["connect": 0.01], opened: 0)
    for number in 0..<10_000 {
      let direction: TrafficRecord.Direction = number % 2 == 0 ? .sent : .received
      connection.traffic.append(
        TrafficRecord(
          atSeconds: Double(number) / 1000, direction: direction,
          what: number % 4 < 2 ? "ping" : "text", bytes: 1))
    }
    let life = ConnectionLife(connection, exchanges: [])
    let marks = life.visibleMarks(TimeScale([0, 10]))
    #expect(marks.count == 150 * 4)
  }
}
