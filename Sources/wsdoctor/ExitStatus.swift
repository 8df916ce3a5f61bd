import Glibc

/// What a script learns from the end of the process.
enum ExitStatus: Int32 {
  case success = 0
  case fault = 1
  case usage = 2
  case undecided = 3
  case interrupted = 130
  case terminated = 143
}

func exitProcess(_ status: ExitStatus) -> Never { exit(status.rawValue) }
