import Glibc
import KubernetesModel
import Synchronization

/// A command that gives credentials (client-go's `exec.Authenticator`).
///
/// It is run when credentials are first needed, when they have expired and after a refusal. Whoever needs credentials
/// meanwhile waits for that one run. One that fails is not run again: its failure is that of everybody.
final class CredentialPlugin: CredentialPart, Unprinted {
    /// How a plugin is run.
    struct Setting: Sendable, Unprinted {
        var configuration: PluginConfiguration
        var mode: InteractiveMode
        var cluster: PluginCluster
        var environment: ProcessEnvironment
        var isStandardInputTaken = false
        /// How long a plugin may take that asks nobody.
        var deadline: Duration
        /// How long one may take that can ask somebody, who may have to log in elsewhere.
        var interactiveDeadline = Duration.seconds(300)
    }

    private struct State {
        var credentials: Credentials?
        var expiration: Timestamp?
        /// Refused credentials for which the plugin gave the same again.
        var hopeless: Credentials?
        /// Why there will be no credentials.
        var failure: ConfigurationError?
        /// Processes that plugins left behind, which end with this.
        var processes: [PluginProcess] = []
    }

    private let setting: Setting
    private let state = Mutex(State())
    private let isStopped = Atomic(false)

    init(_ setting: Setting) { self.setting = setting }

    func credentials() throws(ConfigurationError) -> Credentials {
        try state.withLock { state throws(ConfigurationError) in
            if let credentials = state.credentials, !Self.isPast(state.expiration) { return credentials }
            return try renew(&state)
        }
    }

    func refuse(_ credentials: Credentials) -> Bool {
        state.withLock { state in
            // Another refusal has brought new ones already.
            if let current = state.credentials, !Self.agree(current, credentials) { return true }
            if let hopeless = state.hopeless, Self.agree(hopeless, credentials) { return false }
            guard let renewed = try? renew(&state) else { return false }
            let isRenewed = !Self.agree(renewed, credentials)
            state.hopeless = isRenewed ? nil : renewed
            return isRenewed
        }
    }

    func stop() { isStopped.store(true, ordering: .releasing) }

    /// Whether both show the same. What was refused may hold a part of another source besides.
    private static func agree(_ own: Credentials, _ other: Credentials) -> Bool {
        own.authorization == other.authorization && own.clientCertificate == other.clientCertificate
    }

    private static func isPast(_ expiration: Timestamp?) -> Bool {
        guard let expiration else { return false }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let micro = WholeNumber(now.tv_sec) * 1_000_000 + WholeNumber(now.tv_nsec) / 1000
        return Timestamp(microseconds: micro) > expiration
    }

    private func renew(_ state: inout State) throws(ConfigurationError) -> Credentials {
        if let failure = state.failure { throw failure }
        do throws(ConfigurationError) {
            let answer = try run(&state)
            state.credentials = answer.credentials
            // What has expired when it is given is what there is, or the clocks differ: to ask again helps nothing.
            state.expiration = Self.isPast(answer.expiration) ? nil : answer.expiration
            return answer.credentials
        } catch {
            state.failure = error
            throw error
        }
    }

    private func run(_ state: inout State) throws(ConfigurationError) -> ExecCredential {
        let configuration = setting.configuration
        if isStopped.load(ordering: .acquiring) { throw .stopped(command: configuration.command) }
        let isInteractive = try isInteractive()
        var variables = setting.environment.variables
        for (name, value) in configuration.environment { variables[name] = value }
        variables["KUBERNETES_EXEC_INFO"] = ExecCredential.request(
            apiVersion: configuration.apiVersion, isInteractive: isInteractive,
            cluster: configuration.providesClusterInfo ? setting.cluster.json : nil)
        let order = PluginRun.Order(
            file: try file(), arguments: configuration.arguments, environment: variables, isInteractive: isInteractive,
            deadline: isInteractive ? setting.interactiveDeadline : setting.deadline)
        return try answer(of: order, &state)
    }

    private func answer(
        of order: PluginRun.Order, _ state: inout State
    ) throws(ConfigurationError) -> ExecCredential {
        let output: [UInt8]
        do throws(PluginRun.Failure) {
            let process: PluginProcess
            (output, process) = try PluginRun.run(order) { isStopped.load(ordering: .acquiring) }
            // One guardian is enough: what an earlier run has left behind is of no use any more.
            state.processes = [process]
        } catch {
            throw error.configurationError(command: setting.configuration.command, deadline: order.deadline)
        }
        do throws(ExecCredential.Failure) {
            return try ExecCredential(output, apiVersion: setting.configuration.apiVersion)
        } catch {
            throw failure(error.reason, hint: "run it by hand, or ask whoever gave you the kubeconfig")
        }
    }

    private func file() throws(ConfigurationError) -> String {
        let configuration = setting.configuration
        switch CommandLookup.find(configuration.command, path: setting.environment["PATH"] ?? "") {
        case .found(let file): return file
        case .notExecutable(let file):
            throw failure("\(file) cannot be executed", hint: "check the file's permissions")
        case .missing:
            let isPath = configuration.command.contains("/")
            let hint = configuration.installHint.trimmed
            throw failure(
                isPath ? "no such file" : "the command is not in PATH",
                hint: hint.isEmpty ? "install the credential plugin that the kubeconfig names" : hint)
        }
    }

    /// Whether the plugin gets standard input.
    private func isInteractive() throws(ConfigurationError) -> Bool {
        let isTerminal = isatty(STDIN_FILENO) == 1
        switch setting.mode {
        case .never: return false
        case .ifAvailable: return isTerminal && !setting.isStandardInputTaken
        case .always:
            if setting.isStandardInputTaken {
                throw failure(
                    "it needs standard input, which is already in use", hint: "use a file instead of -")
            }
            if !isTerminal {
                throw failure("it needs a terminal, but standard input is not one", hint: "run it in a terminal")
            }
            return true
        }
    }

    private func failure(_ reason: String, hint: String) -> ConfigurationError {
        .pluginFailed(command: setting.configuration.command, reason: reason, hint: hint)
    }
}

extension PluginRun.Failure {
    /// The error for people.
    fileprivate func configurationError(command: String, deadline: Duration) -> ConfigurationError {
        let byHand = "run the command by hand to see why"
        let (reason, hint): (String, String)
        switch self {
        case .stopped: return .stopped(command: command)
        case .notStarted(let why): (reason, hint) = ("it cannot be started: \(why)", byHand)
        case .exited(let code, let said):
            (reason, hint) = ("it exited with code \(code)" + (said.isEmpty ? "" : ": \(said)"), byHand)
        case .killed(let signal): (reason, hint) = ("it was killed by signal \(signal)", byHand)
        case .overdue:
            (reason, hint) = ("it took longer than \(deadline.components.seconds) s", "log in first: \(byHand)")
        case .wantedTerminal:
            (reason, hint) = ("it waits for the terminal, which it cannot use here", "log in first: \(byHand)")
        case .wroteTooMuch:
            (reason, hint) = ("it wrote more than \(PluginRun.mostOutput >> 20) MiB to standard output", byHand)
        }
        return .pluginFailed(command: command, reason: reason, hint: hint)
    }
}
