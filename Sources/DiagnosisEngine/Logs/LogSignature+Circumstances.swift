extension LogSignature {
    /// The signature with what it means in these circumstances.
    func resolved(in circumstances: Set<Circumstance>) -> LogSignature {
        guard let variant = variants.first(where: { circumstances.isSuperset(of: $0.circumstances) }) else {
            return self
        }
        var resolved = self
        if !variant.meaning.isEmpty { resolved.meaning = variant.meaning }
        if !variant.remedy.isEmpty { resolved.remedy = variant.remedy }
        if let concern = variant.concern { resolved.concern = concern }
        return resolved
    }
}
