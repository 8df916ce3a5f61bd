import Synchronization

/// Why a name has no address.
public enum ResolveFailure: Error, Hashable, Sendable {
  /// The name does not exist, or has no address.
  case notFound
  /// The resolver could not say; `code` is getaddrinfo's (`EAI_…`).
  case failed(code: Int, text: String)
  /// The deadline was over.
  case timedOut
  /// The task was cancelled.
  case cancelled
}

/// What turns a host into addresses.
public protocol Resolver: Sendable {
  /// Returns the addresses of a host in the order in which to try them, at least one.
  nonisolated(nonsending) func resolve(
    _ host: String, port: UInt16, on loop: EventLoop, deadline: Moment
  ) async -> Result<[SocketAddress], ResolveFailure>
}

/// Asks the system: hosts file, DNS, whatever it is set up for.
public struct SystemResolver: Resolver {
  private let lookUp: @Sendable (String, UInt16) -> Result<[SocketAddress], ResolveFailure>

  public init() {
    lookUp = { host, port in SystemCall.lookUp(host, port: port) }
  }

  /// A resolver that blocks in another function, for tests.
  package init(
    lookUp: @escaping @Sendable (String, UInt16) -> Result<[SocketAddress], ResolveFailure>
  ) {
    self.lookUp = lookUp
  }

  /// Returns the host's addresses, families in turn, IPv6 first (RFC 8305 §4).
  ///
  /// getaddrinfo cannot be interrupted, so it runs on a thread of its own, which is left behind when
  /// the deadline comes first. Numeric hosts need no thread.
  public nonisolated(nonsending) func resolve(
    _ host: String, port: UInt16, on loop: EventLoop, deadline: Moment
  ) async -> Result<[SocketAddress], ResolveFailure> {
    if let address = SocketAddress(host, port: port) { return .success([address]) }
    guard !host.isEmpty, !host.utf8.contains(0) else { return .failure(.notFound) }

    let answer = Answer(on: loop)
    SystemCall.startThread { [lookUp] in answer.give(lookUp(host, port)) }
    while true {
      let mark = answer.given.mark()
      if let result = answer.result { return result.map(SocketAddress.interleaved) }
      switch await answer.given.wait(since: mark, until: deadline) {
      case .raised: continue
      case .timedOut: return .failure(.timedOut)
      case .cancelled: return .failure(.cancelled)
      }
    }
  }
}

/// Where the thread that looks up leaves its result.
private final class Answer: Sendable {
  let given: Signal
  private let state = Mutex<Result<[SocketAddress], ResolveFailure>?>(nil)

  init(on loop: EventLoop) {
    given = Signal(on: loop)
  }

  var result: Result<[SocketAddress], ResolveFailure>? { state.withLock { $0 } }

  func give(_ result: Result<[SocketAddress], ResolveFailure>) {
    state.withLock { $0 = result }
    given.raise()
  }
}

/// Answers from a table first, as curl's `--resolve HOST:PORT:ADDRESS`, and asks another for the rest.
public struct TableResolver: Resolver {
  private struct Key: Hashable {
    let host: String
    let port: UInt16
  }

  /// The host that stands for every one that has no entry of its own.
  public static let anyHost = "*"

  private var table: [Key: [SocketAddress]] = [:]
  private let fallback: (any Resolver)?
  private let asked: @Sendable (String, UInt16) -> Void

  /// - Parameters:
  ///   - fallback: without one, what is not in the table is not found.
  ///   - asked: is told the host and port of every question.
  public init(
    fallback: (any Resolver)? = SystemResolver(),
    asked: @escaping @Sendable (String, UInt16) -> Void = { _, _ in }
  ) {
    self.fallback = fallback
    self.asked = asked
  }

  /// Adds addresses for a host, whose case does not matter, and a port.
  public mutating func add(_ addresses: [SocketAddress], host: String, port: UInt16) {
    table[Key(host: host.lowercased(), port: port), default: []] += addresses
  }

  /// Adds an entry as `HOST:PORT:ADDRESS`, where IPv6 addresses may stand in brackets.
  ///
  /// Returns false when the text is not of that form.
  public mutating func add(_ entry: String) -> Bool {
    let parts = entry.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, let port = UInt16(parts[1]),
      let address = SocketAddress(String(parts[2]), port: port)
    else { return false }
    add([address], host: String(parts[0]), port: port)
    return true
  }

  public nonisolated(nonsending) func resolve(
    _ host: String, port: UInt16, on loop: EventLoop, deadline: Moment
  ) async -> Result<[SocketAddress], ResolveFailure> {
    asked(host, port)
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    for host in [name.lowercased(), Self.anyHost] {
      if let found = table[Key(host: host, port: port)] { return .success(found) }
    }
    if let fallback {
      return await fallback.resolve(host, port: port, on: loop, deadline: deadline)
    }
    guard let address = SocketAddress(host, port: port) else { return .failure(.notFound) }
    return .success([address])
  }
}
