import Glibc

/// What a script learns from the end of the process.
enum ExitStatus: Int32, CaseIterable {
  case success = 0
  case fault = 1
  case usage = 2
  case undecided = 3
  case interrupted = 130
  case terminated = 143
}

/// Ends the process; nothing is buffered that would have to be written out first, and libraries
/// must not be torn down below threads that still use them.
func exitProcess(_ status: ExitStatus) -> Never { _exit(status.rawValue) }
