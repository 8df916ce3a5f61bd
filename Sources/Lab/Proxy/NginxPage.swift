import HTTP1

/// The pages that nginx writes itself, in its form: the cure that the demo shows is nginx's.
enum NginxPage {
  static let server = "nginx/1.22.1"

  private static let reasons = [
    302: "Moved Temporarily", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
    404: "Not Found", 502: "Bad Gateway", 503: "Service Temporarily Unavailable",
    504: "Gateway Time-out",
  ]
  private static let titles = [302: "Found", 401: "Authorization Required"]

  static func head(_ status: Int, _ fields: Fields = [:], length: Int) -> ResponseHead {
    var head = ResponseHead(
      status: status, reason: reasons[status] ?? "",
      fields: ["Server": server, "Content-Type": "text/html", "Content-Length": String(length)])
    head.fields.list += fields.list
    return head
  }

  static func body(_ status: Int) -> [UInt8] {
    let title = "\(status) \(titles[status] ?? reasons[status] ?? "")"
    let lines = [
      "<html>", "<head><title>\(title)</title></head>", "<body>",
      "<center><h1>\(title)</h1></center>", "<hr><center>\(server)</center>", "</body>", "</html>",
    ]
    return Array(lines.map { $0 + "\r\n" }.joined().utf8)
  }
}
