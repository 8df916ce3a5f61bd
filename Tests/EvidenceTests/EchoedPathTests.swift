import Evidence
import HTTP1
import Testing

@Suite struct EchoedPathTests {
  @Test(arguments: [
    ("Requested URL /wsdoctor-abc not found", "/wsdoctor-abc"),
    ("<p>Cannot GET &#47;live&#47;wsdoctor-abc</p>", "/live/wsdoctor-abc"),
    ("{\"path\":\"/a/wsdoctor-abc\"}", "/a/wsdoctor-abc"),
    ("see https://app.example.com:8443/x/wsdoctor-abc.", "/x/wsdoctor-abc"),
    ("/login?next=%2Flive%2Fwsdoctor-abc", "/live/wsdoctor-abc"),
  ])
  func `a path is read where its random part stands`(body: String, path: String) {
    #expect(Self.path(in: body) == path)
  }

  @Test(arguments: ["", "wsdoctor-abc", "no live/wsdoctor-abc", "//wsdoctor-abc", "/wsdoctor-ab"])
  func `what doesn't begin a path names none`(body: String) {
    #expect(Self.path(in: body) == nil)
  }

  private static func path(in body: String) -> String? {
    EchoedPath.path(
      endingIn: "wsdoctor-abc",
      in: Answer.Response(head: ResponseHead(status: 404), body: Array(body.utf8)))
  }
}
