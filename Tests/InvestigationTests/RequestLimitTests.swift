import Evidence
import HTTP1
import Investigation
import ProbeKit
import Synchronization
import Testing
import Transport

/// How many requests a run makes: as many as its limit says and no more, counted by who gets them.
@Suite(.timeLimit(.minutes(3))) struct RequestLimitTests {
  typealias Answering = @Sendable (RequestHead, ByteStream) async throws -> Bool

  /// Set-ups in which much is asked: what fails by chance, is cut, has a fallback, or answers nothing
  /// clearly.
  static let setups: [(name: String, answer: Answering)] = [
    ("healthy", { try await application($0, $1) }),
    (
      "a plain answer to everything",
      { _, stream in try stream.answer(404, "Not Found", [:], "no") }
    ),
    (
      "nobody's refusal",
      { request, stream in
        try stream.answer(request.asksToUpgrade ? 400 : 200, "x", [:], request.target)
      }
    ),
    (
      "cut after the 101",
      { request, stream in
        try await application(request, stream) { request, stream in
          try stream.write(request.accepted())
          return try await stream.talk(cuttingAt: EventLoop.now() + .milliseconds(50))
        }
      }
    ),
    (
      "a page that names many scripts",
      { request, stream in
        let scripts = (1...40).map { "<script src=/s\($0).js></script>" }.joined()
        return try stream.answer(200, "OK", ["Content-Type": "text/html"], "<p>\(scripts)")
      }
    ),
  ]

  private func requests(_ index: Int, limit: Int?) async throws -> (made: Int, report: Report) {
    let slot = Slot<(Int, Report)>()
    let answer = Self.setups[index].answer
    try await Peer.serve { request, stream in
      try await answer(request, stream)
    } _: { peer in
      let report = try await check(peer.url(), timeout: .seconds(1)) {
        $0.quick = false
        $0.idle = .seconds(2)
        $0.keepalive = .seconds(1)
        $0.pollingPath = "/poll"
        $0.mostRequests = limit
      }
      slot.value = (peer.requests.count, report)
    }
    return try #require(slot.value)
  }

  @Test(arguments: setups.indices) func `a run makes no more requests than it may`(index: Int)
    async throws
  {
    let (all, report) = try await requests(index, limit: nil)
    try report.expectWellFormed()
    #expect(all > 8 && all <= InterviewSettings.mostRequests, "\(Self.setups[index].name): \(all)")
    // Each of them is counted: with fewer allowed, as many fewer are made.
    let few = 14
    let (made, short) = try await requests(index, limit: few)
    try short.expectWellFormed()
    #expect(made <= few && all > few, "\(Self.setups[index].name): \(made) of \(all)")
  }
}
