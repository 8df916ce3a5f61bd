@main
struct Main {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    StandardStreams.ignoreBrokenPipes()
    let status: ExitStatus
    do {
      status = try await Command.run(arguments)
    } catch {
      StandardStreams.writeError(error.text)
      status = .usage
    }
    exitProcess(status)
  }
}
