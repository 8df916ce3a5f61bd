import Evidence

/// What `beacon` was asked for.
struct BeaconInvocation {
  var address = "127.0.0.1"
  var port: UInt16 = 8765
  /// How the beacon takes what a proxy did to the handshake.
  var isStrict = false
  var isLenient = false
  /// `nil`: until Ctrl-C.
  var duration: Duration?
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
        help: "refuse what RFC 6455 lets a server refuse, as strict backends do: HTTP/1.0, say"
      ) { $0.isStrict = true },
      .flag(
        "--lenient", group: "Options",
        help: "accept what a backend can live with, to see how much of a handshake arrives"
      ) { $0.isLenient = true },
      .value(
        "--duration", placeholder: "DURATION", group: "Options",
        help: "stop after this time (default: at Ctrl-C)"
      ) { invocation, value throws(UsageError) in
        invocation.duration = try DurationArgument.parse(value)
      },
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
    throw UsageError(message: "beacon is not built yet in version \(Tool.currentVersion)")
  }

  static let help = Help(
    usage: ["wsdoctor beacon [OPTION...]"],
    about: """
      Stands in for the application: put it behind your proxy, in the application's place,
      and ask through the proxy. It answers every path, echoes messages, and tells wsdoctor
      what arrived of the request: that separates a lost header from a wrong route.
      """,
    examples: [
      ("wsdoctor beacon --listen 127.0.0.1:8765", "then: proxy_pass http://127.0.0.1:8765;"),
      ("wsdoctor https://jira.example.com --quick", "from where the users are"),
    ]
  ).text(OptionTable.beacon)
}
