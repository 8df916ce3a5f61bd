/// Tells what looks made by a machine, as session ids and keys are, from words and numbers.
enum TokenShape {
  /// What a token may be made of; a dot or a slash ends it.
  static func isPart(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "_-+~".contains(character))
  }

  static func isPart(_ octet: UInt8) -> Bool { octet.isWord || octet == 0x2B || octet == 0x7E }

  /// Whether some run of letters and digits in it is no word.
  static func matches(_ chunk: some StringProtocol) -> Bool {
    isUUID(chunk) || chunk.split { !$0.isLetter && !$0.isNumber }.contains { isRandom($0) }
  }

  private static func isRandom(_ run: some StringProtocol) -> Bool {
    let digits = run.count(where: \.isNumber)
    let letters = run.count - digits
    // A JSON Web Token (RFC 7519) begins with `{"` in Base64.
    if run.hasPrefix("eyJ") && run.count >= 12 { return true }
    if run.count >= 24 && digits >= 3 && letters >= 1 { return true }
    guard run.count >= 16 else { return false }
    if digits >= 2 && letters >= 2 && run.allSatisfy(\.isHexDigit) { return true }
    if changes(in: run, between: \.isNumber) >= 4 { return true }
    // In words written together, capitals are rarer than that.
    return digits == 0 && run.count >= 20
      && 5 * changes(in: run, between: \.isUppercase) > 2 * run.count
  }

  private static func changes(
    in run: some StringProtocol, between isOne: (Character) -> Bool
  ) -> Int {
    zip(run, run.dropFirst()).count { isOne($0) != isOne($1) }
  }

  /// 8-4-4-4-12 hexadecimal digits (RFC 9562 §4).
  private static func isUUID(_ chunk: some StringProtocol) -> Bool {
    let parts = chunk.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }
}
