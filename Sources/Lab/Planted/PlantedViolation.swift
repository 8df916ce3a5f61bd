/// A rule of RFC 6455 or RFC 7692 that a server of the lab breaks on purpose, so that a tester can be
/// tested: everything else it does right.
public enum PlantedViolation: String, Sendable, Hashable, CaseIterable {
  // The opening handshake.
  case wrongAccept
  case noUpgradeField
  case noConnectionField
  case subprotocolUnasked
  case extensionUnasked
  case contentLengthIn101
  case acceptsAnyKey
  case acceptsAnyVersion
  case acceptsPOST
  case acceptsHTTP10
  /// Opens the WebSocket for HTTP/1.0 too, and leaves out the 101, as Apache's proxy does: to such a
  /// client it sends no interim answers.
  case switchesSilentlyForHTTP10
  case acceptsWithoutHost
  case refusesWithoutVersions
  /// Compares Connection as a whole instead of as a list.
  case wantsConnectionAlone
  case comparesUpgradeByCase

  // Frames.
  case acceptsUnmasked
  case masksFrames
  case ignoresReservedBits
  case ignoresReservedOpcodes
  case acceptsFragmentedControl
  case acceptsLongControl
  case acceptsStrayContinuation
  case acceptsMessageInsideMessage
  case noPong
  case wrongPongPayload
  case answersPongs
  case dropsEmptyMessages
  case cutsLongMessages
  case forgetsLastFragment

  // Closing.
  case noCloseReply
  case echoesIllegalCodes
  case acceptsCloseOfOneByte
  case acceptsBrokenReasons
  case keepsTCPOpen
  case closesWithoutCloseFrame
  case failsWithNormalCode
  case talksAfterClose

  // Text.
  case noUTF8Check
  case lateUTF8Check

  // Compression.
  case acceptsBadOffers
  case ignoresWindowBits
  case ignoresNoContextTakeover
  case ignoresBrokenData
}
