import Evidence
import Foundation
import Knowledge
import Testing

@testable import Investigation
@testable import wsdoctor

/// What is printed to ask again asks the same: every command of every step is read by the parser that
/// reads the reader's.
@Suite struct AskAgainTests {
  /// Command lines, and the environment and files that they need.
  static let given: [[String]] = [
    ["https://app.example.test"],
    [
      "https://app.example.test/app", "--ws-path", "/chat/ws?room=lobby&EIO=4", "--profile",
      "jira-chat", "--behind", "nginx", "--polling-path", "/poll", "--quick", "--timeout", "3s",
      "--resolve", "app.example.test:443:192.0.2.7", "--header-env", "Authorization=AGAIN_LOGIN",
      "--cookie-env", "AGAIN_COOKIE", "--origin", "https://page.example.test", "--subprotocol",
      "chat", "--no-fingerprint-requests", "--cacert", "ROOT-CERTIFICATE.pem",
    ],
    [
      "http://app.example.test:8080", "-H", "X-Api-Key: \(secret)", "-H", "X-Api-Key: \(secret)2",
      "-H", "Accept-Language: de", "-b", "sid=\(secret)", "-b", "b=\(secret)", "-b",
      "@cookies.txt", "-H", "@fields.txt", "-H", "Sec-WebSocket-Protocol: a, \(token)", "--via",
      "http://alice:\(secret)@proxy.example.test:3128", "--idle", "90s", "--keepalive", "500ms",
      "--max-time", "10m", "--skip", "idle",
    ],
    [
      "wss://app.example.test:8443/chat/\(token)/ws?ticket=\(secret)", "--client-cert",
      "CLIENT-CERTIFICATE.pem", "--client-key", "CLIENT-KEY.pem", "--insecure", "--only",
      "upgrade", "--resolve", "*:8443:192.0.2.7", "-H", "Origin: https://page.example.test",
    ],
    ["--from-curl", "request.txt", "--resolve", "app.example.test:443:192.0.2.7", "--quick"],
    ["https://app.example.test/app", "--from-curl", "request.txt", "-H", "X-Api-Key: \(secret)"],
    ["http://[::1]:8080/app", "--ws-path", "/it's$(x)", "--resolve", "[::1]:8080:192.0.2.7"],
  ]

  static let secret = "hunter2-CANARY"
  static let token = "9f86d081884c7d659a2feaa0c55ad015"

  /// What the reader puts in place of words in capitals, the longest first.
  static let filled: [(String, String)] = [
    ("INNER-ADDRESS", "192.0.2.9"), ("IP-ADDRESS", "192.0.2.9"),
    ("HOST-NAME:PORT-NUMBER", "elsewhere.example.test:99"),
    ("PATH-FROM-THE-BROWSER", "ws"), ("VARIABLE-NAME", "AGAIN_LOGIN"),
    ("COOKIE_VALUE", "AGAIN_COOKIE"), ("X_API_KEY_VALUE", "AGAIN_KEY"),
    ("FORWARD-PROXY", "proxy.example.test"), ("USER:PASSWORD", "alice:\(secret)"),
    ("JIRA-BACKEND", "backend.example.test:80"), ("BACKEND", "backend.example.test:80"),
    ("SUBPROTOCOL-NAME", "chat"),
  ]

  private func options(_ arguments: [String]) throws -> CheckOptions {
    var invocation = CheckInvocation()
    let words = try OptionTable.check.parse(arguments, into: &invocation)
    return try #require(try invocation.targets(words).first)
  }

  /// Everything that a run asks, as words; secret values by their names alone, as they are the reader's.
  private func asks(_ options: CheckOptions) -> Set<String> {
    var words: [String] = [
      "url \(options.url.scheme)://\(options.url.authority)",
      // The endpoint's is the pasted request's.
      "path \(options.pathFromCurl ? "" : shape(options.url.target))",
      "profile \(options.profile?.rawValue ?? "")",
      "behind \(options.behind?.rawValue ?? "")", "quick \(options.quick)",
      "ws \(options.webSocketPath.map(shape) ?? "")", "polling \(options.pollingPath ?? "")",
      "idle \(options.idle)", "keepalive \(String(describing: options.keepalive))",
      "timeout \(options.stepTimeout)", "max \(String(describing: options.maxTime))",
      "origin \(options.origin ?? "")", "insecure \(options.insecure)",
      "via \(options.via?.url ?? "")", "ca \(options.caFile != nil)",
      "certificate \(options.clientCertificateFile != nil)",
      "key \(options.clientKeyFile != nil)", "fingerprints \(options.fingerprintRequests)",
    ]
    words += options.headers.map { "header \($0.name)" }
    words += options.subprotocols.map { "subprotocol \($0 == Self.token ? "TOKEN" : $0)" }
    words += options.resolve.map { "resolve \($0.host):\($0.port):\($0.address)" }
    words += (options.only + options.skip).map { "probe \($0.rawValue)" }
    return Set(words)
  }

  /// A target whose secret values are the reader's.
  private func shape(_ target: String) -> String {
    target.replacing(Self.token, with: "TOKEN").replacing(#/=[^&]+/#, with: "=VALUE")
  }

  /// The words of a line as a shell parts them; what follows `#` is none.
  private func shellWords(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    var rest = line[...]
    while let character = rest.popFirst() {
      switch character {
      case "'": (isQuoted, word) = (!isQuoted, word ?? "")
      case "\\" where !isQuoted:
        word = (word ?? "") + rest.prefix(1)
        rest = rest.dropFirst()
      case " " where !isQuoted:
        if let word { words.append(word) }
        word = nil
      case "#" where word == nil: return words
      default: word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap { $0 }
  }

  /// Runs with the files and the environment that the command lines name; `{}` is their folder.
  private func withFiles(_ body: (_ folder: String) throws -> Void) async throws {
    try await withScratchFolder { folder in
      let curl =
        "curl 'wss://app.example.test/ws?x=\(Self.secret)' -H 'Origin: https://page.example.test' "
        + "-H 'Cookie: s=\(Self.secret)' -H 'Sec-WebSocket-Key: k' -H 'Upgrade: websocket' "
        + "-H 'Sec-WebSocket-Version: 13'"
      for (name, text) in [
        "request.txt": curl, "cookies.txt": "c=\(Self.secret)", "fields.txt": "X-B: \(Self.secret)",
        "ROOT-CERTIFICATE.pem": "", "CLIENT-CERTIFICATE.pem": "", "CLIENT-KEY.pem": "",
      ] {
        try text.write(to: folder.appending(path: name), atomically: false, encoding: .utf8)
      }
      for (name, value) in [
        "AGAIN_LOGIN": "Bearer \(Self.secret)", "AGAIN_COOKIE": "a=\(Self.secret)",
        "AGAIN_KEY": Self.secret, "AGAIN_COOKIE_2": "b=\(Self.secret)", "AGAIN_KEY_2": Self.secret,
      ] {
        unsafe setenv(name, value, 1)
      }
      try body(folder.path)
    }
  }

  private func arguments(_ given: [String], _ folder: String) -> [String] {
    given.map { word in
      word.hasSuffix(".txt") || word.hasSuffix(".pem")
        ? (word.hasPrefix("@") ? "@\(folder)/\(word.dropFirst())" : "\(folder)/\(word)") : word
    }
  }

  /// The commands of ours in a step's text, with the reader's words in them.
  private func commands(in text: String, _ folder: String) -> [[String]] {
    text.split(separator: "\n").compactMap { line in
      guard let start = line.firstRange(of: "wsdoctor ") else { return nil }
      var command = String(line[start.lowerBound...])
      for (word, value) in Self.filled { command = command.replacing(word, with: value) }
      command = command.replacing("--from-curl -", with: "--from-curl \(folder)/request.txt")
      let words = shellWords(command).dropFirst().map { word in
        word.hasSuffix(".pem") && !word.hasPrefix("/") ? "\(folder)/\(word)" : word
      }
      return words.first.flatMap(Command.init(rawValue:)) == nil ? words : nil
    }
  }

  private func context(_ options: CheckOptions, behind product: ProductID) -> RemedyContext {
    let redactor = Redactor(
      secrets: Secrets.values(
        fields: options.headers,
        targets: [options.url.target, options.webSocketPath ?? "/"]))
    var context = RemedyContext(
      host: options.url.host, port: options.url.port, isSecure: options.url.isSecure,
      authority: options.url.authority, path: "/chat/ws", locationPath: "/chat/ws",
      backend: "BACKEND", application: "Jira", feature: "Chat", proxyName: "the proxy",
      proxy: product, proxyVersion: nil, url: options.url.description, origin: options.url.origin)
    context.command = options.again(redactor)
    return context
  }

  /// What a step asks otherwise, by the first word of what `asks` says.
  static let changes: [StepID: Set<Substring>] = [
    "client.websocket-path": ["ws", "path"], "client.subprotocol": ["subprotocol"],
    "client.trust-root": ["ca"], "client.certificate": ["certificate", "key"],
    "client.forward-proxy": ["via"], "proxy.every-hop": ["resolve"],
    "proxy.every-address": ["resolve"],
    "client.url": ["url", "resolve"],
    "application.session": ["ws", "header", "origin", "subprotocol", "url", "path"],
    "ox.authenticated-session": ["ws", "header", "origin", "subprotocol", "url", "path"],
  ]

  /// What is asked of the application's own machine, or of another host, leaves out.
  static let elsewhere: Set<Substring> = [
    "url", "path", "ws", "polling", "behind", "via", "ca", "certificate", "key", "insecure",
    "resolve", "probe", "header", "origin", "subprotocol",
  ]

  @Test(arguments: given.indices) func `every step's commands ask the same`(index: Int) async throws
  {
    try await withFiles { folder in
      let options = try options(arguments(Self.given[index], folder))
      let original = asks(options)
      var count = 0
      for product in ["unknown", "nginx", "apache", "haproxy", "traefik"] as [ProductID] {
        let context = context(options, behind: product)
        for step in SetupStep.all {
          let missing = step.missing(rank: 1, certainty: .likely, in: context)
          for command in commands(in: missing.verify, folder) {
            #expect(asks(try self.options(command)) == original, "\(step.id): \(missing.verify)")
            count += 1
          }
          for text in [missing.snippet, missing.apply] {
            #expect(!text.contains(Self.secret), "\(step.id)")
            for command in commands(in: text, folder) {
              let asked = try self.options(command)
              let isElsewhere = asked.url.host != options.url.host
              let allowed = isElsewhere ? Self.elsewhere : Self.changes[step.id] ?? []
              let lost = original.subtracting(asks(asked))
                .filter { !allowed.contains($0.prefix { $0 != " " }) }
              #expect(lost.isEmpty, "\(step.id): \(command)")
              count += 1
            }
          }
        }
      }
      #expect(count > 5 * SetupStep.all.count)
    }
  }

  @Test(arguments: given.indices) func `nothing secret is in them`(index: Int) async throws {
    try await withFiles { folder in
      let options = try options(arguments(Self.given[index], folder))
      let command = context(options, behind: "nginx").askAgain
      for secret in [Self.secret, Self.token, "CLIENT-KEY.pem".replacing("CLIENT", with: folder)] {
        #expect(!command.contains(secret), "\(command)")
      }
    }
  }

  @Test func `credentials go to no other host, and the address that was given to none at all`() {
    let command = OwnCommand(
      "https://app.example.test/app",
      [
        .init("--from-curl", "r"), .init("--cookie-env", "C"), .init("--quick"),
        .init("--resolve", "app.example.test:443:192.0.2.1"),
      ])
    var context = RemedyContext(
      host: "app.example.test", port: 443, isSecure: true, authority: "app.example.test",
      path: "/ws", locationPath: "/ws", backend: "BACKEND", application: "a", feature: "f",
      proxyName: "p", proxyVersion: nil, url: "https://app.example.test/app", origin: "")
    context.command = command
    #expect(
      context.asking(at: "https://other.example.test").text
        == "wsdoctor https://other.example.test/app --quick")
    #expect(
      context.asking(at: "http://app.example.test").text
        == "wsdoctor http://app.example.test/app --from-curl r --cookie-env C --quick "
        + "--resolve app.example.test:80:192.0.2.1")
  }
}
