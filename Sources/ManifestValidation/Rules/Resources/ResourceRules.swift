import KubernetesModel

/// Requests and limits (`validateResourceRequirements`).
enum ResourceRules {
    /// Requests, limits and claims of a container.
    static func checkContainer(_ resources: Field, claims: [String], _ problems: inout ProblemList) {
        check(resources, name: ResourceNameRules.ofContainer, &problems)
        checkClaims(resources["claims"], among: claims, &problems)
    }

    /// Requests and limits of a whole pod (`validatePodResources`).
    static func checkPod(_ spec: Field, _ problems: inout ProblemList) {
        let resources = spec["resources"]
        guard resources.isSet else { return }
        if spec["os", "name"].text == "windows" {
            return problems.forbid(resources, "must be absent in a pod for Windows")
        }
        // An empty list is refused as well.
        if resources["claims"].isSet { problems.forbid(resources["claims"], "claims cannot be set for a whole pod") }
        check(resources, name: ResourceNameRules.ofPod, &problems)
        PodResourceRules.checkConsistency(spec, &problems)
    }

    /// The overhead of a sandbox is checked like limits (`validateOverhead`).
    static func checkOverhead(_ overhead: Field, _ problems: inout ProblemList) {
        checkAmounts(overhead, name: ResourceNameRules.ofContainer, &problems)
        checkHugePages(overhead, [overhead], &problems)
    }

    private static func check(_ resources: Field, name: (String) -> String?, _ problems: inout ProblemList) {
        let (limits, requests) = (resources["limits"], resources["requests"])
        checkAmounts(limits, name: name, &problems)
        checkAmounts(requests, name: name, &problems)
        var limited: [String: Quantity] = [:]
        for (name, limit) in limits.entries { limited[name] = limit.amount }
        for (name, request) in requests.entries {
            guard let amount = request.amount else { continue }
            guard let limit = limited[name] else {
                if !ResourceNameRules.allowsOvercommit(name), limits[name].isSet == false {
                    problems.require(limits, "needs a limit for \(name) that equals its request")
                }
                continue
            }
            if ResourceNameRules.allowsOvercommit(name) {
                if amount > limit { problems.invalid(request, "\(amount) must not be more than the limit, \(limit)") }
            } else if amount != limit {
                problems.invalid(request, "\(amount) must equal the limit, \(limit)")
            }
        }
        checkHugePages(resources, [limits, requests], &problems)
    }

    private static func checkAmounts(_ list: Field, name: (String) -> String?, _ problems: inout ProblemList) {
        for (resource, value) in list.entries {
            if let complaint = name(resource) {
                problems.refuse(
                    .invalid, value, "\(ProblemList.quoted(resource)) \(complaint)",
                    nearest: ProblemList.nearest(resource, among: ResourceNameRules.common))
            }
            guard let amount = value.amount else { continue }
            if amount < .zero { problems.invalid(value, "\(amount) must be at least 0") }
            if ResourceNameRules.isWhole(resource), !amount.isWhole {
                problems.invalid(value, "\(amount) must be a whole number")
            }
            guard resource.hasPrefix(ResourceNameRules.hugePages) else { continue }
            let size = try? Quantity(parsing: resource.dropFirst(ResourceNameRules.hugePages.count))
            guard let size, size > .zero, size.isWhole else {
                problems.invalid(value, "\(ProblemList.quoted(resource)) has no valid page size")
                continue
            }
            if !amount.isMultiple(of: size) { problems.invalid(value, "\(amount) must be a multiple of \(size)") }
        }
    }

    private static func checkHugePages(_ owner: Field, _ lists: [Field], _ problems: inout ProblemList) {
        let names = lists.flatMap { $0.entries.map(\.key) }
        if names.contains(where: { $0.hasPrefix(ResourceNameRules.hugePages) }),
            !names.contains("cpu"), !names.contains("memory")
        {
            problems.forbid(owner, "huge pages need cpu or memory too")
        }
    }

    /// `validateResourceClaimNames`.
    private static func checkClaims(_ claims: Field, among known: [String], _ problems: inout ProblemList) {
        let all = Set(known)
        // The names of claims that are used as a whole, and of those of which single requests are used.
        var (whole, partial, requests): (Set<String>, Set<String>, Set<[String]>) = ([], [], [])
        for claim in claims.items {
            let (name, request) = (claim["name"].text, claim["request"].text)
            if name.isEmpty {
                problems.require(claim["name"])
                continue
            }
            problems.requireSyntax(NameSyntax.label, claim["request"])
            let isRepeated =
                whole.contains(name)
                || (request.isEmpty ? partial.contains(name) : !requests.insert([name, request]).inserted)
            if isRepeated { problems.duplicate(claim["name"], request.isEmpty ? name : "\(name)/\(request)") }
            if request.isEmpty { whole.insert(name) } else { partial.insert(name) }
            if !all.contains(name) {
                problems.notFound(
                    claim["name"], "no resourceClaim of the pod is named \(ProblemList.quoted(name))", among: known)
            }
        }
    }
}

extension Field {
    /// A quantity as the server keeps it: rounded up to thousandths (`SetDefaults_ResourceList`).
    var amount: Quantity? {
        guard let quantity = node == nil ? .zero : quantity else { return nil }
        if quantity.isMultiple(of: Quantity(milliUnits: 1)) { return quantity }
        var rounded = Quantity(milliUnits: quantity.milliUnits)
        rounded.format = quantity.format
        return rounded
    }
}
