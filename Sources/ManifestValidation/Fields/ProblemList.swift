import Wording

/// The problems of one object, in the order in which they are found.
struct ProblemList {
    /// More problems than this help nobody, and each costs a search for the nearest name.
    private static let maxCount = 200

    let file: String
    private(set) var problems: [ManifestProblem] = []
    /// Whether what is found now is refused for the pods only, and not for the DaemonSet.
    var refusesPodOnly = false

    init(file: String) { self.file = file }

    /// Whether nothing more is noted.
    var isFull: Bool { problems.count >= Self.maxCount }

    private mutating func add(
        _ code: ManifestProblem.Code, _ severity: ManifestProblem.Severity, _ field: Field,
        _ message: @autoclosure () -> String, nearest: @autoclosure () -> String?
    ) {
        if isFull { return }
        problems.append(
            ManifestProblem(
                code, severity: severity, file: file, position: field.position, path: field.path.description,
                message: message(), nearest: nearest(), refusesPodOnly: refusesPodOnly))
    }

    /// Notes a problem of a kind for which there is no method of its own.
    mutating func refuse(
        _ code: ManifestProblem.Code, _ field: Field, _ message: @autoclosure () -> String,
        nearest: @autoclosure () -> String? = nil
    ) {
        add(code, .error, field, message(), nearest: nearest())
    }

    /// Notes something that the server takes all the same.
    mutating func warn(
        _ code: ManifestProblem.Code, _ field: Field, _ message: @autoclosure () -> String,
        nearest: @autoclosure () -> String? = nil
    ) {
        add(code, .warning, field, message(), nearest: nearest())
    }

    /// Notes a field that must be there.
    mutating func require(_ field: Field, _ why: @autoclosure () -> String = "required") {
        add(.required, .error, field, why(), nearest: nil)
    }

    /// Notes a value that is not allowed.
    mutating func invalid(_ field: Field, _ message: @autoclosure () -> String) {
        add(.invalid, .error, field, message(), nearest: nil)
    }

    /// Notes a field that must not be there.
    mutating func forbid(_ field: Field, _ message: @autoclosure () -> String) {
        add(.forbidden, .error, field, message(), nearest: nil)
    }

    /// Notes a value that stands there twice.
    mutating func duplicate(_ field: Field, _ value: @autoclosure () -> String) {
        add(.duplicate, .error, field, "\(ProblemList.quoted(value())) is used twice", nearest: nil)
    }

    /// Notes a reference to something that is not there.
    mutating func notFound(
        _ field: Field, _ what: @autoclosure () -> String, among known: @autoclosure () -> [String]
    ) {
        // A name is compared with a few only, so that a manifest of thousands of them takes no time.
        let isSearched = problems.count < 50
        add(
            .notFound, .error, field, what(),
            nearest: isSearched ? NearestName.of(field.text, among: known().prefix(500)) : nil)
    }

    /// Requires a text to be one of `values`; an absent one is refused only where the server has no default.
    mutating func requireOne(of values: [String], _ field: Field, isRequired: Bool = false) {
        let text = field.text
        if text.isEmpty {
            if isRequired { require(field, "required: one of \(values.joined(separator: ", "))") }
            return
        }
        if values.contains(text) { return }
        add(
            .unsupported, .error, field, "\(Self.quoted(text)) is not supported; use \(Self.alternatives(values))",
            nearest: Self.nearest(text, among: values))
    }

    /// Requires a text that follows the syntax that `complaint` knows.
    mutating func requireSyntax(
        _ complaint: (String) -> String?, _ field: Field, isRequired: Bool = false
    ) {
        let text = field.text
        if text.isEmpty, !isRequired { return }
        if text.isEmpty { return require(field) }
        if let complaint = complaint(text) { invalid(field, "\(Self.quoted(text)) \(complaint)") }
    }

    /// Requires a number within bounds; an absent one is none of this check's business.
    mutating func requireRange(_ range: ClosedRange<Int64>, _ field: Field) {
        guard let number = field.integer, !range.contains(number) else { return }
        if range.upperBound == .max {
            invalid(field, "\(number) must be at least \(range.lowerBound)")
        } else {
            invalid(field, "\(number) must be from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    /// `A`, `A or B`, `A, B or C`.
    static func alternatives(_ values: [String]) -> String {
        guard values.count > 1, let last = values.last else { return values.first ?? "" }
        return "\(values.dropLast().joined(separator: ", ")) or \(last)"
    }

    /// A value of the manifest as it stands in a message.
    static func quoted(_ text: String) -> String { "\"\(shortened(text))\"" }

    /// A value without quotes, of a length that a message can bear.
    static func shortened(_ text: String) -> String { Wording.shortened(text, limit: 80) }

    /// The value that was probably meant, whatever its case.
    static func nearest(_ text: String, among values: [String]) -> String? {
        let folded = text.prefix(100).lowercased()
        return values.first { $0.lowercased() == folded } ?? NearestName.of(text, among: values)
    }

}
