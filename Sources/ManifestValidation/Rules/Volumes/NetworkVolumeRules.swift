/// Volumes of older storage systems, most of which only old clusters can still use.
enum NetworkVolumeRules {
    private static let units: ClosedRange<Int64> = 0...255

    static func check(_ kind: String, _ volume: Field, _ problems: inout ProblemList) {
        let source = volume[kind]
        switch kind {
        case "iscsi": checkISCSI(source, volume["name"], &problems)
        case "fc": checkFibreChannel(source, &problems)
        case "flocker": checkFlocker(source, &problems)
        case "quobyte": checkQuobyte(source, &problems)
        case "cinder": checkSecret(source, &problems)
        case "storageos":
            problems.requireSyntax(NameSyntax.label, source["volumeName"])
            problems.requireSyntax(NameSyntax.label, source["volumeNamespace"])
            checkSecret(source, &problems)
        default: break
        }
    }

    private static func checkSecret(_ source: Field, _ problems: inout ProblemList) {
        if source["secretRef"].isSet, source["secretRef", "name"].text.isEmpty {
            problems.require(source["secretRef", "name"])
        }
    }

    /// `validateISCSIVolumeSource`.
    private static func checkISCSI(_ source: Field, _ name: Field, _ problems: inout ProblemList) {
        problems.requireSyntax(qualifiedName, source["iqn"])
        let initiator = source["initiatorName"]
        if initiator.isSet { problems.requireSyntax(qualifiedName, initiator, isRequired: true) }
        problems.requireRange(units, source["lun"])
        let needsSecret = source["chapAuthDiscovery"].isTrue || source["chapAuthSession"].isTrue
        if needsSecret, !source["secretRef"].isSet { problems.require(source["secretRef"]) }
        if initiator.isSet, name.text.utf8.count + 1 + source["targetPortal"].text.utf8.count > 64 {
            problems.invalid(name, "must have at most 64 characters together with targetPortal")
        }
    }

    /// The three forms of an iSCSI name.
    private static func qualifiedName(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        let isFine: Bool
        switch text.prefix(3) {
        case "iqn": isFine = text.contains(/iqn\.[0-9]{4}-[0-9]{2}\.[A-Za-z0-9.\-]+(:[^,;*&$|\s]+)$/)
        case "eui": isFine = bytes.count == 20 && bytes[4...].allSatisfy(isAlphanumeric)
        case "naa": isFine = bytes.count == 36 && bytes[4...].allSatisfy(isAlphanumeric)
        default: return "must begin with iqn, eui or naa"
        }
        return isFine ? nil : "is not a valid iSCSI name"
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func checkFibreChannel(_ source: Field, _ problems: inout ProblemList) {
        let (targets, identifiers) = (source["targetWWNs"], source["wwids"])
        switch (targets.hasNoElements, identifiers.hasNoElements) {
        case (true, true): problems.require(targets, "targetWWNs or wwids is required")
        case (false, false): problems.invalid(targets, "must be absent when wwids is set")
        default: break
        }
        if targets.hasNoElements { return }
        if source["lun"].isSet {
            problems.requireRange(units, source["lun"])
        } else {
            problems.require(source["lun"], "required with targetWWNs")
        }
    }

    private static func checkFlocker(_ source: Field, _ problems: inout ProblemList) {
        let (name, identifier) = (source["datasetName"], source["datasetUUID"])
        if name.text.isEmpty == identifier.text.isEmpty {
            problems.invalid(source, "needs one of datasetName and datasetUUID")
        }
        if name.text.contains("/") { problems.invalid(name, "must not contain '/'") }
    }

    private static func checkQuobyte(_ source: Field, _ problems: inout ProblemList) {
        let registry = source["registry"]
        if registry.text.isEmpty { return }
        if source["tenant"].text.utf8.count >= 65 {
            return problems.require(source["tenant"], "must have at most 64 characters")
        }
        for pair in registry.text.split(separator: ",", omittingEmptySubsequences: false) where !isHostAndPort(pair) {
            return problems.invalid(registry, "must be HOST:PORT, or several of them separated by commas")
        }
    }

    /// Whether `net.SplitHostPort` takes the text.
    private static func isHostAndPort(_ text: Substring) -> Bool {
        guard let colon = text.lastIndex(of: ":") else { return false }
        let host = text[..<colon]
        let port = text[text.index(after: colon)...]
        if port.contains("[") || port.contains("]") { return false }
        guard host.first == "[" else { return !host.contains { ":[]".contains($0) } }
        return host.last == "]" && !host.dropFirst().dropLast().contains { "[]".contains($0) }
    }
}
