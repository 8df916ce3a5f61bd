import Evidence
import Knowledge

extension ReportBuilder {
  func measurements(
    _ exchanges: [ExchangeRecord], _ connections: [ConnectionRecord], _ front: ProxyInFront
  ) -> Measurements {
    var figures = Measurements()
    figures.waitedSeconds = findings.arrival.waitedSeconds
    figures.pingSeconds = findings.conversation?.pongSeconds
    let first = connections.first
    figures.resolveSeconds = first?.phases["resolve"]
    figures.connectSeconds = first?.phases["connect"]
    figures.tlsSeconds = first?.phases["tls"]
    if let answer = findings.answers[.handshake], answer.switched,
      let record = exchanges.first(where: { $0.id == answer.exchange }),
      let head = record.seconds.head
    {
      figures.handshakeSeconds = head - record.seconds.start
    }
    figures.idleLimit = idleLimit(behind: front.product)
    return figures
  }

  private func idleLimit(behind product: ProductID) -> IdleLimit {
    var figure = IdleLimit()
    guard let endurance = findings.endurance, let limit = endurance.limit else { return figure }
    figure.seconds = limit.seconds
    figure.state = limit.isReached ? .measured : .atLeast
    guard limit.isReached else { return figure }
    figure.uncertaintySeconds = limit.uncertainty
    if endurance[.silent]?.end.isCut == true || endurance[.silent]?.end == .dropped {
      figure.knownAs = KnownTimeout.names(
        of: limit.seconds, uncertainty: limit.uncertainty, behind: product)
    }
    return figure
  }
}
