import Configuration
import Foundation
import TestSupport
import Testing

/// What the reader says arrives, held against what a tap behind the real nginx gets.
@Suite(.serialized) struct `nginx as it is read and as it is` {
  /// How many statements were right, wrong, or not made.
  struct Figures {
    var right = 0
    var wrong: [String] = []
    var unknown = 0
    var claimed: Int { right + wrong.count }
  }

  static let versions = ["", "1.31.3"]
  /// `SEEDS=7,8,9` tries others.
  static let seeds: [UInt64] =
    Places.environment["SEEDS"]?.split(separator: ",").compactMap { UInt64($0) } ?? [
      1, 2, 3, 4, 5, 6,
    ]

  @Test(arguments: versions) func `what arrives is what was said`(version: String) async throws {
    var figures = Figures()
    let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "lint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      for seed in Self.seeds { try await compare(seed, version, in: folder, &figures) }
    } catch let missing as Missing where !Places.isCI {
      try Test.cancel("\(missing)")
    }
    let share = Double(figures.unknown) / Double(figures.claimed + figures.unknown)
    let summary =
      "nginx \(version.isEmpty ? "of the machine" : version): \(figures.right) right, "
      + "\(figures.wrong.count) wrong, \(figures.unknown) unknown"
    try summary.write(
      to: Places.repository.appending(
        path: ".build/lint-\(version.isEmpty ? "machine" : version).txt"),
      atomically: true, encoding: .utf8)
    #expect(figures.wrong.isEmpty, "\(summary)\n\(figures.wrong.prefix(5).joined(separator: "\n"))")
    #expect(figures.claimed > 300 * Self.seeds.count)
    #expect(share < 0.05, "\(summary)")
  }

  private func compare(
    _ seed: UInt64, _ version: String, in folder: URL, _ figures: inout Figures
  ) async throws {
    let program = try Proxy.program("nginx", title: "nginx", version: version)
    let said = try Tool.run([program, "-v"])
    let text = said.errors + said.output
    let release = try #require(text.firstMatch(of: #/nginx\/([0-9.]+)/#)).1
    let port = try await Ports.shared.free()
    let tap = try Tap(port: try await Ports.shared.free())
    var generator = NginxGenerator(seed: seed, tap: tap.port, hasOwnHTTP11: !version.isEmpty)
    let count = 60
    var configuration = "events {}\nhttp {\n    include scratch.conf;\n"
    configuration += generator.http(fields: generator.fields()) + "\n"
    for number in 0..<count {
      configuration += generator.server(number, listen: "127.0.0.1:\(port)")
    }
    configuration += "}\n"
    let file = folder.appending(path: "nginx.conf")
    try configuration.write(to: file, atomically: false, encoding: .utf8)
    let process = try Proxy.start("nginx", file, in: folder, version: version)
    let deadline = ContinuousClock.now + .seconds(20)
    while !Ports.accepts(port) {
      guard process.isRunning, ContinuousClock.now < deadline else {
        let log = try? String(contentsOf: folder.appending(path: "error.log"), encoding: .utf8)
        throw Failure(
          "seed \(seed): nginx doesn't start: \(process.errors)\(log?.suffix(2000) ?? "")")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    let read = try Configuration.NginxConfiguration(
      reading: file.path, from: .disk, release: NginxRelease(String(release)))
    for number in 0..<count {
      for _ in 0..<8 {
        let request = FollowedRequest(
          isSecure: false, host: "g\(number).test", port: port, target: generator.target(),
          isHandshake: generator.next(4) > 0)
        _ = tap.take()
        let answer = RawSocket.ask(Self.head(of: request), port: port)
        let journey = read.follow(request)
        switch Self.differs(journey, answer, tap.take()) {
        case .unknown: figures.unknown += 1
        case .same: figures.right += 1
        case .other(let what):
          figures.wrong.append(
            "seed \(seed) \(request.host) \(request.target) \(request.isHandshake ? "handshake" : "plain"): \(what)\nsaid \(journey.ending)\nway \(journey.steps.map { "\($0.place.line) \($0.text) [\($0.remark)]" })"
          )
        }
      }
    }
    await process.stop()
    if !figures.wrong.isEmpty {
      try? figures.wrong.joined(separator: "\n\n").write(
        to: Places.repository.appending(path: ".build/lint-wrong.txt"), atomically: false,
        encoding: .utf8)
      try? configuration.write(
        to: Places.repository.appending(path: ".build/lint-wrong-\(seed).conf"), atomically: false,
        encoding: .utf8)
    }
  }

  /// A browser's request line and fields.
  static func head(of request: FollowedRequest) -> String {
    var lines = ["GET \(request.target) HTTP/1.1", "Host: \(request.authority)"]
    if request.isHandshake {
      lines += [
        "Connection: Upgrade", "Upgrade: websocket", "Origin: \(request.origin)",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
      ]
    } else {
      lines.append("Connection: keep-alive")
    }
    return lines.joined(separator: "\r\n") + "\r\n\r\n"
  }

  enum Outcome {
    case same, unknown
    case other(String)
  }

  private static func differs(_ journey: Journey, _ answer: String, _ heads: [String]) -> Outcome {
    let words = answer.prefix { $0 != "\r\n" }.split(separator: " ")
    let status = words.count > 1 ? Int(words[1]) : nil
    switch journey.ending {
    case .unknown: return .unknown
    case .arrives(let arrival):
      guard let head = heads.last, heads.count == 1 else {
        return .other("nothing arrives (\(heads.count)), answer \(answer.prefix(200))")
      }
      return arrives(arrival, head)
    case .closed:
      return heads.isEmpty && answer.isEmpty ? .same : .other("\(answer.prefix(80)), \(heads)")
    case .files:
      let isFile = [404, 403, 200, 405, 301].contains(status ?? 0)
      return heads.isEmpty && isFile ? .same : .other("\(answer.prefix(80)), \(heads)")
    case .answered(let said, let location):
      guard heads.isEmpty, status == said else { return .other("\(answer.prefix(300)), \(heads)") }
      if let location, let sent = field("location", of: answer), !sent.hasSuffix(location),
        !answer.contains("%")
      {
        return .other("Location \(sent)")
      }
      return .same
    default: return .other("\(journey.ending)")
    }
  }

  private static func arrives(_ arrival: Arrival, _ head: String) -> Outcome {
    // A path may hold blanks, where nginx doesn't escape it.
    let parts = head.prefix { $0 != "\r\n" }.split(separator: " ", omittingEmptySubsequences: false)
    let line = [
      String(parts.first ?? ""), parts.dropFirst().dropLast().joined(separator: " "),
      String(parts.last ?? ""),
    ]
    guard parts.count >= 3 else { return .other("arrives \(head)") }
    var known = 0
    func check(_ what: String, _ stated: Stated, _ real: String) -> String? {
      guard case .known(let said) = stated else { return nil }
      known += 1
      return said == real ? nil : "\(what) is \(real.debugDescription)"
    }
    let found = [
      check("method", arrival.method, line[0]), check("target", arrival.target, line[1]),
      arrival.versions.map { "HTTP/" + $0 } == [line[2]] ? nil : "version \(line[2])",
      check("Host", arrival.host, field("host", of: head) ?? ""),
      check("Upgrade", arrival.upgrade, field("upgrade", of: head) ?? ""),
      check("Connection", arrival.connection, field("connection", of: head) ?? ""),
      arrival.changed["sec-websocket-version"].flatMap {
        check("Version", $0, field("sec-websocket-version", of: head) ?? "")
      },
    ].compactMap(\.self)
    if !found.isEmpty { return .other(found.joined(separator: ", ")) }
    return known == 0 ? .unknown : .same
  }

  private static func field(_ name: String, of head: String) -> String? {
    for line in head.split(separator: "\r\n").dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == name {
        return parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    return nil
  }
}

extension FileAccess {
  /// This machine's files.
  static var disk: FileAccess {
    FileAccess(
      read: { name throws(FileAccess.Problem) in
        guard let data = FileManager.default.contents(atPath: name) else {
          throw FileAccess.Problem("there is no such file")
        }
        return Array(data)
      }, list: { _ in [] })
  }
}
