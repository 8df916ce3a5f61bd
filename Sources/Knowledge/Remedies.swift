public import Diagnosis
public import Evidence

/// A step that cures, chosen for the product in front.
public struct ChosenStep: Sendable, Hashable {
  public let step: StepID
  public let rank: Int
  /// The step is the product's own doing.
  public let isOwn: Bool
  /// The role that it plays, if it was chosen for one.
  public let role: Role?

  public init(_ step: StepID, rank: Int, isOwn: Bool, role: Role?) {
    self.step = step
    self.rank = rank
    self.isOwn = isOwn
    self.role = role
  }
}

extension ProxyProduct {
  /// The steps that play a role, the product's own or those of a wider role; empty: there is nothing to do
  /// for it in this product, or this release of it; `nil`: whether there is isn't known.
  public func playing(_ role: Role, in version: String?) -> [Part]? {
    for candidate in [role] + role.wider {
      if let own = parts[candidate] { return own.filter { $0.releases.mayContain(version) } }
    }
    return nil
  }
}

extension Hypothesis {
  /// The steps that cure behind this product: its own first, where it plays the role; else what any proxy
  /// needs, and what is to be done elsewhere.
  public func steps(behind product: ProductID, in version: String? = nil) -> [ChosenStep] {
    let product = ProxyProduct.product(product)
    var asked: [ChosenStep] = []
    var own: [ChosenStep] = []
    var general: [ChosenStep] = []
    for remedy in remedies {
      switch remedy.way {
      // What is only asked otherwise, and named first, comes before whatever is changed.
      case .step(let id) where id.rawValue.hasPrefix("client.") && own.isEmpty && general.isEmpty:
        asked.append(ChosenStep(id, rank: remedy.rank, isOwn: false, role: nil))
      case .step(let id):
        general.append(ChosenStep(id, rank: remedy.rank, isOwn: false, role: nil))
      case .role(let role):
        let parts = product?.playing(role, in: version)
        own += (parts ?? []).map {
          ChosenStep($0.step, rank: remedy.rank + $0.rank - 1, isOwn: true, role: role)
        }
        guard parts == nil, let step = role.step else { continue }
        general.append(ChosenStep(step, rank: remedy.rank, isOwn: false, role: role))
      }
    }
    // What several remedies ask for has the best of its ranks.
    var all = asked + own + general
    if all.isEmpty {
      // The product has nothing to do for any role, and shows the fault all the same: the general ones speak.
      all = remedies.compactMap { remedy in
        guard case .role(let role) = remedy.way, let step = role.step else { return nil }
        return ChosenStep(step, rank: remedy.rank, isOwn: false, role: role)
      }
    }
    return all.filter { step in !all.contains { $0.step == step.step && $0.rank < step.rank } }
  }
}
