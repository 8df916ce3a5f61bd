import Evidence
import HTTP1
import Testing

@Suite struct AnswerObservationTests {
  @Test(arguments: Ask.all)
  func `an ask that wasn't made is not observed, one that was has its kind`(ask: Ask) {
    #expect(Findings().seen(.kind(ask)) == nil)
    let findings = Findings(.made(ask, 404, "Not Found"))
    #expect(findings.value(.kind(ask)) == "not-found")
    #expect(findings.seen(.kind(ask))?.text.hasSuffix(": 404") == true)
    #expect(findings.seen(.kind(ask))?.exchanges == ["x-\(ask)"])
  }

  @Test(arguments: Ask.all)
  func `a sentence holds no name that only programs use, and calls nobody unknown`(ask: Ask) {
    for author in [Attribution.Author.proxy, .application, .beacon, nil] {
      var answer = Answer.made(ask, 404, "Not Found")
      answer.author.author = author
      answer.author.pathEcho = answer.path
      for observation in Findings(answer).observations() {
        let words = observation.text.split { !$0.isLetter }
        #expect(!words.contains("unknown"), "\(observation.text)")
        for word in words where !["HTTP", "OPTIONS"].contains(word) {
          let isJoined = zip(word, word.dropFirst()).contains { $0.isLowercase && $1.isUppercase }
          #expect(!isJoined || word == "WebSocket", "\(observation.text)")
        }
      }
    }
  }

  private static let sentences: [(Answer, String)] = [
    (.silent(.handshake, .closed(afterBytes: 0)), "with Upgrade: closed without an answer"),
    (.silent(.handshake, .reset(afterBytes: 0)), "with Upgrade: reset without an answer"),
    (.silent(.handshake, .closed(afterBytes: 3)), "with Upgrade: half an answer"),
    (
      .silent(.handshake, .timedOut(afterBytes: 0), seconds: 2.2),
      "with Upgrade: nothing within 2 s"
    ),
    (
      .silent(.handshake, .timedOut(afterBytes: 0), seconds: 0.7),
      "with Upgrade: nothing within 700 ms"
    ),
    (.silent(.handshake, .notHTTP(firstBytes: [0, 0, 6, 4])), "with Upgrade: HTTP/2 bytes"),
    (.silent(.handshake, .notHTTP(firstBytes: [1])), "with Upgrade: bytes that are no HTTP"),
    (.silent(.handshake, .alert(70)), "with Upgrade: TLS alert 70"),
    (
      .made(.handshake, 101, acceptIsRight: true, violations: ["the answer has no Upgrade field"]),
      "with Upgrade: 101, but the answer has no Upgrade field"
    ),
  ]

  @Test(arguments: sentences.indices)
  func `a silence and a spoilt 101 have their sentence`(index: Int) {
    let (answer, text) = Self.sentences[index]
    #expect(Findings(answer).seen(.kind(.handshake))?.text == text)
  }

  @Test func `half an answer is called so`() {
    var answer = Answer.made(.plainGet, 200)
    answer.truncated = true
    #expect(Findings(answer).seen(.kind(.plainGet))?.text == "without Upgrade: half a 200")
  }

  @Test func `an author is observed only where it shows`() {
    let nobody = Findings(.made(.handshake, 404))
    for name in [ObservationName.author(.handshake), .product(.handshake), .pathEcho(.handshake)] {
      #expect(nobody.seen(name) == nil)
    }
    let nginx = Attribution(.proxy, "nginx", name: "nginx", because: "its built-in page")
    let findings = Findings(.made(.handshake, 404).by(nginx))
    #expect(findings.value(.author(.handshake)) == "proxy")
    #expect(findings.value(.product(.handshake)) == "nginx")
    #expect(
      findings.seen(.author(.handshake))?.text
        == "with Upgrade: nginx itself wrote the 404 (its built-in page)")
    let unnamed = Attribution(.application, nil, name: nil, because: "")
    #expect(Findings(.made(.root, 200).by(unnamed)).value(.author(.root)) == "application")
    #expect(Findings(.made(.root, 200).by(unnamed)).seen(.product(.root)) == nil)
  }

  @Test func `a path echoed is as sent, or another`() {
    var tomcat = Attribution(.application, "tomcat", name: "Tomcat", because: "")
    tomcat.pathEcho = "/chat/ws/x"
    let asSent = Findings(.made(.handshake, 404, target: "/chat/ws/x?a=b").by(tomcat))
    #expect(asSent.value(.pathEcho(.handshake)) == "unchanged")
    tomcat.pathEcho = "/x"
    let cut = Findings(.made(.handshake, 404).by(tomcat))
    #expect(cut.value(.pathEcho(.handshake)) == "changed")
    #expect(
      cut.seen(.pathEcho(.handshake))?.text == "the path arrives at Tomcat as /x, not /chat/ws/x")
  }

  @Test(arguments: Attribution.Arrival.allCases)
  func `how a request arrived is observed only where the server is known`(
    how: Attribution.Arrival
  ) {
    var server = Attribution(.application, "tomcat", name: "Tomcat", because: "")
    #expect(Findings(.made(.handshake, 404).by(server)).seen(.arrived(.handshake, how)) == nil)
    server.readsAs = [how]
    #expect(Findings(.made(.handshake, 404).by(server)).value(.arrived(.handshake, how)) == true)
    server.readsAs = []
    #expect(Findings(.made(.plainGet, 404).by(server)).value(.arrived(.plainGet, how)) == false)
  }

  @Test func `sameness is observed when both were asked`() {
    let refusal = Answer.made(.handshake, 404, "Not Found", body: "no")
    #expect(Findings(refusal).seen(.sameAnswer(.handshake, .plainGet)) == nil)
    let same = Findings(refusal, .made(.plainGet, 404, "Not Found", body: "no"))
    #expect(same.value(.sameAnswer(.handshake, .plainGet)) == true)
    #expect(
      same.seen(.sameAnswer(.handshake, .plainGet))?.text
        == "with and without Upgrade: the same 404")
    let other = Findings(refusal, .made(.plainGet, 200))
    #expect(other.value(.sameAnswer(.handshake, .plainGet)) == false)
    #expect(
      other.seen(.sameAnswer(.handshake, .plainGet))?.text == "with Upgrade 404, without it 200")
  }

  @Test func `an answer is not compared with itself under another name`() {
    let target = "/"
    let findings = Findings(
      .made(.plainGet, 200, target: target), .made(.application, 200, target: target))
    #expect(findings.seen(.sameAnswer(.plainGet, .application)) == nil)
  }

  private static let flips: [Ask] = [
    .withoutOrigin, .withoutExtension, .withoutSubprotocol, .knownSubprotocols, .chromeSpelling,
    .oldVersion,
    .handshakeAlone,
  ]

  @Test(arguments: flips)
  func `a change that is taken flips, one that isn't doesn't`(ask: Ask) {
    let refused = Answer.made(.handshake, 403, "Forbidden", body: "no")
    #expect(Findings(refused).seen(.flips(ask)) == nil)
    #expect(Findings(refused, .switched(ask)).value(.flips(ask)) == "switched")
    #expect(
      Findings(refused, .made(ask, 403, "Forbidden", body: "no")).value(.flips(ask)) == "same")
    #expect(Findings(refused, .made(ask, 400)).value(.flips(ask)) == "differs")
    let works = Answer.switched(.handshake)
    #expect(Findings(works, .switched(ask)).value(.flips(ask)) == "same")
    #expect(Findings(works, .made(ask, 400)).value(.flips(ask)) == "differs")
  }
}
