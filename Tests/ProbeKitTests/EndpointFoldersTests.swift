import Testing

@testable import ProbeKit

@Suite struct EndpointFoldersTests {
  @Test(
    arguments: [
      ("/ws", nil, nil), ("/", nil, nil), ("/chat/ws", "/chat/", nil),
      ("/chat/ws/x?a=/b/c", "/chat/ws/", "/chat/"), ("/a/b/c/d/", "/a/b/c/", "/a/"),
    ] as [(String, String?, String?)])
  func `an endpoint's folders are its own and the outermost`(
    target: String, own: String?, outermost: String?
  ) {
    let folders = EndpointFolders(of: target)
    #expect(folders.own == own)
    #expect(folders.outermost == outermost)
  }

  @Test func `what nobody knows lies beside the application and begins like no endpoint`() {
    let stranger = ProbeContext.stranger(beside: "/app/start?x=/y")
    #expect(stranger.hasPrefix("/app/unknown-to-all-"))
    #expect(stranger != ProbeContext.stranger(beside: "/app/start?x=/y"))
    #expect(ProbeContext.stranger(beside: "/").hasPrefix("/unknown-to-all-"))
    #expect(ProbeContext.sibling(of: "/chat/ws/x").hasPrefix("/chat/ws/wsdoctor-"))
  }
}
