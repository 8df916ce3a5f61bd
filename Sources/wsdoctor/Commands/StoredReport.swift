import Reporting

/// A report that was written by `--format json`, read again.
enum StoredReport {
  /// Octets of a report that are read; the largest that was seen has less than 1 MB.
  static let limit = 64 << 20

  /// - Parameter verb: what cannot be done to a file that is none, as in "rendered".
  static func read(_ path: String, command: String, verb: String) throws(UsageError) -> Document {
    let name = path == "-" ? "standard input" : path
    do throws(Files.Problem) {
      let text = try Files.read(path, limit: limit)
      do throws(JSONRenderer.Problem) {
        return try JSONRenderer.read(text)
      } catch {
        throw Files.Problem(message: "\(name) cannot be \(verb): \(error.description)")
      }
    } catch {
      throw UsageError(message: error.message, command: command)
    }
  }
}
