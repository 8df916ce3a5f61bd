import Glibc

@main
struct Main {
  /// Not `async`: signals must be blocked on the first thread, before others inherit its mask.
  static func main() {
    StandardStreams.ignoreBrokenPipes()
    SignalWatch.begin()
    Task.detached {
      let arguments = Array(CommandLine.arguments.dropFirst())
      do throws(UsageError) {
        exitProcess(try await Command.run(arguments))
      } catch {
        StandardStreams.writeError(error.text)
        exitProcess(.usage)
      }
    }
    // The task ends the process.
    while true { pause() }
  }
}
