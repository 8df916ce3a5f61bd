import Evidence
import HTTP1

/// Answers in the form in which they were captured.
extension Answer.Response {
  /// - Parameter head: status line and fields, one a line.
  init(captured head: String, _ body: String = "") throws {
    var parser = ResponseParser(bodyLimit: 1 << 16, answering: "GET")
    let lines = head.split(separator: "\n").joined(separator: "\r\n")
    let octets = Array(body.utf8)
    // HAProxy writes every name in lower case, this one too.
    let name = lines.contains("content-type") ? "content-length" : "Content-Length"
    let isStated = head.lowercased().contains("\ncontent-length:")
    let length = isStated ? "" : "\r\n\(name): \(octets.count)"
    parser.receive(Array("\(lines)\(length)\r\n\r\n".utf8))
    _ = try parser.nextEvent()
    guard var head = parser.head else { throw HeadViolation.endOfStream(receivedBytes: 0) }
    if !lines.contains("ength") && octets.isEmpty { head.fields.remove("Content-Length") }
    self.init(head: head, body: octets)
  }
}

enum Captured {
  static func nginxPage(_ title: String, server: String = "nginx/1.22.1") -> String {
    """
    <html>\r
    <head><title>\(title)</title></head>\r
    <body>\r
    <center><h1>\(title)</h1></center>\r
    <hr><center>\(server)</center>\r
    </body>\r
    </html>\r

    """
  }

  static func apachePage(_ title: String) -> String {
    """
    <!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
    <html><head>
    <title>\(title)</title>
    </head><body>
    <h1>Not Found</h1>
    <p>The requested URL was not found on this server.</p>
    <hr>
    <address>Apache/2.4.71 (Debian) Server at chat.example.test Port 80</address>
    </body></html>

    """
  }

  static func tomcatPage(_ status: Int, _ title: String, path: String? = nil) -> String {
    let message =
      path.map {
        "<p><b>Message</b> The requested resource [\($0.replacing("/", with: "&#47;"))] is not available</p>"
      } ?? ""
    return """
      <!doctype html><html lang="en"><head><title>HTTP Status \(status) – \(title)</title>\
      <style type="text/css">body {font-family:Tahoma,Arial,sans-serif;} \
      .line {height:1px;background-color:#525D76;border:none;}</style></head><body>\
      <h1>HTTP Status \(status) – \(title)</h1><hr class="line" /><p><b>Type</b> Status Report</p>\
      \(message)<p><b>Description</b> The origin server did not find a current representation.</p>\
      <hr class="line" /><h3>Apache Tomcat/10.1.60</h3></body></html>
      """
  }

  static let haproxy503 = """
    <html><body><h1>503 Service Unavailable</h1>
    No server is available to handle this request.
    </body></html>

    """

  static let varnish503 = """
    <?xml version="1.0" encoding="utf-8"?>
    <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"
     "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
    <html>
      <head><title>503 Backend fetch failed</title></head>
      <body>
        <h1>Error 503 Backend fetch failed</h1>
        <h3>Guru Meditation:</h3>
        <p>XID: 32771</p>
        <hr><p>Varnish cache server</p>
      </body>
    </html>

    """

  static let lighttpd404 = """
    <?xml version="1.0" encoding="iso-8859-1"?>
    <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
             "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
    <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
     <head><title>404 Not Found</title></head>
     <body><h1>404 Not Found</h1></body>
    </html>

    """

  static let albPage = """
    <html>\r
    <head><title>502 Bad Gateway</title></head>\r
    <body>\r
    <center><h1>502 Bad Gateway</h1></center>\r
    </body>\r
    </html>\r

    """

  static let jetty404 = """
    <html>
    <head>
    <meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>
    <title>Error 404 Not Found</title>
    </head>
    <body><h2>HTTP ERROR 404 Not Found</h2>
    <table>
    <tr><th>URI:</th><td>/chat/ws/x</td></tr>
    <tr><th>STATUS:</th><td>404</td></tr>
    </table>
    </body>
    </html>

    """

  static let express404 = """
    <!DOCTYPE html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Error</title></head>
    <body>
    <pre>Cannot GET /chat/ws/x</pre>
    </body>
    </html>

    """

  static let spring404 = """
    {"timestamp":"2026-11-21T05:48:40.123+00:00","status":404,"error":"Not Found","path":"/chat/ws/x"}
    """
}
