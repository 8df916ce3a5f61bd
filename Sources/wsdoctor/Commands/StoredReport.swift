import Evidence
import ReportDocument
import Reporting

/// A report that was written by `--format json`, read again.
enum StoredReport {
  /// Octets of a report that are read; the largest that was seen has less than 1 MB.
  static let limit = 64 << 20

  /// - Parameter verb: what cannot be done to a file that is none, as in "rendered".
  static func read(_ path: String, command: String, verb: String) throws(UsageError)
    -> JSONRenderer.Stored
  {
    do throws(Files.Problem) {
      let text = try Files.read(path, limit: limit)
      do throws(JSONRenderer.Problem) {
        return try JSONRenderer.stored(text)
      } catch {
        throw Files.Problem(
          message: "\(Files.name(of: path)) cannot be \(verb): \(error.description)")
      }
    } catch {
      throw UsageError(message: error.message, command: command)
    }
  }

  /// Says what of a newer report nobody will see; `nil`: this program knows all of it.
  static func warning(of path: String, _ stored: JSONRenderer.Stored) -> String? {
    guard let first = stored.unknown.first else { return nil }
    let others = stored.unknown.count - 1
    return "\(Files.name(of: path)) holds what wsdoctor \(Tool.currentVersion) doesn't know: "
      + String(first.prefix(100)) + (others > 0 ? " and \(others) more" : "")
  }
}
