/// How a kubeconfig says that a credential plugin is run (`users[].user.exec`).
struct PluginConfiguration: Sendable, Unprinted {
    /// A path, or a name that is looked for in `PATH`.
    var command = ""
    var arguments: [String] = []
    /// Added to the variables of this process. Values may be secret.
    var environment: [(name: String, value: String)] = []
    var apiVersion = ""
    var installHint = ""
    var providesClusterInfo = false
    /// As it is written; empty when it is not.
    var interactiveMode = ""

    init() {}

    init(_ fields: FieldReader) throws(ConfigurationError) {
        let written = try fields.text("command")
        // As client-go: only what has a slash is a path.
        command = written.contains("/") ? RelativePath.resolve(written, in: fields.file) : written
        arguments = try fields.texts("args")
        for element in try fields.list("env") {
            let variable = try FieldReader(element, file: fields.file, place: fields.path("env"))
            environment.append((try variable.text("name"), try variable.text("value")))
        }
        apiVersion = try fields.text("apiVersion")
        installHint = try fields.text("installHint")
        providesClusterInfo = try fields.flag("provideClusterInfo")
        interactiveMode = try fields.text("interactiveMode")
    }
}

/// The plugin's use of standard input.
enum InteractiveMode: String, Sendable {
    case never = "Never"
    case ifAvailable = "IfAvailable"
    case always = "Always"
}

extension PluginConfiguration {
    private static let group = "client.authentication.k8s.io/"

    /// The mode that counts; in `v1beta1` it may be left out.
    ///
    /// - Throws: when something is missing or unknown, as client-go's `validateAuthInfo` has it.
    func check(user: String, file: String) throws(ConfigurationError) -> InteractiveMode {
        func wrong(_ field: String, _ reason: String, _ hint: String) -> ConfigurationError {
            .malformed(path: file, place: "users[\(user)].user.exec.\(field)", reason: reason, hint: hint)
        }
        if command.isEmpty { throw wrong("command", "it is missing", "name the plugin's command") }
        switch apiVersion {
        case Self.group + "v1", Self.group + "v1beta1": break
        case "": throw wrong("apiVersion", "it is missing", "write \(Self.group)v1 or v1beta1, which the plugin knows")
        default:
            throw wrong(
                "apiVersion", "it is neither \(Self.group)v1 nor v1beta1",
                "update the plugin, or let its tool write the kubeconfig again")
        }
        if environment.contains(where: { $0.name.isEmpty }) { throw wrong("env", "a name is missing", "name it") }
        if interactiveMode.isEmpty {
            if apiVersion == Self.group + "v1beta1" { return .ifAvailable }
            throw wrong("interactiveMode", "it is missing, but v1 requires it", "write Never, IfAvailable or Always")
        }
        guard let mode = InteractiveMode(rawValue: interactiveMode) else {
            throw wrong("interactiveMode", "the mode is unknown", "write Never, IfAvailable or Always")
        }
        return mode
    }
}
