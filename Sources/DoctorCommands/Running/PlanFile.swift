import ByteStreams
import CheckedJSON
import DiagnosisEngine
import KubernetesModel
import RemedyPlan

/// The steps of a plan's file, as `dsdoctor plan -o json` writes it; `-` is standard input.
enum PlanFile {
    private static let mostBytes = 64 << 20

    /// - Throws: ``CommandError/planInvalid(_:reason:)``, and ``StreamError`` for a file that cannot be read.
    static func steps(of path: String) throws -> [RecordedStep] {
        guard let bytes = try WholeContent.read(try FileByteStream(path: path), limit: Self.mostBytes) else {
            throw CommandError.planInvalid(path, reason: "it is over 64 MiB")
        }
        let document: JSONValue
        do {
            document = try JSONValue(bytes)
        } catch {
            throw CommandError.planInvalid(path, reason: "it is not JSON: \(error)")
        }
        guard let steps = document["plan"]?["steps"]?.elements else {
            throw CommandError.planInvalid(path, reason: "it has no plan.steps")
        }
        return try steps.enumerated().map { place, step in
            guard let recorded = RecordedStep(step, number: place + 1) else {
                throw CommandError.planInvalid(path, reason: "plan.steps[\(place)] is not a step")
            }
            return recorded
        }
    }
}

extension RecordedStep {
    fileprivate init?(_ value: JSONValue, number: Int) {
        guard let daemonSet = value["daemonSet"]?.string, let changes = value["changes"]?.elements else { return nil }
        let described = changes.compactMap(Parameters.init(described:))
        guard described.count == changes.count, let before = value["servedBefore"]?.count,
            let after = value["servedAfter"]?.count
        else { return nil }
        self.init(
            number: value["number"]?.count ?? number, daemonSet: daemonSet,
            code: value["code"]?.string.flatMap(FindingCode.init(rawValue:)), title: value["title"]?.string ?? "",
            changes: described, deletesPodsOn: value["deletesPodsOn"]?.elements?.compactMap(\.string) ?? [],
            promise: (before, after))
    }
}

extension JSONValue {
    fileprivate var count: Int? {
        if case .number(let text) = self { return Int(text) }
        return nil
    }
}

extension Parameters {
    /// A change as it is described.
    fileprivate init?(described value: JSONValue) {
        guard let members = value.members else { return nil }
        self.init()
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .string(let text): self[name] = .text(text)
            case .number(let text): self[name] = WholeNumber(text).map { .number($0) }
            case .array(let elements): self[name] = .texts(elements.compactMap(\.string))
            case .bool(let truth): self[name] = .truth(truth)
            case .object, .null: return nil
            }
        }
    }
}
