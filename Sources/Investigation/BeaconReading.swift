public import Evidence
import FoundationEssentials
import HTTP1
import Knowledge

/// Reads what the beacon says about the request that reached it.
public enum BeaconReading {
  /// The field of an answer without a body of JSON: a 101, or the beacon's page.
  static let requestField = "Wsdoctor-Beacon-Request"

  /// 32 KiB: twice the largest head that the beacon takes.
  private static let limit = 32 * 1024

  private struct Document: Decodable {
    var path: String
    var httpVersion: String
    var headers: [[String]]
  }

  /// The request as it arrived at the beacon; nil when the answer isn't the beacon's, or is damaged.
  public static func echo(in response: Answer.Response) -> BeaconEcho? {
    guard response.head.fields.contains(Recogniser.beaconField), let json = json(in: response),
      let document = try? JSONDecoder().decode(Document.self, from: json)
    else { return nil }
    var fields: [String: String] = [:]
    for line in document.headers where line.count == 2 {
      let name = line[0].lowercased()
      fields[name] = fields[name].map { "\($0), \(line[1])" } ?? line[1]
    }
    return BeaconEcho(httpVersion: document.httpVersion, path: document.path, fields: fields)
  }

  private static func json(in response: Answer.Response) -> Data? {
    if let text = response.head.fields.first(requestField) {
      return text.utf8.count <= limit ? Data(base64Encoded: text) : nil
    }
    return response.body.count <= limit ? Data(response.body) : nil
  }
}
