import Testing

@testable import KubernetesClient

struct SystemAuthoritiesTests {
    @Test(arguments: [
        (["/etc/ssl/certs/ca-certificates.crt"], "/etc/ssl/certs/ca-certificates.crt"),
        (["/etc/pki/tls/certs/ca-bundle.crt"], "/etc/pki/tls/certs/ca-bundle.crt"),
        (["/etc/ssl/ca-bundle.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"], "/etc/ssl/ca-bundle.pem"),
        (["/etc/ssl/cert.pem", "/etc/ssl/certs/ca-certificates.crt"], "/etc/ssl/certs/ca-certificates.crt"),
        (["/etc/elsewhere.pem"], nil),
    ])
    func `The first place that has authorities is taken`(present: [String], expected: String?) {
        #expect(SystemAuthorities.firstFile { present.contains($0) } == expected)
    }
}
