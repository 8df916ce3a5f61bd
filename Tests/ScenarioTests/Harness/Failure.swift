/// Something in the laboratory went wrong, in words.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A program or module that isn't installed on this machine.
struct Missing: Error, CustomStringConvertible {
  let description: String
}
