import Conformance
import Knowledge

/// `wsdoctor explain ID`: the page of one fault, set-up step or probe.
enum ExplainCommand {
  static func run(_ arguments: [String]) throws(UsageError) -> ExitStatus {
    var none: Void = ()
    let words = try OptionTable<Void>(command: "explain", options: []).parse(arguments, into: &none)
    guard let id = words.first, words.count == 1 else {
      throw UsageError(
        message: "explain takes one id, as in wsdoctor explain upgrade.not-forwarded: see "
          + "wsdoctor list faults", command: "explain")
    }
    guard let page = Explanations.page(for: id) ?? ConformanceCommand.page(of: id) else {
      let ids = Explanations.ids + CaseChoice.listing.map(\.id)
      throw UsageError(
        message: "there is no page \"\(id)\".\(Suggestion.question(id, among: ids))",
        command: "explain")
    }
    StandardStreams.write(page + "\n")
    return .success
  }

  static let help = """
    Usage: wsdoctor explain ID

    Shows the page of one fault, set-up step or probe: what you see, what happens on
    the wire, what to change, and what looks the same.

    Examples
      wsdoctor explain upgrade.not-forwarded
      wsdoctor explain proxy.idle-timeout
      wsdoctor list faults        the ids

    """
}
