import KubernetesModel

/// How kubectl is told which pods are a DaemonSet's.
enum PodSelector {
    /// The argument of kubectl's `-l`; nil without a selector, or with characters that labels cannot have.
    static func text(of daemonSet: DaemonSet) -> String? {
        let selector = daemonSet.selector
        let parts =
            selector.matchLabels.pairs.flatMap { [$0.key, $0.value] }
            + selector.matchExpressions.flatMap { [$0.key] + $0.values }
        guard !selector.isEmpty, parts.allSatisfy(isName) else { return nil }
        let text = selector.description
        return text.hasPrefix("-") ? nil : text
    }

    /// Whether the text can be a host with a port.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && isName(String($0)) && !$0.contains("/") }
    }

    /// Whether the text is made of what names and labels are made of.
    static func isName(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            byte.isASCIILetterOrDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "/")
        }
    }
}
