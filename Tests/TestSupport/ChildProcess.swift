package import Foundation

/// A program that the tests started, in the foreground; it never outlives its owner.
package final class ChildProcess: Sendable {
  package let standardOutput: URL
  package let standardError: URL
  private let life: Life

  /// Starts `arguments` with its output going to files in `scratch`.
  ///
  /// `environment` is added to what programs need, or stands `alone`.
  package init(
    _ arguments: [String], environment: [String: String] = [:], alone: Bool = false,
    in folder: URL? = nil, standardInput: URL? = nil, scratch: URL, name: String
  ) throws {
    standardOutput = scratch.appending(path: "\(name).stdout")
    standardError = scratch.appending(path: "\(name).stderr")
    let program = try SpawnedProgram(
      arguments,
      environment: alone
        ? environment : Self.cleanEnvironment.merging(environment) { _, new in new },
      in: folder, standardInput: standardInput, standardOutput: standardOutput,
      standardError: standardError)
    Janitor.note("begins", program.identifier)
    let life = Life(program)
    self.life = life
    Thread.detachNewThread {
      SpawnedProgram.awaitEnd(of: program.identifier)
      life.end()
    }
  }

  deinit { life.signal(SIGKILL) }

  package var identifier: pid_t { life.identifier }
  /// The most memory that it has held so far, `nil` once it has ended and where there is no `/proc`.
  ///
  /// What `wait4` tells isn't it: on Linux that counts the process which started it, too. Octets.
  package var peakMemory: Int? {
    guard let status = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8),
      let size = status.firstMatch(of: #/VmHWM:\s+(\d+) kB/#)
    else { return nil }
    return Int(size.1).map { $0 * 1024 }
  }
  package var isRunning: Bool { life.status == nil }
  package var output: String { Self.text(of: standardOutput) }
  package var errors: String { Self.text(of: standardError) }

  /// Waits for the end; kills the program after `limit`. A negative status is a signal's number.
  package func exitStatus(within limit: Duration) async -> Int32 {
    let life = life
    let timer = DispatchWorkItem { life.signal(SIGKILL) }
    DispatchQueue.global().asyncAfter(
      deadline: .now() + .milliseconds(Int(limit / .milliseconds(1))), execute: timer)
    let status = await withCheckedContinuation { life.whenEnded($0) }
    timer.cancel()
    return status
  }

  /// Sends a signal, unless the program has ended.
  package func signal(_ number: Int32) { life.signal(number) }

  /// Asks the program to end, and kills it when it doesn't.
  package func stop() async {
    life.signal(SIGTERM)
    _ = await exitStatus(within: .seconds(2))
  }

  /// Waits for the first line on standard output, nil if the program ends without one.
  package func firstLine(within limit: Duration) async throws -> String? {
    try await wait(within: limit) {
      let lines = self.output.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.count > 1 ? String(lines[0]) : nil
    }
  }

  /// Waits until standard error holds some text; false if the program ends without it.
  package func saysError(_ text: String, within limit: Duration) async throws -> Bool {
    try await wait(within: limit) { self.errors.contains(text) ? true : nil } ?? false
  }

  /// Looks again and again for what the program writes, until it ends.
  private func wait<Found>(within limit: Duration, for find: () -> Found?) async throws -> Found? {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
      let wasRunning = isRunning
      if let found = find() { return found }
      if !wasRunning { return nil }
      try await Task.sleep(for: .milliseconds(10))
    }
    return nil
  }

  /// What a program needs and no more: a forward proxy of the machine must not be in the way.
  private static let cleanEnvironment = ProcessInfo.processInfo.environment
    .filter { ["PATH", "HOME", "JAVA_HOME", "LANG", "TMPDIR"].contains($0.key) }

  private static func text(of file: URL) -> String {
    String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
  }
}

/// Whether a program still runs; its number is used only while it does.
///
/// Unchecked, because everything that changes is touched under the lock only.
private final class Life: @unchecked Sendable {
  private let program: SpawnedProgram
  private let lock = NSLock()
  private var ended: Int32?
  private var waiters: [CheckedContinuation<Int32, Never>] = []

  init(_ program: SpawnedProgram) { self.program = program }

  var identifier: pid_t { program.identifier }

  /// The exit status, nil as long as the program runs.
  var status: Int32? { lock.withLock { ended } }

  func signal(_ number: Int32) {
    lock.withLock { if ended == nil { kill(program.identifier, number) } }
  }

  func whenEnded(_ waiter: CheckedContinuation<Int32, Never>) {
    let status = lock.withLock {
      if ended == nil { waiters.append(waiter) }
      return ended
    }
    if let status { waiter.resume(returning: status) }
  }

  func end() {
    let (status, waiters) = lock.withLock {
      Janitor.note("ends", program.identifier)
      let status = SpawnedProgram.collect(program.identifier)
      ended = status
      close(program.standardInput)
      defer { self.waiters = [] }
      return (status, self.waiters)
    }
    for waiter in waiters { waiter.resume(returning: status) }
  }
}
