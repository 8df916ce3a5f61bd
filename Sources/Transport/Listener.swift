import Synchronization

/// A listening TCP socket, for servers of our own.
public final class Listener: EventHandler {
  private struct State {
    var descriptor: Int32
    var token: UInt64 = 0
  }

  public let loop: EventLoop
  /// Where it listens; the port is the system's choice when 0 was asked for.
  public let address: SocketAddress
  private let state: Mutex<State>
  private let arrived: Signal

  /// Listens on an address.
  ///
  /// Throws when the address is in use or not ours.
  public init(
    on address: SocketAddress = .loopback(), loop: EventLoop, backlog: Int32 = 1024
  ) throws(SystemError) {
    let descriptor = try SystemCall.tcpSocket(for: address)
    do throws(SystemError) {
      try SystemCall.listen(descriptor, on: address, backlog: backlog)
    } catch {
      SystemCall.close(descriptor)
      throw error
    }
    self.loop = loop
    self.address = SystemCall.localAddress(descriptor) ?? address
    state = Mutex(State(descriptor: descriptor))
    arrived = Signal(on: loop)
    let token = loop.attach(self)
    state.withLock { $0.token = token }
    do throws(SystemError) {
      try loop.register(descriptor, token: token, for: .read)
    } catch {
      close()
      throw error
    }
  }

  deinit {
    close()
  }

  public var port: UInt16 { address.port }

  /// Waits for the next connection.
  public nonisolated(nonsending) func accept(deadline: Moment? = nil)
    async throws(TransportError) -> ByteStream
  {
    while true {
      let mark = arrived.mark()
      let step = state.withLock { state -> Step? in
        guard state.descriptor >= 0 else { return nil }
        let step = SystemCall.accept(state.descriptor)
        if case .wouldBlock = step {
          loop.rearm(state.descriptor, token: state.token, for: .read)
        }
        return step
      }
      switch step {
      case nil: throw .closed
      case .done(let descriptor):
        do throws(SystemError) {
          let descriptor = Int32(descriptor)
          return try ByteStream(
            descriptor: descriptor, peer: SystemCall.peerAddress(descriptor), on: loop)
        } catch {
          continue
        }
      case .failed, .wouldBlock:
        // Out of descriptors is no reason to stop serving: the next connection tries again.
        break
      }
      switch await arrived.wait(since: mark, until: deadline) {
      case .raised: continue
      case .timedOut: throw .timedOut
      case .cancelled: throw .cancelled
      }
    }
  }

  /// Serves every connection in a task of its own until the task is cancelled or the listener closed.
  ///
  /// The streams are closed when their function returns.
  public nonisolated(nonsending) func serve(
    _ handle: @escaping @Sendable (ByteStream) async -> Void
  ) async {
    await withDiscardingTaskGroup { group in
      while let stream = try? await accept() {
        group.addTask {
          await handle(stream)
          stream.close()
        }
      }
      group.cancelAll()
    }
  }

  /// Stops listening; connections in the queue are reset.
  public func close() {
    let wasOpen = state.withLock { state in
      guard state.descriptor >= 0 else { return false }
      loop.unregister(state.descriptor, token: state.token)
      SystemCall.close(state.descriptor)
      state.descriptor = -1
      return true
    }
    if wasOpen { arrived.raise() }
  }

  func ready(_ readiness: Readiness) {
    arrived.raise()
  }
}
