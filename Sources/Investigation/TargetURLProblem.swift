/// Why an address cannot be used: what is wrong, where, and what to write instead.
public enum TargetURLProblem: Error, Sendable, Hashable, CustomStringConvertible {
  case empty
  case tooLong(bytes: Int)
  case schemeNotSupported(String)
  case noHost
  case spaceOrControlCharacter(offset: Int)
  case userInformation
  case bracketNotClosed
  case badIPv6Address(String)
  case badHost(String)
  case internationalHost(String)
  case badPort(String)
  case badPercentEncoding(offset: Int)

  public var description: String {
    switch self {
    case .empty:
      "the URL is empty: write the address of the application, as in https://jira.example.com"
    case .tooLong(let bytes):
      "the URL has \(bytes) bytes, and at most \(TargetURL.maximumLength) are taken: leave out the query"
    case .schemeNotSupported(let scheme):
      "the scheme \(scheme): is not one that WebSocket uses: write http://, https://, ws:// or wss://"
    case .noHost:
      "the URL names no host: write it after //, as in https://jira.example.com/path"
    case .spaceOrControlCharacter(let offset):
      "a space or control character stands at position \(offset + 1) of the URL: write a space as %20"
    case .userInformation:
      "the URL holds a user name or password before @: leave it out and give it with "
        + "--header-env Authorization=VARIABLE or --cookie, where no process list shows it"
    case .bracketNotClosed:
      "the [ of the IPv6 address is not closed: write it as in https://[2001:db8::1]:8443/"
    case .badIPv6Address(let address):
      "[\(address)] is no IPv6 address: write it as in https://[2001:db8::1]:8443/"
    case .badHost(let host):
      "\(host) is no host name: letters, digits and hyphens in labels of 1 to 63 characters, "
        + "divided by dots; an IPv6 address goes in brackets"
    case .internationalHost(let host):
      "\(host) cannot be written in ASCII here: give the host in its xn-- form"
    case .badPort(let port):
      "\(port.isEmpty ? "the port after the colon is empty" : "\(port) is no port"): "
        + "write a number from 1 to 65535, or leave out the colon"
    case .badPercentEncoding(let offset):
      "the % at position \(offset + 1) of the path is not followed by two hexadecimal digits: "
        + "write a literal % as %25"
    }
  }
}
