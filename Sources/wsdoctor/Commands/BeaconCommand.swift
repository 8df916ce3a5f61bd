import Evidence
import Lab
import Synchronization
import Transport

/// What `beacon` was asked for.
struct BeaconInvocation {
  var address = "127.0.0.1"
  var port: UInt16 = 8765
  /// How the beacon takes what a proxy did to the handshake.
  var isStrict = false
  var isLenient = false
  /// The path that is answered piece by piece.
  var streamPath: String?
  /// `nil`: until Ctrl-C.
  var duration: Duration?
  var isVerbose = false
}

extension OptionTable where Invocation == BeaconInvocation {
  static let beacon = OptionTable(
    command: "beacon",
    options: [
      .value(
        "--listen", placeholder: "ADDRESS:PORT", group: "Options",
        help: "where to listen (default 127.0.0.1:8765); port 0 takes a free one"
      ) { invocation, value throws(UsageError) in
        (invocation.address, invocation.port) = try NetworkArgument.listen(value)
      },
      .flag(
        "--strict", group: "Options",
        help: "refuse a handshake in HTTP/1.0 with 505, as RFC 6455 demands"
      ) { $0.isStrict = true },
      .flag(
        "--lenient", group: "Options",
        help: "accept a handshake in HTTP/1.0, as most servers do (default)"
      ) { $0.isLenient = true },
      .value(
        "--stream", placeholder: "PATH", group: "Options",
        help: "answer this path bit by bit, as a fallback that streams does"
      ) { invocation, value throws(UsageError) in
        guard value.hasPrefix("/"), value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
          throw UsageError(
            message: "--stream: \"\(value)\" is no path, which begins with /", command: "beacon")
        }
        invocation.streamPath = value
      },
      .value(
        "--duration", placeholder: "DURATION", group: "Options",
        help: "stop after this time (default: at Ctrl-C)"
      ) { invocation, value throws(UsageError) in
        invocation.duration = try DurationArgument.parse(value)
      },
      .flag(
        "-v", "--verbose", group: "Options", help: "a line on standard error for each request"
      ) { $0.isVerbose = true },
      .flag("-h", "--help", group: "Options", help: "this page") { _ in },
    ])
}

/// `wsdoctor beacon`: the embedded application, to stand behind a real proxy.
enum BeaconCommand {
  static func run(_ arguments: [String]) async throws(UsageError) -> ExitStatus {
    var invocation = BeaconInvocation()
    let words = try OptionTable.beacon.parse(arguments, into: &invocation)
    if let word = words.first {
      throw UsageError(
        message: "beacon takes no \"\(word)\": the address to listen on is --listen ADDRESS:PORT",
        command: "beacon")
    }
    guard !(invocation.isStrict && invocation.isLenient) else {
      throw UsageError(message: "--strict and --lenient exclude each other", command: "beacon")
    }
    guard let address = SocketAddress(invocation.address, port: invocation.port) else {
      throw UsageError(
        message: "--listen: \"\(invocation.address)\" is no IP address", command: "beacon")
    }
    return try await serve(invocation, on: address)
  }

  /// Serves until a signal comes or the time is over; either is a good end.
  private static func serve(_ invocation: BeaconInvocation, on address: SocketAddress)
    async throws(UsageError) -> ExitStatus
  {
    // The watch comes first: the loop's thread inherits its signal mask.
    let stop = StopRequest()
    SignalWatch.start { _ in stop.request() }
    let log: (@Sendable (EchoServer.LogEntry) -> Void)? = invocation.isVerbose ? write : nil
    let loop: EventLoop
    let server: EchoServer
    do throws(SystemError) {
      loop = try EventLoop()
      server = try EchoServer(
        serving: Beacon(isStrict: invocation.isStrict, streamPath: invocation.streamPath),
        on: address, loop: loop,
        log: log)
    } catch {
      throw UsageError(
        message: "cannot listen on \(address): \(error.description)", command: "beacon")
    }
    defer { loop.shutdown() }
    if !isLoopback(address) {
      StandardStreams.writeError(
        "wsdoctor: the beacon is open to whoever reaches \(server.address); it shows the requests "
          + "that it gets, without secrets, to their senders only\n")
    }
    StandardStreams.write("beacon listening on http://\(server.address)  (Ctrl-C ends it)\n")
    await stop.wait(on: loop, until: invocation.duration.map { EventLoop.now() + $0 })
    await server.stop()
    return .success
  }

  @Sendable private static func write(_ entry: EchoServer.LogEntry) {
    let line =
      "\(entry.peer) \(entry.method) \(entry.path.prefix(512)) \(entry.version) \(entry.status)"
    let oneLine = visible(line).replacing("\n", with: "\\n")
    StandardStreams.writeError("beacon: \(oneLine)\n")
  }

  private static func isLoopback(_ address: SocketAddress) -> Bool {
    address.isIPv6 ? address.host == "::1" : address.octets.first == 127
  }

  static let help = Help(
    usage: ["wsdoctor beacon [OPTION...]"],
    about: """
      Stands in for the application: put it behind your proxy, in the application's
      place, and ask through the proxy. It answers every path, echoes messages, and
      tells wsdoctor what arrived of the request: that separates a lost header from a
      wrong route.
      """,
    examples: [
      ("wsdoctor beacon --listen 127.0.0.1:8765", "then: proxy_pass http://127.0.0.1:8765;"),
      ("wsdoctor https://jira.example.com --quick", "from where the users are"),
    ]
  ).text(OptionTable.beacon)
}

/// A wish to stop, which may come before anybody waits for it.
private final class StopRequest: Sendable {
  private struct State {
    var isRequested = false
    var signal: Signal?
  }

  private let state = Mutex(State())

  func request() {
    let signal = state.withLock { state in
      state.isRequested = true
      return state.signal
    }
    signal?.raise()
  }

  /// Returns when the wish is there or the deadline is over.
  func wait(on loop: EventLoop, until deadline: Moment?) async {
    let signal = Signal(on: loop)
    let mark = signal.mark()
    let isRequested = state.withLock { state in
      state.signal = signal
      return state.isRequested
    }
    if !isRequested { _ = await signal.wait(since: mark, until: deadline) }
  }
}
