import Synchronization
import Testing
import Transport

@testable import Lab

@Suite struct RelayTests {
  /// Runs a test's body with the two ends of a relay.
  private func withRelay(
    silenceLimit: Duration = .seconds(60),
    _ body: @Sendable (_ left: ByteStream, _ right: ByteStream) async throws -> Void
  ) async throws {
    try await withLoop { loop in
      let listener = try Listener(loop: loop)
      let client = Client(loop: loop, address: listener.address)
      let left = try await client.connect()
      let a = try await listener.accept(deadline: soon())
      let right = try await client.connect()
      let b = try await listener.accept(deadline: soon())
      try await withThrowingTaskGroup { group in
        group.addTask { await Relay(a, b, limit: .silence(silenceLimit)).run() }
        try await body(left, right)
        group.cancelAll()
      }
      #expect(!a.isOpen && !b.isOpen)
    }
  }

  @Test func `a half-closed connection stays useful`() async throws {
    try await withRelay { left, right in
      try left.write(Array("question".utf8))
      left.shutdownOutput()
      let (question, end) = try await right.readToEnd()
      #expect(String(decoding: question, as: UTF8.self) == "question")
      #expect(end == .fin)
      try right.write(Array("answer".utf8))
      right.shutdownOutput()
      let (answer, last) = try await left.readToEnd()
      #expect(String(decoding: answer, as: UTF8.self) == "answer")
      #expect(last == .fin)
    }
  }

  @Test func `a reset stays a reset`() async throws {
    try await withRelay { left, right in
      try left.write([1])
      _ = try await right.read(deadline: soon())
      left.abort()
      #expect(try await right.readToEnd().end == .reset)
    }
  }

  @Test func `silence on both sides is cut by FIN`() async throws {
    try await withRelay(silenceLimit: .milliseconds(60)) { left, right in
      let start = EventLoop.now()
      let ends = try await [left.readToEnd().end, right.readToEnd().end]
      #expect(ends == [.fin, .fin])
      #expect(EventLoop.now() - start >= .milliseconds(50))
    }
  }

  /// It talks longer than the limit, each time well before it.
  ///
  /// Where the machine itself paused for as long as the limit, nothing is shown, and it is tried again.
  @Test func `talk of one side keeps both open`() async throws {
    let limit = Duration.seconds(3)
    for _ in 0..<20 {
      let outcome = Mutex<(isOpen: Bool, pause: Duration)?>(nil)
      try await withRelay(silenceLimit: limit) { left, right in
        let seen = await Self.talk(left, right, for: limit + .milliseconds(500))
        outcome.withLock { $0 = seen }
      }
      let (isOpen, pause) = try #require(outcome.withLock { $0 })
      if isOpen { return }
      guard pause > limit / 2 else {
        Issue.record("cut, though the longest pause was \(pause)")
        return
      }
    }
    Issue.record("this machine pauses for seconds again and again")
  }

  /// Whether both ends are open after so long a talk of one, and the longest pause in it.
  private static func talk(_ left: ByteStream, _ right: ByteStream, for span: Duration) async -> (
    Bool, pause: Duration
  ) {
    let start = EventLoop.now()
    var last = start
    var longest = Duration.zero
    do {
      while last - start < span {
        try left.write([1])
        guard case .bytes = try await right.read(deadline: soon()) else { return (false, longest) }
        try await Task.sleep(for: .milliseconds(100))
        longest = max(longest, EventLoop.now() - last)
        last = EventLoop.now()
      }
      try right.write([2])
      guard case .bytes([2], _) = try await left.read(deadline: soon()) else {
        return (false, max(longest, EventLoop.now() - last))
      }
      return (right.isOpen, longest)
    } catch {
      return (false, max(longest, EventLoop.now() - last))
    }
  }

  @Test func `a slow reader holds a fast writer back`() async throws {
    try await withRelay { left, right in
      let size = 8 << 20
      let reader = Task(executorPreference: right.loop) {
        var count = 0
        while count < size, case .bytes(let bytes, _) = try await right.read(deadline: soon()) {
          count += bytes.count
        }
        return count
      }
      var sent = 0
      while sent < size {
        try left.write([UInt8](repeating: 7, count: 64 * 1024))
        try await left.drain(deadline: soon())
        sent += 64 * 1024
      }
      #expect(try await reader.value == size)
    }
  }
}
