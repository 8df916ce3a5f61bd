import Testing

/// What no file of the project may hold.
@Suite struct SourceTests {
  /// Longer for a reason: one list that is easier to look through as a whole.
  static let longLists = ["Sources/Transport/SystemCall.swift": 400]

  @Test func `files stay short`() throws {
    for file in try Repository.allSwiftFiles() {
      let limit = Self.longLists[file.name] ?? 350
      #expect(file.lines.count <= limit, "\(file.name) has \(file.lines.count) lines")
    }
  }

  /// Written apart, so that this file does not hold them.
  static let everywhere = [
    "/work" + "/", "/ho" + "me/", "/Use" + "rs/", "TO" + "DO", "FIX" + "ME", "X" + "XX",
  ]
  static let inSources = [
    "try" + "!", "fatal" + "Error(", "as" + "! ", ".unsafely" + "Unwrapped",
  ]

  @Test func `no machine's paths and nothing left to do`() throws {
    for file in try Repository.allSwiftFiles() {
      for word in Self.everywhere { #expect(!file.text.contains(word), "\(file.name): \(word)") }
    }
  }

  @Test func `the program neither crashes on purpose nor prints past its renderers`() throws {
    let files =
      try Repository.files(in: "Sources", ending: ".swift")
      + Repository.files(in: "Probes", ending: ".swift")
    for file in files {
      for (number, line) in file.lines.enumerated() {
        let code = line.drop { $0 == " " }
        if code.hasPrefix("//") { continue }
        for word in Self.inSources where code.contains(word) {
          Issue.record("\(file.name):\(number + 1): \(word)")
        }
        #expect(!code.hasPrefix("print("), "\(file.name):\(number + 1)")
      }
    }
  }

  /// A number of a stored report, or of a clock, may be any: `Int(nearest:)` takes all, `Int(_:)` traps.
  @Test func `a fraction becomes a whole number in one way`() throws {
    let folders = ["Sources/Evidence", "Sources/Reporting"]
    for file in try folders.flatMap({ try Repository.files(in: $0, ending: ".swift") })
    where !file.name.hasSuffix("/WholeNumber.swift") {
      for (number, line) in file.lines.enumerated() {
        let isGuarded =
          line.firstMatch(of: /\bInt\((?![a-z]+[A-Za-z]*:).*(rounded|\*|econds)/) == nil
        #expect(isGuarded, "\(file.name):\(number + 1)")
      }
    }
  }

  @Test func `unchecked promises to the compiler are proven in a comment`() throws {
    for file in try Repository.files(in: "Sources", ending: ".swift") {
      let lines = file.lines
      for (index, line) in lines.enumerated() where line.contains("@unchecked" + " Sendable") {
        let before = lines[max(0, index - 6)..<index]
        #expect(before.contains { $0.contains("//") }, "\(file.name):\(index + 1)")
      }
    }
  }
}
