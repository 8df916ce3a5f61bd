extension ObservationName {
  public static func kind(_ ask: Ask) -> Self { Self(rawValue: "kind(\(ask))") }
  public static func author(_ ask: Ask) -> Self { Self(rawValue: "author(\(ask))") }
  public static func product(_ ask: Ask) -> Self { Self(rawValue: "product(\(ask))") }
  /// What the proxy's own answer says of the cause.
  public static func says(_ ask: Ask) -> Self { Self(rawValue: "says(\(ask))") }
  /// What the application's own words are about.
  public static func saysAbout(_ ask: Ask) -> Self { Self(rawValue: "saysAbout(\(ask))") }
  public static func sameAnswer(_ a: Ask, _ b: Ask) -> Self {
    Self(rawValue: "sameAnswer(\(a),\(b))")
  }
  public static func flips(_ ask: Ask) -> Self { Self(rawValue: "flips(\(ask))") }
  public static func pathEcho(_ ask: Ask) -> Self { Self(rawValue: "pathEcho(\(ask))") }
  public static func arrived(_ ask: Ask, _ how: Attribution.Arrival) -> Self {
    Self(rawValue: "arrivedAs(\(ask),\(how.rawValue))")
  }

  public static func died(_ habit: Endurance.Habit) -> Self {
    Self(rawValue: "died(\(habit.rawValue))")
  }

  public static let resolved: Self = "resolved"
  public static let connected: Self = "connected"
  public static let addressBroken: Self = "oneAddressFails"
  public static let tunnel: Self = "forwardProxy"
  public static let forwardProxyProduct: Self = "forwardProxyProduct"
  public static let tls: Self = "tls"
  public static let certificate: Self = "certificate"
  public static let certificateName: Self = "certificateName"
  public static let chainGap: Self = "oneCertificateNamesItsIssuer"
  public static let interceptor: Self = "interceptor"
  public static let portSpeaksTLS: Self = "portSpeaksTLS"
  public static let portSpeaksHTTP: Self = "portSpeaksHTTP"
  public static let forwardProxyAnswers: Self = "forwardProxyAnswers"
  public static let frontSpeaksHTTP1: Self = "someAnswerInHTTP1"
  public static let everyPath: Self = "everyPath"
  public static let elsewhere: Self = "elsewhere"
  public static let application: Self = "applicationAnswers"
  public static let proxy: Self = "proxy"
  public static let pathTrusted: Self = "pathTrusted"
  public static let endpointShown: Self = "endpointShown"
  public static let pathFrom: Self = "pathFrom"
  public static let pathFixed: Self = "pathFixed"
  public static let proxyAsksIn: Self = "proxyAsksIn"
  public static let proxyForSure: Self = "proxyForSure"
  public static let prefixLost: Self = "prefixLost"
  public static let onlyPathFails: Self = "onlyWebSocketPathFails"
  public static let endpointLike: Self = "speaksOfWebSocket"
  public static let otherServer: Self = "otherServer"
  public static let upgradeArrives: Self = "upgradeArrives"
  public static let connectionArrives: Self = "connectionTokenArrives"
  public static let versionArrives: Self = "httpVersionArrives"
  public static let pathArrives: Self = "pathArrives"
  public static let hostArrives: Self = "hostArrives"
  public static let handshakeFieldsArrive: Self = "handshakeFieldsArrive"
  public static let answeredWithNothing: Self = "answeredWithNothing"
  public static let acceptIsHabit: Self = "acceptUnderAnyAnswer"
  public static let refusedUnderAccept: Self = "refusedUnderAccept"
  public static let guessRefusedAlike: Self = "guessRefusedAlike"
  public static let versionOffered: Self = "serverSpeaksVersion13"
  public static let limited: Self = "limitReached"
  public static let redirectTo: Self = "redirectTo"
  public static let offersSubprotocols: Self = "offersSubprotocols"
  public static let subprotocolLost: Self = "subprotocolAnswered"
  public static let closedAtOnce: Self = "closedAtOnce"
  public static let closeSaysAbout: Self = "closeSaysAbout"
  public static let otherOriginStays: Self = "staysOpenWithAnotherOrigin"
  public static let framesCame: Self = "framesCame"
  public static let closeAnswered: Self = "closeAnswered"
  public static let pong: Self = "pingAnswered"
  public static let cutEarly: Self = "cutEarly"
  public static let violation: Self = "framesValid"
  public static let pathProxied: Self = "pathIsProxied"
  public static let forwardsForAll: Self = "forwardsForEverybody"
  public static let managerExposed: Self = "balancerManagerExposed"
  public static let balancerGroups: Self = "balancerGroups"
  public static let gatewayPause: Self = "gatewayErrorAfterRetries"
  public static let forwardedArrives: Self = "forwardedFieldsArrive"
  public static let pageEndpointWorks: Self = "pageEndpointWorks"
  public static let handshakeTries: Self = "handshakeTries"
  public static let refusedTogether: Self = "refusedBesideOthers"
  public static let refusedWhenLate: Self = "refusedWhenLate"
  public static let answersHeldBack: Self = "answersHeldBack"
  public static let worksWithoutOffer: Self = "worksWithoutCompressionOffer"
  public static let messagesEchoed: Self = "messagesEchoed"
  public static let talkingKeepsOpen: Self = "talkingKeepsOpen"
  public static let endAtOneAge: Self = "endAtOneAge"
  public static let endsAsAnotherOpens: Self = "endsAsAnotherOpens"
  public static let endAtOneMoment: Self = "endAtOneMoment"
  public static let closedByApplication: Self = "closedByApplication"
  public static let endsRepeatably: Self = "endsRepeatably"
  public static let room: Self = "limitAgainstKeepalive"
  public static let keepaliveKeepsOpen: Self = "keepaliveKeepsOpen"
  public static let pollsAnswered: Self = "pollsAnswered"
  public static let pollsStreamed: Self = "pollsStreamed"
  public static let profile: Self = "profile"
  public static let baseURL: Self = "baseURL"
  public static let connector: Self = "connector"
  public static let applicationState: Self = "applicationState"
  public static let sessionGiven: Self = "sessionGiven"
  public static let sessionHolds: Self = "sessionHolds"
  public static let serverEchoes: Self = "serverEchoes"
  public static let clientScript: Self = "clientScript"
  public static let sessionIsRead: Self = "sessionIsRead"
  public static let largeCookie: Self = "largeCookie"
  public static let headerTooLarge: Self = "headerTooLarge"
  public static let oneNode: Self = "oneNodeForASession"
  public static let sessionRoute: Self = "sessionRoute"
  public static let engineVersion: Self = "engineVersion"
  public static let sessionKnown: Self = "pollingSessionKnown"
  public static let sessionMoved: Self = "pollingSessionMoved"
  public static let heartbeat: Self = "heartbeat"
}
