/// Where kubeconfig files are looked for, in kubectl's order.
enum KubeconfigLocations: Equatable {
    /// `--kubeconfig`: this file alone, which must be there.
    case named(String)
    /// `KUBECONFIG`: these files, as far as they are there.
    case listed([String])
    /// `~/.kube/config`, which may be missing.
    case home(String)
    /// `HOME` is not set. kubectl would look into `.kube` of the working directory, where a file may be anybody's.
    case nowhere

    init(_ options: ConnectionOptions, _ environment: ProcessEnvironment) {
        if !options.kubeconfig.isEmpty {
            self = .named(options.kubeconfig)
        } else if let list = environment["KUBECONFIG"], !list.isEmpty {
            var files: [String] = []
            for file in list.split(separator: ":").map(String.init) where !files.contains(file) { files.append(file) }
            self = .listed(files)
        } else if let home = environment["HOME"], !home.isEmpty {
            self = .home((home.hasSuffix("/") ? home : home + "/") + ".kube/config")
        } else {
            self = .nowhere
        }
    }

    /// All that the files say. A file that cannot be read or understood is an error, even where others could be.
    func read() throws(ConfigurationError) -> Kubeconfig {
        var merged = Kubeconfig()
        switch self {
        case .named(let file):
            guard let kubeconfig = try KubeconfigReader.read(file) else {
                throw .notFound(path: file, reason: "no such file; --kubeconfig names it")
            }
            merged = kubeconfig
        case .listed(let files):
            for file in files {
                if let kubeconfig = try KubeconfigReader.read(file) { merged.merge(kubeconfig) }
            }
        case .home(let file): merged = try KubeconfigReader.read(file) ?? merged
        case .nowhere: break
        }
        return merged
    }

    /// For an error: what was looked for, and what was found.
    func lookedFor(_ found: Kubeconfig) -> [String] {
        func state(_ file: String) -> String {
            file + (found.files.contains(file) ? " (names no server)" : " (no such file)")
        }
        switch self {
        case .named(let file): return [state(file)]
        case .listed([]): return ["$KUBECONFIG (names no file)"]
        case .listed(let files): return files.map { "$KUBECONFIG: " + state($0) }
        case .home(let file): return [state(file)]
        case .nowhere: return ["~/.kube/config ($HOME is not set)"]
        }
    }
}
