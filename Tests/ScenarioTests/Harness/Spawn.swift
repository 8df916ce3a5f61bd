import Foundation

/// A program started with `posix_spawn`, as a shell would: no signal blocked, no foreign file open.
///
/// Foundation's `Process` is not used: on Linux it hands on the blocked signals of Dispatch's threads,
/// keeps its pipes open, and crashes once there are many of them.
struct SpawnedProgram {
  let identifier: pid_t
  /// Our end of the program's standard input.
  let standardInput: Int32

  init(
    _ arguments: [String], environment: [String: String], standardOutput: URL, standardError: URL
  ) throws {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw Failure("no pipe: \(errno)") }
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
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
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

    var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var identifier: pid_t = 0
    let status = unsafe posix_spawnp(
      &identifier, arguments[0], &actions, &attributes, &words, &variables)
    guard status == 0 else {
      close(ends[1])
      throw Failure("\(arguments[0]) can't be started: \(unsafe String(cString: strerror(status)))")
    }
    self.identifier = identifier
    standardInput = ends[1]
  }

  /// Blocks until the program ends, and leaves its status to be collected.
  static func awaitEnd(of identifier: pid_t) {
    var information = unsafe siginfo_t()
    while unsafe waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) == -1
      && errno == EINTR
    {}
  }

  /// Collects the status of a program that has ended; a signal's number is negative.
  static func collect(_ identifier: pid_t) -> Int32 {
    var status: Int32 = 0
    unsafe waitpid(identifier, &status, 0)
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : -signal
  }
}
