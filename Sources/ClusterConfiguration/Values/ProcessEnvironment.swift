import Glibc

/// The surroundings that configuration comes from: variables, and where a Pod finds its service account.
public struct ProcessEnvironment: Sendable, Unprinted {
    /// The value of a variable; nil when it is not set.
    private let variable: @Sendable (String) -> String?
    /// All variables, which plugins inherit.
    private let everything: @Sendable () -> [String: String]
    /// Where Kubernetes puts a Pod's `token`, `ca.crt` and `namespace`.
    public var serviceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// These variables and no others.
    public init(_ variables: [String: String]) {
        variable = { variables[$0] }
        everything = { variables }
    }

    private init(
        variable: @escaping @Sendable (String) -> String?, everything: @escaping @Sendable () -> [String: String]
    ) {
        self.variable = variable
        self.everything = everything
    }

    /// The variables of this process.
    public static var current: ProcessEnvironment {
        ProcessEnvironment(variable: { getenv($0).map { String(cString: $0) } }, everything: currentVariables)
    }

    subscript(name: String) -> String? { variable(name) }

    /// The first of these variables that is set and not empty; an empty text when none is.
    func first(_ names: String...) -> String { names.lazy.compactMap { variable($0) }.first { !$0.isEmpty } ?? "" }

    var variables: [String: String] { everything() }

    private static func currentVariables() -> [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
            entry += 1
        }
        return variables
    }
}
