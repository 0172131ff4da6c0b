import KubernetesModel

/// A quantity that can be read can be printed, and is the same when that is read.
func checkQuantity(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let quantity = try? Quantity(parsing: text) else { return }
    let printed = quantity.description
    require((try? Quantity(parsing: printed)) == quantity, "the same quantity from \(printed)")
    for resource in ["cpu", "memory", "pods", "nvidia.com/gpu"] { _ = quantity.readable(for: resource) }
    // Kubernetes compares what it rounds.
    require(quantity.units.magnitude <= quantity.milliUnits.magnitude, "rounding keeps the order of \(printed)")
    _ = (quantity + quantity, quantity - quantity, Quantity.zero - quantity)
}

/// A moment that can be read can be printed, and is the same second when that is read.
func checkTimestamp(_ bytes: [UInt8]) {
    guard let moment = bytes.withUnsafeBufferPointer({ Timestamp(utf8: $0) }) else { return }
    let printed = moment.description
    // An offset may lead out of the years of four digits.
    guard printed.utf8.count == 20 else { return }
    let again = Timestamp(printed)
    require(again.map { abs($0.seconds(since: moment)) <= 1 } ?? false, "the same second from \(printed)")
    require(again?.description == printed, "\(printed) again")
}

/// A selector that can be read can be printed, is the same when that is read, and answers for any labels.
func checkSelector(_ bytes: [UInt8]) {
    guard let selector = LabelSelector(parsing: String(decoding: bytes, as: UTF8.self)) else { return }
    let printed = selector.description
    if !selector.isEmpty { require(LabelSelector(parsing: printed) == selector, "the same selector from \(printed)") }
    var labels: [Labels.Pair] = []
    for requirement in selector.matchExpressions {
        labels.append(Labels.Pair(key: requirement.key, value: requirement.values.first ?? ""))
    }
    let all = Labels(labels)
    // What holds of each part holds of the whole.
    let parts = selector.matchExpressions.map { $0.matches(all) }
    require(selector.matches(all) == parts.allSatisfy(\.self), "\(printed) matches as its parts do")
}
