import CheckedJSON

extension PatchSchema {
    /// Refuses an object that has several of its alternatives at once, as the API server does: the decoders keep only
    /// one of them.
    func requireSingleAlternatives(in value: JSONValue, at place: String) throws(PatchFailure) {
        guard let members = value.members else { return }
        let set = members.filter { alternatives.contains($0.key) && $0.value != .null }.keys.sorted()
        if set.count > 1 {
            throw PatchFailure(
                place: place, reason: "it sets both \(set.joined(separator: " and "))",
                hint: "set the one to remove to null")
        }
        for (key, member) in members.sorted(by: { $0.key < $1.key }) {
            guard let field = fields[key], field.isHeld else { continue }
            let path = StrategicMerge.path(place, key)
            switch field.shape {
            case .object(let schema): try schema.requireSingleAlternatives(in: member, at: path)
            case .keyedList(let key, let schema):
                for element in member.elements ?? [] {
                    let name = element[key].map(StrategicMerge.plain) ?? ""
                    try schema.requireSingleAlternatives(in: element, at: "\(path)[\(name)]")
                }
            case .scalar, .word, .opaque, .map, .list, .set, .anything: continue
            }
        }
    }
}
