import KubernetesModel

/// The policy that a namespace's labels ask for (`PolicyToEvaluate`).
struct SecurityPolicy: Equatable {
    var enforce = LeveledVersion(level: .privileged)
    var audit = LeveledVersion(level: .privileged)
    var warn = LeveledVersion(level: .privileged)
    /// Labels with a value that there is not.
    var invalid: [(label: String, value: String)] = []

    private static let prefix = "pod-security.kubernetes.io/"

    init(_ labels: Labels) {
        let enforce = Mode("enforce", in: labels, fallback: .restricted)
        let (audit, warn) = (Mode("audit", in: labels), Mode("warn", in: labels))
        self.enforce = enforce.policy
        self.audit = audit.policy
        self.warn = warn.policy
        invalid = enforce.invalid + audit.invalid + warn.invalid
        // Without a label of its own a warning follows what is enforced.
        if !warn.hasLevel, enforce.hasLevel, enforce.isLevelValid, enforce.policy.level > warn.policy.level {
            self.warn.level = enforce.policy.level
            if !warn.hasVersion { self.warn.minor = enforce.policy.minor }
        }
    }

    /// The labels of one mode.
    private struct Mode {
        var policy = LeveledVersion(level: .privileged)
        var hasLevel = false
        var hasVersion = false
        var isLevelValid = false
        var invalid: [(label: String, value: String)] = []

        /// A level that does not exist stands for `fallback`.
        init(_ name: String, in labels: Labels, fallback: SecurityLevel = .privileged) {
            let label = SecurityPolicy.prefix + name
            if let value = labels[label] {
                hasLevel = true
                isLevelValid = SecurityLevel(rawValue: value) != nil
                policy.level = SecurityLevel(rawValue: value) ?? fallback
                if !isLevelValid { invalid.append((label, value)) }
            }
            if let value = labels["\(label)-version"] {
                hasVersion = true
                policy.minor = SecurityPolicy.minor(value)
                if policy.minor == nil, value != "latest" { invalid.append(("\(label)-version", value)) }
            }
        }
    }

    /// The number of `v1.N`, without zeros before it.
    private static func minor(_ text: String) -> WholeNumber? {
        guard text.hasPrefix("v1."), let minor = WholeNumber(text.dropFirst(3)), "v1.\(minor)" == text, minor >= 0
        else {
            return nil
        }
        return minor
    }

    static func == (left: Self, right: Self) -> Bool {
        left.enforce == right.enforce && left.audit == right.audit && left.warn == right.warn
            && left.invalid.map(\.label) == right.invalid.map(\.label)
    }
}
