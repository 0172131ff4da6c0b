/// An objection of a Pod Security check to a pod.
struct SecurityViolation: Equatable {
    /// The path of the first field that it is about.
    var field: String
    /// The problem and its object: `container agent sets privileged: true`.
    var detail: String
}

/// Builds the sentence of a check from those who break it.
struct Offenders {
    private var names: [String] = []
    private var isPod = false
    private(set) var field: String?
    private var values: Set<String> = []

    /// Notes that the pod or a container breaks the check.
    mutating func note(_ subject: SecuritySubject, _ member: String = "", values: [String] = []) {
        note(subject.name, at: member.isEmpty ? subject.place : "\(subject.place).\(member)", values: values)
    }

    /// Notes that a container, or where `name` is nil the pod, breaks the check.
    mutating func note(_ name: String?, at place: String, values: [String] = []) {
        if field == nil { field = place }
        if let name {
            if !names.contains(name) { names.append(name) }
        } else {
            isPod = true
        }
        self.values.formUnion(values)
    }

    /// The violation; nil where nobody breaks the check. `words` follow after who it is, and get the values.
    func violation(_ words: (_ values: String) -> String) -> SecurityViolation? {
        guard let field else { return nil }
        let containers = (names.count == 1 ? "container " : "containers ") + names.joined(separator: ", ")
        let who = [isPod ? "the pod" : nil, names.isEmpty ? nil : containers].compactMap(\.self)
        let text = "\(who.joined(separator: " and ")) \(words(values.sorted().joined(separator: ", ")))"
        return SecurityViolation(field: field, detail: text)
    }
}
