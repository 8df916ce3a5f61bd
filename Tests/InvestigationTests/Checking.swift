import Evidence
import FoundationEssentials
import HTTP1
import Investigation
import Testing
import Transport

/// One check, as quick as `--quick`.
func check(
  _ url: String, timeout: Duration = .seconds(10), stop: StopSignal = StopSignal(),
  _ change: (inout CheckOptions) -> Void = { _ in },
  progress: @escaping @Sendable (Progress) -> Void = { _ in }
) async throws -> Report {
  var options = CheckOptions(url: try TargetURL(parsing: url))
  options.quick = true
  options.stepTimeout = timeout
  change(&options)
  return await investigate(options, stop: stop, progress: progress)
}

extension Report {
  /// The faults named, root cause first.
  var faults: [String] { diagnoses.map(\.fault.rawValue) }

  /// The document as it is written.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  func probe(_ id: ProbeID) -> ProbeResult? { probes.first { $0.id == id } }

  /// What holds for every report, whatever the other side did.
  func expectWellFormed(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let ids = Set(observations.map(\.id))
    let exchangeIDs = Set(exchanges.map(\.id))
    let connectionIDs = Set(connections.map(\.id))
    for diagnosis in diagnoses {
      for line in diagnosis.evidence {
        #expect(ids.contains(line.observation), sourceLocation: sourceLocation)
      }
      for line in diagnosis.ruledOut {
        #expect(ids.contains(line.observation), sourceLocation: sourceLocation)
      }
      #expect(!diagnosis.evidence.isEmpty, "\(diagnosis.fault)", sourceLocation: sourceLocation)
      #expect(
        diagnosis.missingSteps.isEmpty == (diagnosis.fault == "unexplained"),
        "\(diagnosis.fault)", sourceLocation: sourceLocation)
      #expect(!diagnosis.title.contains("{"), sourceLocation: sourceLocation)
      #expect(!diagnosis.explanation.contains("{"), sourceLocation: sourceLocation)
    }
    for observation in observations {
      #expect(exchangeIDs.isSuperset(of: observation.exchanges), sourceLocation: sourceLocation)
    }
    for exchange in exchanges {
      if let connection = exchange.connection {
        #expect(connectionIDs.contains(connection), sourceLocation: sourceLocation)
      }
    }
    #expect(!probes.contains { $0.outcome == .error }, sourceLocation: sourceLocation)
    #expect(!summary.isEmpty, sourceLocation: sourceLocation)
    let again = try JSONDecoder().decode(Report.self, from: Data(json().utf8))
    #expect(again == self, sourceLocation: sourceLocation)
  }
}

/// What a sound application answers: a page at `/`, an endpoint at `/chat/ws`, 404 elsewhere.
func application(
  _ request: RequestHead, _ stream: ByteStream,
  page: String = "<!doctype html><title>Chat</title><h1>Chat</h1>",
  opening: (@Sendable (RequestHead, ByteStream) async throws -> Bool)? = nil
) async throws -> Bool {
  switch request.path {
  case "/": return try stream.answer(200, "OK", ["Content-Type": "text/html"], page)
  case "/chat/ws" where request.asksToUpgrade:
    if let opening { return try await opening(request, stream) }
    guard request.fields.first("Sec-WebSocket-Version") == "13" else {
      return try stream.answer(426, "Upgrade Required", ["Sec-WebSocket-Version": "13"])
    }
    try stream.write(request.accepted())
    return try await stream.talk()
  case "/chat/ws":
    return try stream.answer(426, "Upgrade Required", ["Upgrade": "websocket"], "Upgrade Required")
  default:
    return try stream.answer(404, "Not Found", ["Content-Type": "text/plain"], "no such page")
  }
}
