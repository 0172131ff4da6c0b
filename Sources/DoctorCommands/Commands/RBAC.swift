import ArgumentParser
import SnapshotCollector

/// `dsdoctor rbac`: the rights that a live cluster must grant.
struct RBAC: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "rbac",
        abstract: "Print the least role that dsdoctor needs, for kubectl apply.",
        usage: "dsdoctor rbac [<options>]",
        discussion: """
            With --namespace: a Role for that namespace, and a ClusterRole
            NAME-cluster-scoped for nodes and other cluster-scoped kinds. Both can
            coexist with the ClusterRole for all namespaces. The roles are bound only
            with --user, --group or --service-account.

            EXAMPLES
              dsdoctor rbac | kubectl apply -f -
              dsdoctor rbac -n logging --user jane@example.com | kubectl apply -f -
              dsdoctor rbac --service-account ci/preflight | kubectl apply -f -

            EXIT CODES
              0   printed
              2   output not written
              64  usage error
            """)

    @Option(
        name: [.customShort("n", allowingJoined: true), .customLong("namespace")],
        help: ArgumentHelp("Only this namespace.", valueName: "namespace"))
    var namespaces: [String] = []

    /// The namespace that was named.
    var namespace: String? { namespaces.first }

    @Option(help: "The name of the roles and bindings.")
    var name = "dsdoctor"

    @Option(name: .customLong("user"), help: "Bind the roles to this user; may be repeated.")
    var users: [String] = []

    @Option(name: .customLong("group"), help: "Bind the roles to this group; may be repeated.")
    var groups: [String] = []

    @Option(
        name: .customLong("service-account"),
        help: ArgumentHelp("Bind the roles to this service account; may be repeated.", valueName: "namespace/name"))
    var serviceAccounts: [ServiceAccountArgument] = []

    @Flag(name: .customLong("watch"), help: "Also allow watching, for dsdoctor watch.")
    var includesWatch = false

    @Flag(
        name: .customLong("kubelet-summary"),
        help: ArgumentHelp(
            "Also allow reading what fills nodes under pressure: get on nodes/proxy. That right allows far more than "
                + "reading; grant it with care."))
    var includesKubeletSummary = false

    func validate() throws {
        try GivenOnce.check(namespaces, "--namespace")
        for (option, value) in [("--namespace", namespace), ("--name", name)] where value?.isEmpty == true {
            throw ValidationError("The value of \(option) is empty.")
        }
        if (users + groups).contains("") { throw ValidationError("The value of --user or --group is empty.") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        var manifest = AccessManifest()
        manifest.name = name
        manifest.namespace = namespace
        manifest.includesKubeletSummary = includesKubeletSummary
        manifest.includesWatch = includesWatch
        manifest.subjects =
            users.map { .user($0) } + groups.map { .group($0) }
            + serviceAccounts.map { .serviceAccount(namespace: $0.namespace, name: $0.name) }
        let yaml = manifest.yaml
        return try context.printing(ending: .nothingFound) { try $0(Array(yaml.utf8)) }
    }
}

/// A service account as it is given on the command line.
struct ServiceAccountArgument: ExpressibleByArgument {
    var namespace: String
    var name: String

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        (namespace, name) = (parts[0], parts[1])
    }
}
