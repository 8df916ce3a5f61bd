import Evidence
import Testing

@Suite struct PublicAddressTests {
  @Test func `an address is read as browsers read it`() {
    #expect(
      "\(PublicAddress("HTTPS://Jira.Example.test:443/jira")!)" == "https://jira.example.test")
    #expect("\(PublicAddress("http://h:8080?x")!)" == "http://h:8080")
    #expect("\(PublicAddress("http://[::1]:81/")!)" == "http://[::1]:81")
    #expect(PublicAddress("http://[::1]")?.port == 80)
  }

  @Test(arguments: ["", "ftp://h", "//h", "http://", "http://a b/", "http://h:99999", "http://h:x"])
  func `anything else is none`(text: String) { #expect(PublicAddress(text) == nil) }

  @Test func `machines' addresses are known from names`() {
    for text in ["http://127.0.0.1", "http://[fe80::1]", "http://localhost:8080"] {
      #expect(PublicAddress(text)?.isNumeric == true, "\(text)")
    }
    #expect(PublicAddress("http://10.example.test")?.isNumeric == false)
  }
}
