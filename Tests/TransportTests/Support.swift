import Testing
import Transport

/// Far enough for a slow machine, near enough to end a test that hangs.
func soon() -> Moment { EventLoop.now() + .seconds(20) }

/// Runs a test's body on a loop of its own.
func withLoop<Value: Sendable>(
  _ driver: DriverKind = .best, _ body: @concurrent @Sendable (EventLoop) async throws -> Value
) async throws -> Value {
  let loop = try EventLoop(driver: driver)
  defer { loop.shutdown() }
  return try await withTaskExecutorPreference(loop) { try await body(loop) }
}

/// Runs something on another thread, which is a loop's too: the global pool is busy with other tests,
/// and what waits for its turn there misses every deadline.
func elsewhere(_ body: @concurrent @Sendable () async throws -> Void) async throws {
  try await EventLoop.run { _ in try await body() }
}

func connect(to listener: Listener) async throws -> ByteStream {
  let (stream, attempts) = await Dialer.connect(
    to: [listener.address], on: listener.loop, deadline: soon())
  return try #require(stream, "\(attempts)")
}

extension ByteStream {
  /// Reads until nothing more comes.
  func readToEnd() async throws -> (bytes: [UInt8], end: EndOfStream) {
    var all: [UInt8] = []
    while true {
      switch try await read(deadline: soon()) {
      case .bytes(let bytes, _): all += bytes
      case .end(let end, _): return (all, end)
      }
    }
  }

  /// Reads until so many octets are there.
  func read(count: Int) async throws -> [UInt8] {
    var all: [UInt8] = []
    while all.count < count {
      guard case .bytes(let bytes, _) = try await read(deadline: soon()) else { break }
      all += bytes
    }
    return all
  }
}
