/// What can be fuzzed. Each has its seeds in the folder of its name under `Seeds`.
enum FuzzTarget: String, CaseIterable {
    /// Saved clusters in JSON.
    case json
    /// Saved clusters in YAML, and the files that people write.
    case yaml
    case quantity
    case timestamp
    /// Label selectors in kubectl's notation.
    case selector
    /// Compressed files and archives.
    case archive
    /// What the cluster's programs say in events, states and conditions.
    case message
    /// The same sentences, without a diagnosis around them.
    case sentence
    /// Logs of containers, and files of signatures that they are searched for.
    case log
    case logSignatures = "log-signatures"
    /// What kubelets measure.
    case kubelet
    /// Patches and manifests of DaemonSets.
    case patch
    case playbook
    /// Objects whose secrets are hidden.
    case redaction
    /// Versions, images, names and sentences.
    case words
    /// Manifests of any kinds, as `placement -f` takes them.
    case manifest
    /// Plans that `simulate --plan` makes again.
    case plan
    case kubeconfig
    /// Answers of credential plugins.
    case credential
    case secretPatterns = "secret-patterns"
    /// Requests to `replay`.
    case request

    /// Ends the program where something about the input is not as it must be.
    func check(_ bytes: [UInt8]) {
        switch self {
        case .json: JSONCheck(bytes).run()
        case .yaml: YAMLCheck(bytes).run()
        case .quantity: checkQuantity(bytes)
        case .timestamp: checkTimestamp(bytes)
        case .selector: checkSelector(bytes)
        case .archive: checkArchive(bytes)
        case .message: checkMessage(bytes)
        case .sentence: checkSentence(bytes)
        case .log: checkLog(bytes)
        case .logSignatures: checkLogSignatures(bytes)
        case .kubelet: checkKubelet(bytes)
        case .patch: checkPatch(bytes)
        case .playbook: checkPlaybook(bytes)
        case .redaction: checkRedaction(bytes)
        case .words: checkWords(bytes)
        case .manifest: checkManifest(bytes)
        case .plan: checkPlan(bytes)
        case .kubeconfig: checkKubeconfig(bytes)
        case .credential: checkCredential(bytes)
        case .secretPatterns: checkSecretPatterns(bytes)
        case .request: checkRequest(bytes)
        }
    }
}

/// Ends the program, and so this input is one that libFuzzer keeps, unless the condition holds.
func require(_ condition: Bool, _ expectation: @autoclosure () -> String) {
    if !condition { fatalError("expected: \(expectation())") }
}
