import HTTP1
import Testing

@testable import ProbeKit

@Suite struct SessionCookiesTests {
  private func jar(_ lines: String..., isSecure: Bool = false) -> SessionCookies {
    var jar = SessionCookies()
    for line in lines {
      jar.add(
        from: ResponseHead(status: 200, reason: "OK", fields: ["Set-Cookie": line]), to: "/",
        isSecure: isSecure)
    }
    return jar
  }

  private func sent(_ jar: SessionCookies, to target: String = "/") -> String? {
    var fields = Fields()
    jar.put(into: &fields, target: target)
    return fields.first("Cookie")
  }

  @Test func `cookies go back to the paths that they are for`() {
    let jar = jar("JSESSIONID=a.node1; Path=/jira; HttpOnly", "x=1; path=/")
    #expect(sent(jar, to: "/jira/login?x") == "JSESSIONID=a.node1; x=1")
    #expect(sent(jar, to: "/jiraffe") == "x=1")
  }

  @Test func `a later one replaces, an ended one goes, a secure one stays with TLS`() {
    #expect(sent(jar("a=1", "a=2")) == "a=2")
    #expect(sent(jar("a=1", "a=; Max-Age=0")) == nil)
    #expect(sent(jar("a=1; Secure")) == nil)
    #expect(sent(jar("a=1; Secure", isSecure: true)) == "a=1")
    #expect(sent(jar("a=1\u{7F}", "=1", "b", "c=\(String(repeating: "x", count: 2000))")) == nil)
  }

  @Test func `a cookie of the user's is not touched`() {
    var fields: Fields = ["Cookie": "mine=1"]
    jar("a=1").put(into: &fields)
    #expect(fields.all("Cookie") == ["mine=1"])
  }

  private func nodes(_ answers: Fields...) -> NodeReader {
    var jar = SessionCookies()
    var reader = NodeReader()
    for fields in answers {
      let head = ResponseHead(status: 200, reason: "OK", fields: fields)
      jar.add(from: head, to: "/", isSecure: false)
      reader.read(head, jar) { $0 }
    }
    return reader
  }

  @Test func `nodes are told apart by what names them`() {
    let jira = nodes(["X-ANODEID": "node1"], ["X-ANODEID": "node2"], ["X-ANODEID": "node1"])
    #expect(jira.nodes == ["node1", "node2"] && jira.mark == "X-ANODEID")
    let apache = nodes(["Set-Cookie": "ROUTEID=.one"], [:], ["Set-Cookie": "ROUTEID=.two"])
    #expect(apache.nodes.count == 2 && apache.mark == "cookie ROUTEID")
    #expect(!apache.nodes.joined().contains("one"), "a value is never shown")
    let tomcat = nodes(["Set-Cookie": "JSESSIONID=4F.node1"], ["Set-Cookie": "JSESSIONID=9A.node1"])
    #expect(tomcat.nodes.count == 1 && tomcat.hasRoute == true)
  }

  @Test func `what changes by itself names no node`() {
    let amazon = nodes(["Set-Cookie": "AWSALB=x1"], ["Set-Cookie": "AWSALB=y2"])
    #expect(amazon.nodes.isEmpty && amazon.mark == nil)
    let plain = nodes(["Set-Cookie": "JSESSIONID=4F"], ["Set-Cookie": "JSESSIONID=9A"])
    #expect(plain.nodes.isEmpty && plain.hasRoute == false)
  }
}
