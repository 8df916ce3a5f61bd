import Evidence
import Testing

@Suite struct SecretsTests {
  private func values(_ name: String, _ value: String) -> [String] {
    Secrets.values(fields: [(name, value)], targets: [])
  }

  @Test func `a cookie's value is secret, its name is not`() {
    #expect(
      values("Cookie", "JSESSIONID=A1B2; theme=dark; token=\"abcdef\"") == ["A1B2", "abcdef"])
    #expect(values("cookie", "barevalue1") == ["barevalue1"])
  }

  @Test func `what every browser sends is no secret`() {
    for (name, value) in [
      ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)"), ("Accept", "text/html"),
      ("Accept-Language", "en-US,en;q=0.9"), ("Origin", "https://chat.example.test"),
      ("Cache-Control", "no-cache"), ("X-Forwarded-Proto", "https"),
      ("Sec-Fetch-Mode", "websocket"),
    ] {
      #expect(values(name, value).isEmpty, "\(name)")
    }
  }

  @Test func `a credential is secret without its scheme, and in both parts`() {
    #expect(values("Authorization", "Bearer abc.def.ghi") == ["Bearer abc.def.ghi", "abc.def.ghi"])
    let basic = values("Authorization", "Basic YWxpY2U6aHVudGVyMg==")
    #expect(basic.contains("hunter2") && basic.contains("alice:hunter2"))
    #expect(!basic.contains("Basic") && !values("Authorization", "Bearer x1").contains("Bearer"))
  }

  @Test func `a query's values are secret, not its names nor what every Socket.IO sends`() {
    let found = Secrets.values(
      fields: [],
      targets: ["/socket.io/?session=ab12cd&connection=7&EIO=4&transport=websocket&n=a%2Bb%2Bc%2Bd"]
    )
    #expect(found == ["a%2Bb%2Bc%2Bd", "a+b+c+d", "ab12cd"])
  }

  @Test func `nothing is made of nothing`() {
    #expect(
      Secrets.values(
        fields: [("Cookie", ""), ("X-A", ""), ("X-B", "true")], targets: ["/", "/?", "?&=&"]
      ).isEmpty)
  }
}
