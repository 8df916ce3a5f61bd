import Diagnosis
import Evidence

extension Hypothesis {
  /// `page.…`: what the page itself says, as a browser would read it.
  ///
  /// That a script names an address is plain; that it runs is not, so that none is more than likely.
  static let pageAddresses: [Hypothesis] = [
    Hypothesis(
      "page.mixed-content", rung: .http, called: "mixed content",
      title: "The page opens WebSocket at ws://, which browsers block on an https page.",
      explanation:
        "{Application} doesn't know that it is asked by https: the proxy doesn't tell it "
        + "(X-Forwarded-Proto), or its own setting says otherwise. {fallback}",
      when: [.is(.pageAddress, "mixed-content")], proves: [[.is(.pageAddress, "mixed-content")]],
      atMost: .likely, separatedBy: "look into the browser's console", explainsAbove: false,
      remedies: [.role(.tellHowReached), .init("application.base-url")]),
    Hypothesis(
      "page.wrong-address", rung: .http, called: "a wrong address in the page",
      title: "The page opens WebSocket at an address that users can't reach.",
      explanation: "It names an inner host, or another port than {origin}: {application} doesn't "
        + "know by which address it is asked. {fallback}",
      when: [.is(.pageAddress, "inner", "unanswered")],
      proves: [[.is(.pageAddress, "inner", "unanswered")]], atMost: .likely,
      separatedBy: "look into the browser's console", explainsAbove: false,
      remedies: [.role(.tellHowReached), .init("application.base-url")]),
  ]

  /// A redirect to the address that was asked, or to its `http:` form: it goes round for ever.
  static let redirectedToItself: [Hypothesis] = [
    Hypothesis(
      "http.redirected", variant: "to the address that was asked", rung: .http,
      called: "a redirect to itself",
      title: "{host} redirects everything to the address that was asked.",
      explanation: "Browsers go round in circles. {Application} believes that it was asked by "
        + "another scheme, host or port: the proxy doesn't tell it (X-Forwarded-Proto).",
      when: [.is(.everyPath, "redirect", "redirect-https"), .is(.redirectTo, "itself")],
      proves: [[.is(.redirectTo, "itself")]], atMost: .likely,
      separatedBy: "read the application's log",
      remedies: [.role(.tellHowReached), .init("application.base-url", rank: 2)]),
    Hypothesis(
      "upgrade.redirected", variant: "to the address that was asked", rung: .upgrade,
      called: "a redirect to itself",
      title: "The WebSocket path is redirected to the address that was asked.",
      explanation: "A WebSocket client follows no redirect, and this one leads nowhere else. "
        + "{Application} believes that it was asked by another scheme, host or port: the proxy "
        + "doesn't tell it (X-Forwarded-Proto). {fallback}",
      when: [
        .kind(.handshake, .redirect), .kind(.plainGet, .redirect), .is(.redirectTo, "itself"),
      ],
      excludedBy: [.fails(.pathTrusted)],
      proves: [[.is(.redirectTo, "itself"), .is(.everyPath, "differs")]],
      likelyWith: [[.is(.everyPath, "differs")]], atMost: .likely,
      separatedBy: "read the application's log",
      remedies: [.role(.tellHowReached), .init("application.base-url", rank: 2)]),
  ]

  /// One of several addresses of a name takes the handshake and another doesn't.
  static let addressDiffers = Hypothesis(
    "upgrade.address-differs", rung: .upgrade, severity: .warning,
    called: "an address that leads elsewhere",
    title: "WebSocket works at one of {host}'s addresses and not at another.",
    explanation: "Browsers take whichever answers first: users see it come and go.",
    when: [.holds(.addressesDiffer)], proves: [[.holds(.addressesDiffer)]], explainsAbove: false,
    remedies: [.role(.sameEverywhere)])
}
