import HTTP1
import WebSocketCompression
import WebSocketProtocol

/// Opening handshakes and their Sec-WebSocket-Extensions, read by both sides.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  var input = unsafe Input(data, size)
  let offer = DeflateOffer(
    serverNoContextTakeover: input.choice([false, true]),
    clientNoContextTakeover: input.choice([false, true]),
    serverMaxWindowBits: input.choice([nil, 8, 12, 15]),
    clientWindow: input.choice([.unmentioned, .limitable, .atMost(9)]))
  guard let text = input.text else { return 0 }
  var response = ResponseHead(status: 101, reason: "", fields: ["Upgrade": "websocket"])
  for line in text.split(separator: "\n") {
    response.fields.append("Sec-WebSocket-Extensions", String(line))
  }
  let violations = offer.violations(in: response)
  _ = violations.map { "\($0)" }
  do throws(NegotiationViolation) {
    let agreed = try offer.agreement(in: response)
    precondition(violations.isEmpty)
    if let agreed {
      precondition((8...15).contains(agreed.serverMaxWindowBits))
      precondition((8...15).contains(agreed.clientMaxWindowBits))
    }
  } catch {
    precondition(violations.first == error)
  }

  var request = RequestHead(method: "GET", target: "/", fields: response.fields)
  if let chosen = DeflateAcceptance(serverMaxWindowBits: 12).choose(from: request) {
    precondition((8...15).contains(chosen.agreed.serverMaxWindowBits))
    precondition((8...15).contains(chosen.agreed.clientMaxWindowBits))
    let member = WebSocketExtension.list(in: ["Sec-WebSocket-Extensions": chosen.text])
    precondition(member.count == 1 && member[0].description == chosen.text)
  }
  // A member that was read and written again is read as the same.
  let members = WebSocketExtension.list(in: request.fields)
  request.fields = [
    "Sec-WebSocket-Extensions": members.map(\.description).joined(separator: ", ")
  ]
  precondition(WebSocketExtension.list(in: request.fields) == members)
  return 0
}
