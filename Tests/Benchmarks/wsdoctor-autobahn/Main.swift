import Connections
import Measuring
import Transport
import WebSocketCompression
import WebSocketProtocol

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `wsdoctor-autobahn ws://HOST:PORT [AGENT]`: runs every case of an Autobahn fuzzing server against our
/// client, and asks it to write its reports.
///
/// It only echoes; the server judges. Exit status 1 when the server can't be asked.
@main struct Main {
  /// As long the server may take for one case: the longest gives up by itself after 16 minutes.
  private static let patience: Duration = .seconds(1200)

  static func main() async {
    let arguments = CommandLine.arguments
    guard (2...3).contains(arguments.count), let endpoint = Endpoint(arguments[1]) else {
      Complaint.write("usage: wsdoctor-autobahn ws://HOST:PORT [AGENT]")
      exit(2)
    }
    let agent = arguments.count == 3 ? arguments[2] : "wsdoctor"
    do {
      try await EventLoop.run { loop in
        try await runAll(endpoint, agent: agent, on: loop)
      }
    } catch {
      Complaint.write("wsdoctor-autobahn: \(error)")
      exit(1)
    }
  }

  private static nonisolated(nonsending) func runAll(
    _ endpoint: Endpoint, agent: String, on loop: EventLoop
  ) async throws {
    let count = try await caseCount(endpoint, on: loop)
    for number in 1...max(1, count) where number <= count {
      try await echo(endpoint, "/runCase?case=\(number)&agent=\(agent)", on: loop)
      if number.isMultiple(of: 50) { Complaint.write("case \(number) of \(count)") }
    }
    try await echo(endpoint, "/updateReports?agent=\(agent)", on: loop)
    Complaint.write("\(count) cases")
  }

  /// Asks how many cases there are.
  private static nonisolated(nonsending) func caseCount(_ endpoint: Endpoint, on loop: EventLoop)
    async throws -> Int
  {
    let connection = try await endpoint.open(target: "/getCaseCount", on: loop)
    let deadline = EventLoop.now() + .seconds(30)
    guard case .text(let text) = await connection.receive(deadline: deadline).what,
      let count = Int(text)
    else { throw MeasuringFailure("the server doesn't say how many cases it has") }
    await connection.close(deadline: deadline)
    return count
  }

  /// Sends every message back until the server ends the connection, or the engine does because the
  /// server broke a rule.
  private static nonisolated(nonsending) func echo(
    _ endpoint: Endpoint, _ target: String, on loop: EventLoop
  ) async throws {
    let options = WebSocketOptions(transcriptEntries: 0)
    let connection = try await endpoint.open(
      target: target, deflate: .browser, options: options, on: loop)
    let deadline = EventLoop.now() + patience
    while true {
      do {
        switch await connection.receive(deadline: deadline).what {
        case .text(let text): try connection.send(text: text)
        case .binary(let bytes): try connection.send(binary: bytes)
        case .ping, .pong, .close, .violation: break
        case .ended: return
        case .timedOut: throw MeasuringFailure("\(target): the server never ended")
        case .cancelled: throw MeasuringFailure("cancelled")
        }
        try await connection.drain(deadline: deadline)
      } catch let error as TransportError {
        // The connection is about to end, or has; the server knows why, and judges that too.
        if error == .timedOut { throw error }
      }
    }
  }
}
