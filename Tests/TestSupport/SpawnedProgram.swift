package import Foundation

/// A program started with `posix_spawn`, as a shell would: no signal blocked, no foreign file open.
///
/// Foundation's `Process` is not used: on Linux it hands on the blocked signals of Dispatch's threads,
/// keeps its pipes open, and crashes once there are many of them.
package struct SpawnedProgram: Sendable {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private static let oneAtATime = NSLock()

  package let identifier: pid_t
  /// Our end of the program's standard input, which ends with us at the latest.
  package let standardInput: Int32

  /// Starts `arguments`, looked up in PATH, in `folder` or where we are; `environment` is all it sees.
  ///
  /// With `standardInput` the program reads that file, and its own end of the pipe stays unread.
  package init(
    _ arguments: [String], environment: [String: String], in folder: URL? = nil,
    standardInput file: URL? = nil, standardOutput: URL, standardError: URL
  ) throws {
    var ends: [Int32] = [0, 0]
    // One at a time: a program started meanwhile must not get our end and keep it open.
    Self.oneAtATime.lock()
    defer { Self.oneAtATime.unlock() }
    guard unsafe pipe(&ends) == 0 else { throw Failure(description: "no pipe: \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif

    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    if let file {
      unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, file.path, O_RDONLY, 0)
    } else {
      unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
    }
    for (descriptor, file) in [(STDOUT_FILENO, standardOutput), (STDERR_FILENO, standardError)] {
      let flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, file.path, flags, 0o644)
    }

    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    // Not every system's posix_spawn changes the folder.
    let move = folder.map { ["sh", "-c", #"cd "$0" && exec "$@""#, $0.path] } ?? []
    var words = unsafe (move + arguments).map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var identifier: pid_t = 0
    let status = unsafe posix_spawnp(
      &identifier, move.first ?? arguments[0], &actions, &attributes, &words, &variables)
    guard status == 0 else {
      close(ends[1])
      let reason = unsafe String(cString: strerror(status))
      throw Failure(description: "\(arguments[0]) can't be started: \(reason)")
    }
    self.identifier = identifier
    standardInput = ends[1]
  }

  /// Blocks until the program ends, and leaves its status to be collected.
  package static func awaitEnd(of identifier: pid_t) {
    var information = unsafe siginfo_t()
    while unsafe waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) == -1
      && errno == EINTR
    {}
  }

  /// Collects the status of a program that has ended; a signal's number is negative.
  package static func collect(_ identifier: pid_t) -> Int32 {
    var status: Int32 = 0
    unsafe waitpid(identifier, &status, 0)
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : -signal
  }
}
