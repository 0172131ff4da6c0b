import KubernetesModel

/// Why an image could not be fetched.
enum ImagePullFailure: String, CaseIterable, Sendable {
    /// The image is there, but has no variant for the node's operating system, its version, or its processor.
    case noPlatform = "no-platform"
    case notFound = "not-found"
    case unauthorized
    case unreachable
    case rateLimited = "rate-limited"
    case unknown

    /// Reads the runtime's message (containerd, CRI-O and Docker word it differently).
    init(_ message: String, image: String) {
        let text = Self.cause(in: message, image: image).lowercased()
        // Status codes and short words count only by themselves: ports and addresses hold the same digits.
        let words = Set(text.split { !$0.isLetter && !$0.isNumber }.map(String.init))
        let match = Self.signs.first { sign in
            sign.phrases.contains { text.contains($0) } || !sign.words.isDisjoint(with: words)
        }
        self = match?.failure ?? .unknown
    }

    /// The phrases for each failure, in the order in which they count.
    private static let signs: [(failure: ImagePullFailure, phrases: [String], words: Set<String>)] = [
        (
            .noPlatform,
            [
                "no match for platform", "no matching manifest for", "no image found in image index for",
                "no image found in manifest list for", "cannot be used on this platform",
                "does not match the specified platform", "based image is incompatible with",
                "operating system is not supported", "no child with platform",
            ], []
        ),
        (.rateLimited, ["toomanyrequests", "too many requests", "rate limit"], ["429"]),
        (
            .unauthorized,
            [
                "unauthorized", "forbidden", "access denied", "is denied", "denied:", "authentication required",
                "no basic auth", "authorization failed", "insufficient_scope",
            ],
            ["401", "403"]
        ),
        (
            .notFound,
            [
                "not found", "manifest unknown", "does not exist", "no such image", "name unknown", "no such manifest",
            ],
            ["404"]
        ),
        (
            .unreachable,
            [
                "connection refused", "no such host", "timeout", "timed out", "deadline exceeded",
                "network is unreachable", "no route to host", "server misbehaving", "certificate",
                "connection reset", "dial tcp", "lookup ", "name resolution", "http response to https client",
            ],
            ["x509", "tls", "eof", "500", "502", "503", "504"]
        ),
    ]

    /// The message without the image's name, which may hold any word, and without addresses.
    private static func cause(in message: String, image: String) -> String {
        let repository = ImageReference.repository(of: image)
        var rest = Substring(message)
        var cause = ""
        // References are also written resolved (docker.io/library/…), or apart from their tag.
        for name in [image, repository] where !name.isEmpty {
            while let range = rest.firstRange(of: name) {
                cause += rest[..<range.lowerBound]
                rest = rest[range.upperBound...]
            }
            rest = Substring(cause + rest)
            cause = ""
        }
        return rest.split(whereSeparator: \.isWhitespace)
            .filter { !$0.contains("sha256:") && !$0.contains("://") }.joined(separator: " ")
    }

    var sentence: String {
        switch self {
        case .noPlatform: return "The image has no variant for the node's platform."
        case .notFound: return "The registry has no such image."
        case .unauthorized: return "The registry denies access: credentials are missing or wrong."
        case .unreachable: return "The node gets no answer from the registry."
        case .rateLimited: return "The registry limits pulls: too many for now."
        case .unknown: return "The runtime does not say why the pull fails."
        }
    }
}
