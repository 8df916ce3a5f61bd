import Evidence
import HTTP1

extension ProxyProduct {
  static let nginx = ProxyProduct(
    "nginx", name: "nginx",
    sign: { response in
      for name in ["nginx", "openresty", "tengine"] {
        if let sign = serverField(name, response) { return sign }
      }
      return nil
    },
    wrote: { response in
      // nginx's built-in pages end with a rule and the product's name, centred; forks put theirs.
      if response.start.contains("<hr><center>") { return "its built-in page" }
      return isOwnFile(response) ? "a file of its own, by the form of its ETag" : nil
    })

  /// A static file: nginx makes the ETag of the file's time and length, both in hexadecimal.
  private static func isOwnFile(_ response: Answer.Response) -> Bool {
    guard serverField("nginx", response) != nil, let tag = response.field("ETag"),
      let modified = response.field("Last-Modified"), !modified.isEmpty
    else { return false }
    let parts = tag.replacing("W/", with: "").replacing("\"", with: "").split(separator: "-")
    guard parts.count == 2, let length = Int(parts[1], radix: 16), Int(parts[0], radix: 16) != nil
    else { return false }
    let stated = response.field("Content-Length").flatMap { Int($0) } ?? response.body.count
    return stated == length
  }
}
