import KubernetesModel

/// Why an image could not be fetched.
enum ImagePullFailure: String, CaseIterable, Sendable {
    /// The image is there, but has no variant for the node's operating system, its version, or its processor.
    case noPlatform = "no-platform"
    case notFound = "not-found"
    case unauthorized
    case unreachable
    case rateLimited = "rate-limited"
    /// The registry's certificate is not one that the node trusts.
    case untrusted
    /// The registry speaks HTTP, and the runtime HTTPS.
    case plainHTTP = "plain-http"
    /// The node's disk has no room for the image.
    case diskFull = "disk-full"
    /// The image came damaged, or could not be unpacked on the node.
    case damaged
    /// The image is in a format that the runtime doesn't take, or no image of containers at all.
    case unsupportedFormat = "unsupported-format"
    /// The runtime's policy on signatures refuses it.
    case rejected
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
        (.diskFull, ["no space left on device", "disk quota exceeded", "not enough space"], []),
        (
            .rejected,
            [
                "signaturevalidationfailed", "source image rejected", "signature validation failed",
                "a signature was required", "missing signature",
            ], []
        ),
        (
            .unsupportedFormat,
            [
                "no longer supported since containerd", "unsupported media type", "unsupported manifest media type",
                "manifest.v1+prettyjws", "unsupported docker v1", "schema 1", "encountered unknown type",
                "not an image manifest", "mediatype in manifest should be",
            ], []
        ),
        (
            .damaged,
            [
                "unexpected commit digest", "failed precondition", "filesystem layer verification failed",
                "failed to extract layer", "failed to register layer", "failed to unpack", "error creating overlay",
                "error processing tar file", "archive/tar", "layers from manifest don't match", "read-only file system",
                "input/output error", "failed to prepare extraction", "digest mismatch",
                "does not match expected digest",
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
        (.plainHTTP, ["http response to https client"], []),
        (
            .untrusted,
            [
                "certificate signed by", "certificate has expired", "certificate is valid for", "certificate is not",
                "certificate relies on", "failed to verify certificate", "certificate verify failed",
            ], ["x509"]
        ),
        (
            .unreachable,
            [
                "connection refused", "no such host", "timeout", "timed out", "deadline exceeded",
                "network is unreachable", "no route to host", "server misbehaving", "certificate",
                "connection reset", "dial tcp", "lookup ", "name resolution", "proxyconnect",
            ],
            ["tls", "eof", "500", "502", "503", "504"]
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

    /// Whether it is mended by what neither the image's name nor the way to the registry decides.
    var isOfItsOwnRemedy: Bool {
        switch self {
        case .untrusted, .plainHTTP, .diskFull, .damaged, .unsupportedFormat, .rejected: return true
        default: return false
        }
    }

    /// The remedy, as a title.
    func action(registry: String, image: String) -> String {
        switch self {
        case .untrusted: return "Let the nodes trust the certificate of \(registry)"
        case .plainHTTP: return "Let the nodes ask \(registry) by HTTP, or give it a certificate"
        case .diskFull: return "Free disk space on the nodes"
        case .damaged: return "Have the nodes fetch \(image) anew"
        case .unsupportedFormat: return "Build \(image) in a format that the runtime takes"
        case .rejected: return "Sign \(image), or allow it in the nodes' policy"
        default: return "Correct the image"
        }
    }

    var sentence: String {
        switch self {
        case .noPlatform: return "The image has no variant for the node's platform."
        case .notFound: return "The registry has no such image."
        case .unauthorized: return "The registry denies access: credentials are missing or wrong."
        case .unreachable: return "The node gets no answer from the registry."
        case .rateLimited: return "The registry limits pulls: too many for now."
        case .untrusted: return "The node does not trust the registry's certificate."
        case .plainHTTP: return "The registry speaks plain HTTP, but the runtime uses HTTPS."
        case .diskFull: return "The node's disk has no room for the image."
        case .damaged: return "The node could not unpack the image, or received it damaged."
        case .unsupportedFormat: return "The runtime does not support the image's format, or it is no container image."
        case .rejected: return "The runtime's signature policy rejects the image."
        case .unknown: return "The runtime does not say why the pull fails."
        }
    }
}
