/// Something that a preflight has to say of a manifest.
package struct PreflightProblem: Hashable, Sendable {
    /// How bad it is, the worst first.
    package enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
        /// The input could not be read completely.
        case unreadable
        /// Something would not work.
        case failure
        /// A part was not checked, because the snapshot lacks what it depends on.
        case notChecked
        /// It works; somebody should know.
        case warning
        /// Worth knowing.
        case notice

        package static func < (left: Self, right: Self) -> Bool {
            let all = allCases
            return (all.firstIndex(of: left) ?? 0) < (all.firstIndex(of: right) ?? 0)
        }
    }

    /// A word that never changes: see ``PreflightCode``.
    package var code: PreflightCode
    /// How bad it is.
    package var severity: Severity
    /// Where it stands.
    package var place: ManifestPlace
    /// The field; empty for the object or file as a whole.
    package var field: String
    /// A sentence without its end, without place, field and hint.
    package var message: String
    /// The hint, or the name that was probably meant; a sentence without its end.
    package var hint: String?
    /// `namespace/name` of the DaemonSet; nil where it concerns none of them.
    package var daemonSet: String?

    /// A problem with its place.
    package init(
        _ code: PreflightCode, _ severity: Severity, at place: ManifestPlace, field: String = "", _ message: String,
        hint: String? = nil, daemonSet: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.place = place
        self.field = field
        self.message = message
        self.hint = hint
        self.daemonSet = daemonSet
    }

    /// The message with field and hint: `spec.template.spec.priorityClassName: PriorityClass x does not exist; …`.
    package var sentence: String {
        (field.isEmpty ? "" : "\(field): ") + message + (hint.map { "; \($0)" } ?? "")
    }
}
