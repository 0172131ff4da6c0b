import DiagnosisEngine
import TestBuilders

@testable import RemedyPlaybooks

/// Findings made up from the table of parameters.
enum SyntheticFindings {
    /// A finding of `code` with every parameter that it can have, what is searched for among them where that is
    /// asked, or only those that it always has.
    static func finding(_ code: FindingCode, isComplete: Bool = true, isSearched: Bool = false) -> Finding {
        let descriptions =
            code.parameters.filter { isComplete || !$0.isOptional }
            + (isSearched ? FindingParameterNames.searched(for: code) + ImageDrift.parameters : [])
        return Finding(
            code: code, severity: .critical, title: "trouble", message: "There is trouble.",
            parameters: parameters(descriptions), nodes: ["node-a", "node-b"],
            pods: ["logging/agent-a1", "logging/agent-b2"])
    }

    /// A context with every fact, for the DaemonSet `logging/agent`.
    static var context: RemedyContext {
        var context = RemedyContext(of: daemonSet("agent", namespace: "logging"), revisionCount: 3)
        context.parameters["hasTolerations"] = true
        context.parameters["desiredPods"] = 7
        // Its containers are not known: none is taken for one that was injected.
        context.parameters["templateContainers"] = nil
        return context
    }

    /// A context of a finding without a DaemonSet.
    static let clusterContext = RemedyContext()

    static func parameters(_ descriptions: [ParameterDescription]) -> Parameters {
        var parameters = Parameters()
        for description in descriptions { parameters[description.name] = value(description) }
        return parameters
    }

    private static func value(_ description: ParameterDescription) -> Parameters.Value {
        switch description.kind {
        case .text: return .text("some-\(description.name)")
        case .number: return 3
        case .truth: return true
        case .texts: return ["first-\(description.name)", "second-\(description.name)"]
        case .object(let fields): return .object(parameters(fields))
        case .objects(let fields): return .list([.object(parameters(fields)), .object(parameters(fields))])
        }
    }
}

extension Finding {
    /// This finding changed so that `tests` are met.
    func meeting(_ tests: [ParameterTest]) -> Finding {
        var finding = self
        let full = SyntheticFindings.parameters(
            code.parameters + FindingParameterNames.searched(for: code))
        for test in tests {
            let name = test.path[0]
            let current = finding.parameters[name]
            let value: Parameters.Value?
            switch test.condition {
            case .isOneOf(let values): value = values.first
            case .isNoneOf: continue
            case .exists(let isThere): value = isThere ? (current ?? full[name] ?? "something") : nil
            case .greaterThan(let limit): value = .number(limit + 1)
            case .lessThan(let limit): value = .number(limit - 1)
            }
            if test.path.count == 1, name != "code" {
                finding.parameters[name] = value
            } else if test.path.count == 2, case .object(var inner)? = current {
                inner[test.path[1]] = value
                finding.parameters[name] = .object(inner)
            }
        }
        return finding
    }
}
