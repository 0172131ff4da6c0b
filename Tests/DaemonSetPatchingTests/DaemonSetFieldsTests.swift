import CheckedJSON
import KubernetesModel
import Testing

@testable import DaemonSetPatching
@testable import ObjectDecoding

/// Holds the table of a DaemonSet's fields to what the decoders read and to what a patch brings about.
struct DaemonSetFieldsTests {
    /// The fields that the decoders read of each object, by the place of the object.
    static let decoded: [(place: String, fields: [String])] = {
        func names<Field: RawRepresentable<String> & CaseIterable>(_ type: Field.Type) -> [String] {
            Field.allCases.map(\.rawValue)
        }
        let pod = "spec.template.spec"
        let container = "\(pod).containers"
        let term = "\(pod).affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution"
        let nodeTerm =
            "\(pod).affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
        return [
            ("", names(DaemonSetField.self)), ("spec", names(DaemonSetSpecField.self)),
            ("spec.updateStrategy", names(StrategyField.self)),
            ("spec.updateStrategy.rollingUpdate", names(RollingUpdateField.self)),
            ("spec.selector", names(SelectorField.self)),
            ("spec.selector.matchExpressions", names(RequirementField.self)),
            ("spec.template", names(TemplateField.self)), (pod, names(PodSpecField.self)),
            ("\(pod).affinity", names(AffinityField.self)), ("\(pod).affinity.nodeAffinity", names(RequiredField.self)),
            ("\(pod).affinity.podAffinity", names(RequiredField.self)),
            ("\(pod).affinity.podAntiAffinity", names(RequiredField.self)),
            (term, names(PodAffinityTermField.self)), ("\(term).namespaceSelector", names(SelectorField.self)),
            (nodeTerm, names(TermField.self)), ("\(nodeTerm).matchFields", names(RequirementField.self)),
            ("\(pod).topologySpreadConstraints", names(SpreadField.self)),
            ("\(pod).tolerations", names(TolerationField.self)), ("\(pod).schedulingGates", names(NameField.self)),
            ("\(pod).imagePullSecrets", names(NameField.self)), ("\(pod).resources", names(RequirementsField.self)),
            (container, names(ContainerField.self)), ("\(pod).initContainers", names(ContainerField.self)),
            ("\(container).resources", names(RequirementsField.self)), ("\(container).ports", names(PortField.self)),
            ("\(container).volumeMounts", names(MountField.self)),
            ("\(container).livenessProbe", names(ProbeField.self)),
            ("\(container).securityContext", names(SecurityContextField.self)),
            ("\(container).securityContext.capabilities", names(CapabilitiesField.self)),
        ]
    }()

    /// What the table has and no patch can reach, or no simulation shows: see the comments there.
    static let outOfReach: Set<String> = ["metadata", "status", "env", "envFrom", "os"]

    /// Fields that apps/v1 does not have.
    static let olderAPI: Set<String> = ["templateGeneration"]

    @Test(arguments: decoded)
    func `Every field that the decoders read is in the table`(place: String, fields: [String]) throws {
        let schema = try #require(Self.schema(at: place), "\(place)")
        for name in fields where !Self.olderAPI.contains(name) {
            let field = try #require(schema.fields[name], "\(place).\(name) is missing from the table")
            #expect(field.isHeld || Self.outOfReach.contains(name), "\(place).\(name)")
        }
    }

    @Test func `Every field that the decoders read of a volume or a probe's action is in the table`() throws {
        let volume = try #require(Self.schema(at: "spec.template.spec.volumes"))
        let probe = try #require(Self.schema(at: "spec.template.spec.containers.startupProbe"))
        for (schema, names) in [
            (volume, VolumeSourceField.allCases.map(\.rawValue)), (probe, ActionField.allCases.map(\.rawValue)),
        ] {
            let below = schema.fields.values.compactMap(\.shape.schema).flatMap { schema in
                schema.fields.filter(\.value.isHeld).keys
            }
            for name in names { #expect(below.contains(name), "\(name)") }
        }
    }

    static let leaves = Leaf.all(of: DaemonSet.fields.schema)
        // These say whom a patch is for.
        .filter { !["kind", "apiVersion", "metadata.name", "metadata.namespace"].contains($0.path) }
    static let heldLeaves = leaves.filter(\.isHeld)

    @Test func `The table reaches the depths of a DaemonSet`() {
        #expect(Self.heldLeaves.count > 200)
        #expect(Self.leaves.contains { $0.path == "spec.template.spec.containers[].resources.requests" })
    }

    @Test(arguments: heldLeaves)
    func `What the table holds is decoded, encoded and decoded to the same`(leaf: Leaf) throws {
        let with = try Self.decoded(leaf.document(isSet: true))
        let without = try Self.decoded(leaf.document(isSet: false))
        #expect(with != without, "the decoders do not read \(leaf)")
        #expect(try Self.decoded(with.encoded) == with, "\(leaf) is not encoded")
    }

    @Test(arguments: leaves)
    func `A patch of a field makes a difference, is refused or is told`(leaf: Leaf) throws {
        // A selector cannot be changed, whatever the patch makes of it.
        let isComparable = leaf.isHeld && !leaf.path.hasPrefix("spec.selector")
        let otherwise = isComparable ? leaf.document(isSet: false) : .object([:])
        #expect(try Self.outcome(leaf.document(isSet: true)) != Self.outcome(otherwise), "\(leaf) is dropped silently")
    }

    /// Whether the decoders take the value of a leaf.
    fileprivate static func isReadable(_ leaf: Leaf) -> Bool {
        guard let decoder = try? ObjectDecoder() else { return false }
        return (try? decoder.daemonSet(in: leaf.document(isSet: true))) != nil
    }

    private static func decoded(_ value: JSONValue) throws -> DaemonSet {
        try ObjectDecoder().daemonSet(in: value)
    }

    private enum Outcome: Equatable {
        case refused(String)
        case applied(DaemonSet, told: [String])
    }

    private static func outcome(_ patch: JSONValue) throws -> Outcome {
        // With an init container to patch; its name is that of the other, which is refused only when it is new.
        let manifest = DaemonSetPatchTests.manifest.replacing(
            "      containers:\n", with: "      initContainers: [{name: agent, image: agent}]\n      containers:\n")
        let daemonSet = try #require(try read(manifest).daemonSets.first)
        do throws(PatchError) {
            let result = try DaemonSetPatch.read(bytes: patch.bytes, name: "patch").apply(to: daemonSet)
            return .applied(result.daemonSet, told: result.ignored)
        } catch {
            return .refused(error.description)
        }
    }

    private static func schema(at place: String) -> PatchSchema? {
        place.split(separator: ".").reduce(DaemonSet.fields.schema) { schema, name in
            schema?.fields[String(name)]?.shape.schema
        }
    }
}

extension PatchSchema.Shape {
    /// The schema of the object, or of the objects of the list.
    fileprivate var schema: PatchSchema? {
        switch self {
        case .object(let schema), .keyedList(_, let schema): schema
        case .list(let element): element.schema
        default: nil
        }
    }
}

/// A field that has no fields below it, with a value to set it to.
struct Leaf: CustomTestStringConvertible, CustomStringConvertible, Sendable {
    enum Step: Sendable {
        case member(String)
        /// An element of a list, with the member that tells it from others.
        case element(key: String?)
    }

    var steps: [Step]
    var isHeld: Bool
    var value: JSONValue

    var path: String {
        steps.reduce("") { path, step in
            switch step {
            case .member(let name): path.isEmpty ? name : "\(path).\(name)"
            case .element: path + "[]"
            }
        }
    }

    var description: String { path }
    var testDescription: String { path }

    /// A document in which the objects on the way to the field are there, and the field is or is not.
    func document(isSet: Bool) -> JSONValue { document(steps[...], isSet: isSet) ?? .object([:]) }

    private func document(_ steps: ArraySlice<Step>, isSet: Bool) -> JSONValue? {
        guard let step = steps.first else { return isSet ? value : nil }
        let below = document(steps.dropFirst(), isSet: isSet)
        switch step {
        case .member(let name): return .object(below.map { [name: $0] } ?? [:])
        case .element(let key):
            var members = below?.members ?? [:]
            if let key, members[key] == nil, isSet || !isTheKey(key, of: steps) { members[key] = Self.sample(key) }
            // A mount is refused without a volume.
            if key == "mountPath", members["name"] == nil { members["name"] = .string("data") }
            return .array([below?.members == nil ? below ?? .object(members) : .object(members)])
        }
    }

    private func isTheKey(_ key: String, of steps: ArraySlice<Step>) -> Bool {
        guard steps.count == 2, case .member(key)? = steps.last else { return false }
        return true
    }

    // MARK: - All of them

    static func all(of schema: PatchSchema, below steps: [Step] = [], isHeld: Bool = true) -> [Leaf] {
        schema.fields.sorted { $0.key < $1.key }.flatMap { name, field in
            leaves(of: field.shape, name: name, at: steps + [.member(name)], isHeld: isHeld && field.isHeld)
        }
    }

    private static func leaves(
        of shape: PatchSchema.Shape, name: String, at steps: [Step], isHeld: Bool
    ) -> [Leaf] {
        func leaf(_ value: JSONValue) -> [Leaf] { [Leaf(steps: steps, isHeld: isHeld, value: value)] }
        switch shape {
        case .object(let schema): return all(of: schema, below: steps, isHeld: isHeld)
        case .keyedList(let key, let schema):
            return all(of: schema, below: steps + [.element(key: key)], isHeld: isHeld)
        case .list(.object(let schema)):
            // Without a key only one operator is allowed.
            let key = name == "tolerations" ? "key" : nil
            return all(of: schema, below: steps + [.element(key: key)], isHeld: isHeld)
        case .list, .set: return leaf(.array([.string("x")]))
        case .map:
            let isAmount = ["requests", "limits", "overhead"].contains(name)
            return leaf(isAmount ? .object(["memory": .string("5Mi")]) : .object(["app": .string("x")]))
        case .opaque, .anything: return leaf(.object([:]))
        case .word(let words):
            // The first is what an absent field means where an absent one means anything.
            let isDefault = ["DoNotSchedule"].contains(words[0])
            let isLast = isDefault || name == "nodeAffinityPolicy"
            return leaf(.string(isLast ? words[words.count - 1] : words[0]))
        case .scalar:
            // A text, unless the decoders ask for something else.
            let samples = [sample(name), .bool(true), .number("7")]
            let readable = samples.first { sample in
                !isHeld || DaemonSetFieldsTests.isReadable(Leaf(steps: steps, isHeld: true, value: sample))
            }
            return leaf(readable ?? samples[0])
        }
    }

    private static let numbers: Set<String> = [
        "minReadySeconds", "maxUnavailable", "maxSurge", "containerPort", "hostPort", "port", "initialDelaySeconds",
        "periodSeconds", "timeoutSeconds", "failureThreshold", "priority", "terminationGracePeriodSeconds",
        "tolerationSeconds", "maxSkew", "minDomains",
    ]

    private static let words = ["name": "agent", "effect": "NoExecute", "operator": "Exists", "medium": "Memory"]

    private static func sample(_ name: String) -> JSONValue {
        if numbers.contains(name) { return .number("7") }
        if name == "path" { return .string("/x") }
        if name == "sizeLimit" { return .string("5Mi") }
        return .string(words[name] ?? "x")
    }
}
