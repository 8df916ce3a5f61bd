import Synchronization
import Transport

/// Accepts connections and handles each in a task of its own, on the loop, until it is stopped.
final class Service: Sendable {
  let listener: Listener
  private let task: Task<Void, Never>

  /// Listens and begins to serve; streams are closed when `handle` returns.
  ///
  /// - Parameters:
  ///   - limit: connections at a time; those beyond go to `refuse`.
  ///   - handle: must not keep whoever owns the service alive.
  init(
    on address: SocketAddress, loop: EventLoop, limit: Int,
    refuse: @escaping @Sendable (ByteStream) async -> Void = { _ in },
    handle: @escaping @Sendable (ByteStream) async -> Void
  ) throws(SystemError) {
    let listener = try Listener(on: address, loop: loop)
    let count = ConnectionCount()
    self.listener = listener
    task = Task(executorPreference: loop) {
      await listener.serve { stream in
        guard count.increment(upTo: limit) else { return await refuse(stream) }
        await handle(stream)
        count.decrement()
      }
    }
  }

  deinit {
    task.cancel()
    listener.close()
  }

  /// Stops listening, ends every connection and returns when the last task is over.
  func stop() async {
    task.cancel()
    listener.close()
    await task.value
  }

  /// Returns when the service has been stopped.
  func wait() async { await task.value }
}

/// How many connections are open.
private final class ConnectionCount: Sendable {
  private let value = Mutex(0)

  /// Counts one more; false, and nothing is counted, at the limit.
  func increment(upTo limit: Int) -> Bool {
    value.withLock { value in
      guard value < limit else { return false }
      value += 1
      return true
    }
  }

  func decrement() { value.withLock { $0 -= 1 } }
}
