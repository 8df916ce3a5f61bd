import Testing

@Suite struct `nginx configuration` {
  let text = """
    http {
        map $http_upgrade $connection_upgrade { default upgrade; '' close; }
        server {
            listen 1;  # not a { block
            location / { proxy_pass http://${host}/; proxy_set_header Upgrade $http_upgrade; }
            location ~ "\\.js{1,2}$" { return 200 "}"; }
        }
    }
    """

  @Test func `directives are found by their words, whatever stands in quotes and comments`() throws
  {
    let configuration = NginxConfiguration(text)
    let server = try configuration.server()
    let inside = try configuration.directives(in: server.body)
    #expect(
      inside.map(\.words) == [
        ["listen", "1"], ["location", "/"], ["location", "~", "\\.js{1,2}$"],
      ])
    let root = try configuration.directives(in: inside[1].body)
    #expect(root.map(\.key) == [["proxy_pass"], ["proxy_set_header", "Upgrade"]])
    #expect(root[0].words == ["proxy_pass", "http://${host}/"])
  }

  @Test func `a location takes the place of the one with the same prefix`() throws {
    var configuration = NginxConfiguration(text)
    try configuration.set("location / { return 204; }", key: ["location", "/"]) { try $0.server() }
    let server = try configuration.directives(in: configuration.server().body)
    #expect(
      server.map { $0.words.joined(separator: " ") } == [
        "listen 1", "location /", "location ~ \\.js{1,2}$",
      ])
    #expect(configuration.text.contains("location / { return 204; }"))
    #expect(!configuration.text.contains("proxy_pass"))
  }

  @Test func `a location of another prefix is added`() throws {
    var configuration = NginxConfiguration(text)
    try configuration.set("location /ws/ { return 204; }", key: ["location", "/ws/"]) {
      try $0.server()
    }
    let server = try configuration.directives(in: configuration.server().body)
    #expect(server.last?.words == ["location", "/ws/"])
    #expect(server.count == 4)
  }

  @Test func `a directive is removed with its block`() throws {
    var configuration = NginxConfiguration(text)
    try configuration.remove("location / {")
    #expect(try configuration.directives(in: configuration.server().body).count == 2)
    #expect(throws: Failure.self) { try configuration.remove("deny all;") }
  }

  @Test(arguments: ["a { b;", "a b", "a { b }"])
  func `what isn't ended is an error`(_ text: String) {
    #expect(throws: Failure.self) { _ = try NginxConfiguration(text).directives() }
  }
}
