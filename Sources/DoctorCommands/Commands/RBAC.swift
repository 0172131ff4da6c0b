import ArgumentParser
import SnapshotCollector

/// `dsdoctor rbac`: the rights that a live cluster must grant.
struct RBAC: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "rbac",
        abstract: "Print the least role that reading a live cluster needs, ready for kubectl apply.",
        discussion: """
            With --namespace it is a Role for that namespace, and a ClusterRole
            NAME-cluster-scoped for what belongs to none, such as nodes: both can stand
            beside the ClusterRole for all namespaces. Roles come without anybody who has them,
            unless --user, --group or --service-account names who.

            EXAMPLES
              dsdoctor rbac | kubectl apply -f -
              dsdoctor rbac -n logging --user jane@example.com | kubectl apply -f -
              dsdoctor rbac --service-account ci/preflight | kubectl apply -f -
            """)

    @Option(name: [.customShort("n", allowingJoined: true), .long], help: "Read this namespace only.")
    var namespace: String?

    @Option(help: "What the objects are called.")
    var name = "dsdoctor"

    @Option(name: .customLong("user"), help: "Bind the roles to this user; may be repeated.")
    var users: [String] = []

    @Option(name: .customLong("group"), help: "Bind the roles to this group; may be repeated.")
    var groups: [String] = []

    @Option(
        name: .customLong("service-account"),
        help: ArgumentHelp("Bind the roles to this service account; may be repeated.", valueName: "namespace/name"))
    var serviceAccounts: [ServiceAccountArgument] = []

    @Flag(
        name: .customLong("kubelet-summary"),
        help: ArgumentHelp(
            "Allow also to ask the kubelets of nodes under pressure what fills them. That is get on nodes/proxy, with "
                + "which one can do far more than read: grant it to people only who may do that."))
    var includesKubeletSummary = false

    func validate() throws {
        for (option, value) in [("--namespace", namespace), ("--name", name)] where value?.isEmpty == true {
            throw ValidationError("The value of \(option) is empty.")
        }
        if (users + groups).contains("") { throw ValidationError("The name of a user or group is empty.") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        var manifest = AccessManifest()
        manifest.name = name
        manifest.namespace = namespace
        manifest.includesKubeletSummary = includesKubeletSummary
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
