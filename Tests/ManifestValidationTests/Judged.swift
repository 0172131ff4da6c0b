import ManifestValidation

/// The problems of a manifest.
func judged(_ text: String, existing: ManifestValidation.Existing = .unknown) throws -> [ManifestProblem] {
    guard let node = try ManifestNode.read(Array(text.utf8)) else { return [] }
    return ManifestValidation.problems(of: node, file: "agent.yaml", existing: existing)
}

/// A DaemonSet with further fields in its `spec`, in its pod and in its container.
func daemonSet(spec: String = "", pod: String = "", container: String = "") -> String {
    """
    apiVersion: apps/v1
    kind: DaemonSet
    metadata:
      name: agent
      namespace: logging
    spec:
      selector: {matchLabels: {app: agent}}\(indented(spec, by: 2))
      template:
        metadata:
          labels: {app: agent}
        spec:\(indented(pod, by: 6))
          containers:
          - name: agent
            image: busybox\(indented(container, by: 8))
    """
}

private func indented(_ text: String, by count: Int) -> String {
    text.split(separator: "\n").map { "\n" + String(repeating: " ", count: count) + $0 }.joined()
}

extension [ManifestProblem] {
    /// The refusals as lines, without the file's name.
    var refusals: [String] { filter { $0.severity == .error }.map(\.sentence) }

    /// The paths and codes of the refusals.
    var codes: Set<String> { Set(filter { $0.severity == .error }.map { "\($0.path) \($0.code.rawValue)" }) }
}
