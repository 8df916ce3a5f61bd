import Foundation
import Reporting
import Testing

@testable import wsdoctor

/// A secret stands wherever a user or a server can put one; no output of any format may hold it.
@Suite(
  .timeLimit(.minutes(5)),
  .enabled(if: Telltale.isAvailable, "Python, in which the telling server is written, is missing"))
struct PlantedSecretsTests {
  /// The beginnings of all secrets: the user's, with the option's name behind it, and the server's.
  private static let users = "u3Fg7Hj2Kl9Qz5"
  private static let servers = "q7Zx9Kw2Lm4Vb8"

  /// As they may be written: as they are, their halves, in Base64 at each offset, in hexadecimal.
  private static let forbidden: [String] = [users, servers].flatMap { secret -> [String] in
    let octets = Data(secret.utf8)
    let cores = (0..<3).map { offset in
      String(
        (Data(repeating: 0, count: offset) + octets).base64EncodedString()
          .dropFirst(offset == 0 ? 0 : offset + 1).prefix(12))
    }
    return [String(secret.prefix(7)), String(secret.suffix(7))] + cores
      + [octets.map { String($0, radix: 16) }.joined()]
  }

  private func expectSilence(_ texts: [String: String], _ sourceLocation: SourceLocation) {
    for (name, text) in texts {
      let lower = text.lowercased()
      for secret in Self.forbidden {
        for found in lower.ranges(of: secret.lowercased()).prefix(3) {
          let context = lower[..<found.upperBound].suffix(100)
          Issue.record("\(name) holds \(secret): …\(context)", sourceLocation: sourceLocation)
        }
      }
    }
  }

  /// Runs with these arguments, and looks through standard output, standard error and a file in
  /// every format.
  private func expectNoSecret(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    sent: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await withScratchFolder { folder in
      let files = Format.all.map { ["--output", "\($0.id):report.\($0.id)"] }.joined()
      let run = try await CommandProcess.run(
        arguments + ["--quick", "--timeout", "3s", "-v"] + files, input: input,
        environment: environment, in: folder)
      #expect([0, 1, 3].contains(run.status), "\(run.error)", sourceLocation: sourceLocation)
      var texts = ["standard output": run.output, "standard error": run.error]
      for format in Format.all {
        texts[format.id] = try Files.read(folder.appending(path: "report.\(format.id)").path)
      }
      #expect(texts.count == Format.all.count + 2, sourceLocation: sourceLocation)
      if sent {
        #expect(
          try #require(texts["json"]).contains("\"name\" : \"Cookie\""),
          "what was left out is said", sourceLocation: sourceLocation)
      }
      expectSilence(texts, sourceLocation)
    }
  }

  /// A secret in each option that takes one.
  private func planted(_ port: String, in folder: URL) throws -> (
    arguments: [String], environment: [String: String]
  ) {
    func secret(_ place: String) -> String { Self.users + place }
    let cookies = folder.appending(path: "cookies").path
    let headers = folder.appending(path: "headers").path
    try Files.write("f=\(secret("cookiefile"))\n", to: cookies)
    try Files.write("X-File: \(secret("headerfile"))\n", to: headers)
    let login = Data("alice:\(secret("basic"))".utf8).base64EncodedString()
    return (
      [
        "http://127.0.0.1:\(port)/app/\(secret("path"));jsessionid=\(secret("parameter"))?q=\(secret("query"))",
        "-b", "a=\(secret("cookie"))", "-b", "@\(cookies)", "--cookie-env", "C",
        "-H", "X-Key: \(secret("header"))", "-H", "@\(headers)", "-H", "X-Login: Basic \(login)",
        "--header-env", "Authorization=H", "--origin", "http://127.0.0.1",
        "--subprotocol", "bearer", "--subprotocol", secret("sub"),
        "--polling-path", "/poll/\(secret("poll"))?x=\(secret("pollquery"))",
      ], ["C": "e=\(secret("cookieenv"))", "H": "Bearer \(secret("headerenv"))"]
    )
  }

  @Test(arguments: ["accepted", "refused", "redirect", "malformed", "page"], [true, false])
  func `neither what was given nor what was answered`(shape: String, givesPath: Bool) async throws {
    try await withScratchFolder { folder in
      try await Telltale.serve(shape, secret: Self.servers) { port in
        var (arguments, environment) = try planted(port, in: folder)
        if givesPath {
          arguments += ["--ws-path", "/ws/\(Self.users)wspath?t=\(Self.users)wsquery"]
        }
        try await expectNoSecret(arguments, environment: environment)
      }
    }
  }

  @Test(arguments: [true, false]) func `nor a forward proxy's login`(byOption: Bool) async throws {
    try await Telltale.serve("accepted", secret: Self.servers) { port in
      let proxy = "http://al%69ce:\(Self.users)via@127.0.0.1:\(port)"
      try await expectNoSecret(
        ["https://app.example.test"] + (byOption ? ["--via", proxy] : []),
        environment: byOption ? [:] : ["HTTPS_PROXY": proxy], sent: false)
    }
  }

  @Test func `nor a pasted request's fields`() async throws {
    try await Telltale.serve("refused", secret: Self.servers) { port in
      let curl = """
        curl 'ws://127.0.0.1:\(port)/ws/\(Self.users)path?t=\(Self.users)query' \\
          -H 'Sec-WebSocket-Key: x' -H 'Cookie: a=\(Self.users)cookie' -b 'b=\(Self.users)second' \\
          -H 'Sec-WebSocket-Protocol: access_token, \(Self.users)sub' \\
          -H 'Authorization: Bearer \(Self.users)header' -e 'http://x.test/?r=\(Self.users)referer'
        """
      try await expectNoSecret(["--from-curl", "-"], input: curl)
    }
  }

  @Test(arguments: ["credentials-accepted", "credentials-refused"])
  func `nor others' credentials that a server echoes`(shape: String) async throws {
    // No shape of its own gives it away.
    let canary = "canary7x"
    try await Telltale.serve(shape, secret: canary) { port in
      try await withScratchFolder { folder in
        let files = Format.all.map { ["--output", "\($0.id):report.\($0.id)"] }.joined()
        let run = try await CommandProcess.run(
          ["http://127.0.0.1:\(port)", "--ws-path", "/ws", "--quick", "--timeout", "3s", "-v"]
            + files, in: folder)
        #expect([0, 1, 3].contains(run.status), "\(run.error)")
        var texts = ["standard output": run.output, "standard error": run.error]
        for format in Format.all {
          texts[format.id] = try Files.read(folder.appending(path: "report.\(format.id)").path)
        }
        #expect(run.output.contains("Bearer ("), "the scheme stays")
        for (name, text) in texts {
          for found in text.lowercased().ranges(of: canary).prefix(3) {
            let context = text.lowercased()[..<found.upperBound].suffix(100)
            Issue.record("\(name): …\(context)")
          }
        }
      }
    }
  }

  @Test func `nor where the user's keys and certificates lie`() async throws {
    try await Telltale.serve("accepted", secret: Self.servers) { port in
      try await withScratchFolder { scratch in
        let folder = scratch.appending(path: "wherekeyslie")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["ca.pem", "cert.pem", "key.pem"] {
          try Files.write("no PEM", to: folder.appending(path: name).path)
        }
        let files = ["--cacert", "ca.pem", "--client-cert", "cert.pem", "--client-key", "key.pem"]
          .map { $0.hasSuffix(".pem") ? folder.appending(path: $0).path : $0 }
        for arguments in [Array(files.prefix(2)), Array(files.dropFirst(2)), files] {
          let run = try await CommandProcess.run(
            ["https://127.0.0.1:\(port)", "--quick", "-v", "--format", "json"] + arguments,
            in: scratch)
          #expect(run.status == 1, "\(run.error)")
          #expect(run.output.contains("the file of"), "it is said which file")
          #expect(!(run.output + run.error).contains("wherekeyslie"))
        }
      }
    }
  }

  static let mistakes: [[String]] = [
    ["-H", "Authorization Bearer \(users)"], ["-H", "Bearer \(users): x"],
    ["--header-env", "Authorization=\(users)"], ["--cookie-env", "a=\(users)"],
    ["--cookie", users], ["--subprotocol", "Bearer \(users)"],
    ["--ws-path", "wss://h.test/ws?t=\(users)"], ["--via", "http://u:\(users)@h:1:2"],
    ["https://alice:\(users)@h.test/"], ["https://h.test/?t=\(users) x"],
    ["https://h.test/%zz?t=\(users)"], ["--cokie=\(users)"],
    ["--origin", "http://me:\(users)@127.0.0.1"], ["--origin", "https://h.test/?t=\(users)"],
    ["--quick=\(users)"],
  ]

  @Test(arguments: mistakes) func `nor an error about a mistyped one`(arguments: [String])
    async throws
  {
    let run = try await CommandProcess.run(["http://127.0.0.1:1", "--quick"] + arguments)
    #expect(run.status == 2)
    #expect(!run.error.isEmpty)
    expectSilence(["standard error": run.error + run.output], #_sourceLocation)
  }

  static let pasted = [
    users, "sid=\(users)", "curl https://h.test -H '\(users)'", "curl 'https://u:\(users)@h.test'",
    "curl https://h.test -H '\(users) x: y'", "curl https://h.test -u 'alice:\(users)'",
    "curl https://h.test -d 'password=\(users)'", "curl 'https://h.test/?\(users)",
  ]

  @Test(arguments: pasted) func `nor an error about what was pasted`(text: String) async throws {
    let run = try await CommandProcess.run(["--from-curl", "-", "--quick"], input: text)
    #expect(run.status == 2)
    expectSilence(["standard error": run.error + run.output], #_sourceLocation)
  }

  @Test(arguments: [[], ["--output", "json:report.json"], ["--save"], ["--format", "json"]])
  func `--show-secrets is refused where it would be kept`(arguments: [String]) async throws {
    try await withScratchFolder { folder in
      let run = try await CommandProcess.run(
        ["http://127.0.0.1:1", "--quick", "--show-secrets"] + arguments, in: folder)
      #expect(run.status == 2)
      #expect(run.error.contains("terminal only"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }
}
