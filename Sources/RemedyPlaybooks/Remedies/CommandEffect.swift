/// The effect of a command on a cluster, by its verb.
enum CommandEffect: Equatable {
    case reads
    case adds
    case changes
    case disrupts

    private static let reading: Set<String> = [
        "get", "describe", "logs", "top", "explain", "wait", "events", "auth", "version", "api-resources", "diff",
        "cluster-info",
    ]
    private static let adding: Set<String> = [
        "create", "label", "annotate", "uncordon", "cp", "run", "expose",
    ]
    /// Kinds whose deletion takes pods or data along.
    private static let containing: Set<String> = [
        "node", "nodes", "namespace", "daemonset", "persistentvolumeclaim", "persistentvolume",
    ]
    /// Programs on a node that only tell.
    private static let nodeReading: Set<String> = [
        "df", "du", "ls", "cat", "crictl", "docker", "journalctl", "systemctl", "free", "ps", "ss", "sysctl",
        "nvidia-smi", "systemd-cgls", "dmesg", "curl", "nslookup",
    ]
    /// Arguments that make a command change something.
    private static let nodeChanging: Set<String> = [
        "rmi", "prune", "rm", "restart", "start", "stop", "-w", "--rotate",
    ]
    /// Words with which the clouds' own programs only list.
    private static let listing: Set<String> = ["list", "describe", "show"]

    /// Judges a command by its words. What is not known changes something.
    init(_ words: [String]) {
        switch words.first {
        case "kubectl", "oc": self.init(kubectl: words)
        case "ssh": self = Self.onNode(words.dropFirst(2))
        case "talosctl":
            let reads: Set<String> = ["logs", "dmesg", "mounts", "service", "image", "get", "list"]
            self = words.contains(where: reads.contains) ? .reads : .changes
        case "eksctl", "aws", "az", "gcloud":
            if words.contains("delete") {
                self = .disrupts
            } else {
                self = words.contains(where: Self.listing.contains) ? .reads : .changes
            }
        default: self = .changes
        }
    }

    private init(kubectl words: [String]) {
        // What a finalizer stands for is then not done.
        if words.contains(where: { $0.contains("\"finalizers\":null") }) {
            self = .disrupts
            return
        }
        let verbs = Self.withoutOptions(words.dropFirst())
        let verb = verbs.first ?? ""
        let object = verbs.dropFirst().first ?? ""
        switch verb {
        case "debug":
            // A pod on the node that runs one program: what that does counts.
            let program = words.firstIndex(of: "--").map { words[($0 + 1)...] } ?? []
            self = Self.onNode(program.first == "chroot" ? program.dropFirst(2) : program)
        case "rollout": self = ["status", "history"].contains(object) ? .reads : .changes
        case "adm": self = words.contains("policy") ? .adds : .changes
        case "drain": self = .disrupts
        case "delete":
            let kind = String(object.prefix { $0 != "/" })
            self = words.contains("--force") || Self.containing.contains(kind) ? .disrupts : .changes
        case let verb where Self.reading.contains(verb): self = .reads
        case let verb where Self.adding.contains(verb): self = .adds
        default: self = .changes
        }
    }

    private static func onNode(_ words: ArraySlice<String>) -> CommandEffect {
        let program = words.first { $0 != "sudo" } ?? ""
        let isChanging = words.contains { nodeChanging.contains($0) || $0.hasPrefix("--vacuum") }
        return nodeReading.contains(program) && !isChanging ? .reads : .changes
    }

    /// The words that are neither options nor the values of `-n`.
    private static func withoutOptions(_ words: ArraySlice<String>) -> [String] {
        var kept: [String] = []
        var skipsNext = false
        for word in words {
            if skipsNext {
                skipsNext = false
            } else if word == "-n" || word == "--namespace" || word == "--context" {
                skipsNext = true
            } else if !word.hasPrefix("-") {
                kept.append(word)
            }
        }
        return kept
    }
}

extension Remedy {
    /// Whether its commands change something: what only looks is a step for people, and nothing that is proven.
    public var acts: Bool { commands.contains { CommandEffect($0) != .reads } }

    /// Its commands that change something, in their order, and those that wait between them; without those that look.
    public var changingCommands: [[String]] {
        commands.filter { command in
            CommandEffect(command) != .reads || command.first == "kubectl" && command.contains("wait")
        }
    }

    /// Whether its commands can be run as they stand, and do what it says: they neither only look, nor open an editor, nor
    /// have a word in them that a person puts in.
    public var isRunnable: Bool {
        acts
            && !commands.contains { command in
                command.contains("edit") || command.contains { BlankWord.isIn($0) }
            }
    }
}

/// A word in a command that stands for what only a person knows.
enum BlankWord {
    static let all: Set<Substring> = [
        "CLUSTER", "KEY", "LOCATION", "MACHINE_TYPE", "NEW_POOL", "RESOURCE_GROUP", "RIGHT_IMAGE", "TOKEN", "USER",
        "VALUE",
    ]

    static func isIn(_ word: String) -> Bool {
        word.split { !($0.isUppercase || $0 == "_") }.contains(where: all.contains)
    }
}
