import KubernetesModel
import Testing

@testable import DiagnosisEngine

struct ImagePullFailureTests {
    typealias Case = NamedCase<String, ImagePullFailure>
    typealias ReferenceCase = NamedCase<String, (registry: String, repository: String)>

    static let image = "registry.example:5000/not-found/denied-404:v429"

    static let cases: [Case] = [
        Case(
            "containerd, no such tag",
            """
            rpc error: code = NotFound desc = failed to pull and unpack image "\(image)": failed to resolve reference \
            "\(image)": \(image): not found
            """, .notFound),
        Case(
            "CRI-O, no such tag",
            "reading manifest v429 in registry.example:5000/not-found/denied-404: manifest unknown", .notFound),
        Case(
            "Docker, no such tag",
            "Error response from daemon: manifest for \(image) not found: manifest unknown: manifest unknown", .notFound
        ),
        Case(
            "containerd, wrong architecture",
            "failed to pull and unpack image \"\(image)\": no match for platform in manifest: not found", .noPlatform),
        Case(
            "containerd, no credentials",
            """
            failed to resolve reference "\(image)": failed to authorize: failed to fetch anonymous token: unexpected \
            status from GET request to https://registry.example/token?scope=x: 401 Unauthorized
            """, .unauthorized),
        Case(
            "containerd, wrong credentials",
            "failed to resolve reference \"\(image)\": unexpected status from HEAD request: 403 Forbidden",
            .unauthorized),
        Case(
            "CRI-O, no credentials",
            "reading manifest v429 in registry.example:5000/not-found/denied-404: unauthorized: access is not authorized",
            .unauthorized),
        Case(
            "Docker Hub, a private or missing repository",
            """
            pull access denied, repository does not exist or may require authorization: server message: \
            insufficient_scope: authorization failed
            """, .unauthorized),
        Case(
            "containerd, nobody listens",
            "failed to do request: Head \"https://registry.example/v2/\": dial tcp 10.40.4.1:443: connect: connection refused",
            .unreachable),
        Case(
            "Docker, no such host",
            "Get \"https://registry.example/v2/\": dial tcp: lookup registry.example on 10.96.0.10:53: no such host",
            .unreachable),
        Case(
            "a port that looks like a status",
            "read tcp 10.0.0.1:40354->10.0.0.2:4010: read: connection reset by peer", .unreachable),
        Case(
            "an address that looks like a status", "dial tcp 192.0.2.40:4043: i/o timeout", .unreachable),
        Case(
            "an untrusted certificate",
            "tls: failed to verify certificate: x509: certificate signed by unknown authority",
            .untrusted),
        Case("a registry without HTTPS", "http: server gave HTTP response to HTTPS client", .plainHTTP),
        Case(
            "a full disk", "failed to extract layer: write /var/lib/containerd/x: no space left on device: unknown",
            .diskFull),
        Case(
            "a damaged layer", "unexpected commit digest 4f1a, expected 9c3e: failed precondition", .damaged),
        Case(
            "a storage driver that fails", "error creating overlay mount: too many levels of symbolic links", .damaged),
        Case(
            "a format that is gone",
            "media type \"application/vnd.docker.distribution.manifest.v1+prettyjws\" is no longer supported since "
                + "containerd v2.1", .unsupportedFormat),
        Case("a missing signature", "Source image rejected: Required key not found", .rejected),
        Case("the registry is down", "unexpected status from HEAD request: 503 Service Unavailable", .unreachable),
        Case(
            "Docker Hub has had enough",
            "429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.",
            .rateLimited),
        Case("the pause between two tries", "Back-off pulling image \"\(image)\"", .unknown),
        Case("nothing at all", "", .unknown),
    ]

    @Test(arguments: cases)
    func `The runtime's words tell why a pull failed`(_ line: Case) {
        #expect(ImagePullFailure(line.input, image: Self.image) == line.expected)
    }

    static let references: [ReferenceCase] = [
        NamedCase("Docker Hub's library", "busybox", ("docker.io", "busybox")),
        NamedCase("a tag", "team/app:1.2", ("docker.io", "team/app")),
        NamedCase("a port", "registry.example:5000/app", ("registry.example:5000", "registry.example:5000/app")),
        NamedCase("a port and a tag", "localhost:5000/app:2", ("localhost:5000", "localhost:5000/app")),
        NamedCase("a digest", "quay.io/app@sha256:abc", ("quay.io", "quay.io/app")),
    ]

    @Test(arguments: references)
    func `References are read`(_ line: ReferenceCase) {
        #expect(ImageReference.registry(of: line.input) == line.expected.registry)
        #expect(ImageReference.repository(of: line.input) == line.expected.repository)
    }
}
