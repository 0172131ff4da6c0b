/// Names and addresses in a pod's network (`validatePodDNSConfig`, `ValidateHostAliases`, `validatePodHostName`).
enum NetworkRules {
    private static let maxServerCount = 3
    private static let maxSearchCount = 32
    private static let maxSearchBytes = 2048

    static func check(_ spec: Field, _ problems: inout ProblemList) {
        problems.requireOne(of: ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"], spec["dnsPolicy"])
        checkDNS(spec["dnsConfig"], isOnly: spec["dnsPolicy"].text == "None", &problems)
        for alias in spec["hostAliases"].items {
            problems.requireSyntax(AddressSyntax.address, alias["ip"], isRequired: true)
            for name in alias["hostnames"].items {
                problems.requireSyntax(NameSyntax.subdomain, name, isRequired: true)
            }
        }
        checkHostName(spec, &problems)
    }

    private static func checkDNS(_ configuration: Field, isOnly: Bool, _ problems: inout ProblemList) {
        let (servers, searches) = (configuration["nameservers"], configuration["searches"])
        if isOnly, servers.hasNoElements {
            return problems.require(servers, "dnsPolicy None needs at least one name server")
        }
        if servers.items.count > maxServerCount {
            problems.invalid(servers, "has \(servers.items.count) name servers; the limit is \(maxServerCount)")
        }
        for server in servers.items { problems.requireSyntax(AddressSyntax.address, server, isRequired: true) }
        let domains = searches.items
        if domains.count > maxSearchCount {
            problems.invalid(searches, "has \(domains.count) domains; the limit is \(maxSearchCount)")
        }
        let length = domains.reduce(domains.count - 1) { $0 + $1.text.utf8.count }
        if length > maxSearchBytes {
            problems.invalid(searches, "has \(length) characters; the limit is \(maxSearchBytes)")
        }
        for domain in domains where domain.text != "." {
            let name = domain.text.hasSuffix(".") ? String(domain.text.dropLast()) : domain.text
            if let complaint = NameSyntax.searchDomain(name) {
                problems.invalid(domain, "\(ProblemList.quoted(domain.text)) \(complaint)")
            }
        }
        for option in configuration["options"].items where option["name"].text.isEmpty {
            problems.require(option["name"])
        }
    }

    private static func checkHostName(_ spec: Field, _ problems: inout ProblemList) {
        let name = spec["hostnameOverride"]
        guard name.isSet else { return }
        for other in ["setHostnameAsFQDN", "hostNetwork"] where spec[other].isTrue {
            problems.forbid(name, "must be absent when \(other) is true")
        }
        if name.text.utf8.count > 64 { problems.refuse(.tooLong, name, "is longer than 64 characters") }
        problems.requireSyntax(NameSyntax.subdomain, name, isRequired: true)
    }
}
