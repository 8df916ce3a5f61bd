import HTTP1
import Testing

@Suite struct FieldsTests {
  private let fields: Fields = [
    "Connection": "keep-alive", "UPGRADE": "websocket", "connection": " Upgrade ,, foo",
  ]

  @Test func `Order, spelling and duplicates are kept`() {
    #expect(fields.list.map(\.name) == ["Connection", "UPGRADE", "connection"])
    #expect(fields.all("CONNECTION") == ["keep-alive", " Upgrade ,, foo"])
  }

  @Test func `Names are found without regard to case`() {
    #expect(fields.first("upgrade") == "websocket")
    #expect(fields.contains("Upgrade"))
    #expect(!fields.contains("Upgrad"))
  }

  @Test func `A list goes over all lines of its name and leaves empty members out`() {
    #expect(fields.tokens("Connection") == ["keep-alive", "Upgrade", "foo"])
    #expect(fields.hasToken("Connection", "upgrade"))
    #expect(!fields.hasToken("Connection", "grade"))
  }

  @Test func `A comma in a quoted string does not separate`() {
    let fields: Fields = ["X": #"a;b="1,\",2", c"#]
    #expect(fields.tokens("X") == [#"a;b="1,\",2""#, "c"])
  }

  @Test func `An unclosed quoted string and a backslash at the end are harmless`() {
    #expect(Fields([("X", "\"a, b")]).tokens("X") == ["\"a, b"])
    #expect(Fields([("X", "\"a\\")]).tokens("X") == ["\"a\\"])
  }

  @Test func `Setting a field replaces all lines of its name in the first one's place`() {
    var changed = fields
    changed.set("Connection", "close")
    #expect(changed == ["Connection": "close", "UPGRADE": "websocket"])
    changed.set("Host", "example")
    #expect(changed.list.last == Field("Host", "example"))
  }

  @Test func `Removing a field removes all of its lines`() {
    var changed = fields
    changed.remove("CONNECTION")
    #expect(changed == ["UPGRADE": "websocket"])
  }
}
