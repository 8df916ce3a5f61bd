import Foundation
import Testing

@testable import wsdoctor

/// What a person sees in a terminal, in tmux.
@Suite(
  .enabled(if: TerminalWindow.isThere, "tmux is missing (Tests/run installs it)"),
  .timeLimit(.minutes(3)), .serialized
) struct TerminalTests {
  /// Wide characters, pictures of several code points, marks that combine, and right to left.
  private static let foreign =
    "聊天チャット ﾁｬﾄ 🦺👩‍👩‍👧 ❤️ e\u{301}a\u{308} \u{202E}abc\u{202C} עברית العربية 한국어 ＡＢＣ"

  private static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../reports/samples").standardizedFileURL

  /// A stored report in which sentences and what the server said hold `foreign`.
  private func storeForeign(in folder: URL) throws {
    let sample = Self.samples.appending(path: "idle-cut.json").path
    let json = try Files.read(sample)
      .replacing(#/"(text|because|fact|reason|actual|title)" : "/#) {
        "\"\($0.output.1)\" : \"\(Self.foreign) "
      }
      .replacing("\"nginx/1.22.1\"", with: "\"\(Self.foreign)\"")
    try Files.write(json, to: folder.appending(path: "report.json").path)
  }

  @Test(arguments: [40, 60, 80, 120]) func `the terminal breaks no line that we have filled`(
    columns: Int
  ) async throws {
    try await withScratchFolder { folder in
      try storeForeign(in: folder)
      let window = try TerminalWindow(
        ["render", "report.json", "--verbose"], columns: columns, in: folder)
      #expect(try await window.status() == "0")
      let shown = try window.lines()
      let joined = try window.lines(joined: true)
      #expect(shown.count > 100)
      // What is to be pasted stays whole, and is of ASCII.
      for line in joined where line.contains(where: { "聊ﾁעע한Ａ🦺".contains($0) }) {
        #expect(shown.contains(line), "\(line)")
      }
      let broken = Set(joined).subtracting(shown)
      #expect(columns < 60 || broken.count < 8, "\(broken)")
    }
  }

  @Test func `colour, and none where it isn't wanted`() async throws {
    for (environment, isColoured) in [
      ([:], true), (["NO_COLOR": "1"], false), (["TERM": "dumb"], false), (["NO_COLOR": ""], true),
    ] as [([String: String], Bool)] {
      try await withScratchFolder { folder in
        try storeForeign(in: folder)
        let window = try TerminalWindow(
          ["render", "report.json"], columns: 80, environment: environment, in: folder)
        #expect(try await window.status() == "0")
        let escapes = try window.lines(escapes: true).contains { $0.contains("\u{1B}[") }
        #expect(escapes == isColoured, "\(environment)")
      }
    }
  }

  private static func live(_ lines: [String]) -> [String] { lines.filter { $0.hasPrefix("… ") } }

  /// What the live line says of the time; `nil`: it doesn't.
  private static func secondsLeft(_ lines: [String]) -> Int? {
    live(lines).last.flatMap { Int($0.dropFirst(2).prefix { $0.isNumber }) }
  }

  @Test func `the live line stays one line, however the window is drawn`() async throws {
    try await withScratchFolder { folder in
      try await withBeacon { url in
        let window = try TerminalWindow(
          [url, "--idle", "50s", "--keepalive", "9s"], columns: 80, in: folder)
        _ = try await window.lines { Self.secondsLeft($0) != nil }
        // Not narrowed again and again: in the end tmux moves half of the line into its history, from
        // where nobody takes it back.
        for columns in [40, 80, 40, 60, 120] {
          try window.resize(columns: columns)
          let before = Self.secondsLeft(try window.lines())
          // The next second's line: at once after the resize the old one may be broken.
          let changed = try await window.lines { Self.secondsLeft($0) != before }
          let lines = try #require(changed)
          #expect(Self.live(lines).count == 1, "\(columns): \(lines)")
          #expect(!lines.contains { $0.hasPrefix("d talking") || $0.hasSuffix("silent an") })
          let sentence = try window.lines(joined: true).filter { $0.contains("WebSocket opens") }
          #expect(sentence.allSatisfy { lines.contains($0) } || columns < 80, "\(sentence)")
        }
        try window.press("C-c")
        #expect(try await window.status() == "130")
        let lines = try window.lines()
        #expect(lines.contains { $0.contains("Interrupted: this is what was") })
        #expect(lines.contains { $0.contains("exit 130") })
        #expect(Self.live(lines).isEmpty)
      }
    }
  }

  @Test func `a terminal that can't redraw gets plain lines`() async throws {
    try await withScratchFolder { folder in
      let window = try TerminalWindow(
        ["http://127.0.0.1:1", "--quick"], columns: 60, environment: ["TERM": "dumb"], in: folder)
      #expect(try await window.status() == "1")
      #expect(try window.lines().first == "wsdoctor: asking http://127.0.0.1:1")
    }
  }

  @Test func `a second Ctrl-C ends it at once, while the first one's report is being written`()
    async throws
  {
    try await withScratchFolder { folder in
      let silent = try SilentListener()
      // Nobody reads from the pipe: writing into it takes for ever.
      let pipe = folder.appending(path: "pipe").path
      let isMade = unsafe mkfifo(pipe, 0o600) == 0
      try #require(isMade)
      let window = try TerminalWindow(
        ["http://127.0.0.1:\(silent.port)", "--output", "json:pipe"], columns: 40, in: folder)
      _ = try await window.lines { $0.contains { $0.hasPrefix("… asking: ") } }
      try window.press("C-c")
      let report = try await window.lines { $0.contains { $0.contains("exit 130") } }
      #expect(report != nil)
      #expect(report?.contains { $0.hasPrefix("ended: ") } == false)
      // One wish that comes twice, as from timeout(1), is still one: the second has to come later.
      let ended = try await window.lines { lines in
        try? window.press("C-c")
        return lines.contains("ended: 130")
      }
      #expect(ended != nil)
      withExtendedLifetime(silent) {}
    }
  }
}
