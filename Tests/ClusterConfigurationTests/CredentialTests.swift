import ClusterConfiguration
import Foundation
import Testing

@Suite struct CredentialTests {
    @Test func `A token file is read again when it is another one, and the last token stays when it is gone`() throws {
        let workspace = try Workspace()
        let file = try workspace.write(".kube/token", "  one\n")
        let source = try workspace.connection(kubeconfig(user: "tokenFile: token\ntoken: unused")).credentials
        #expect(try source.credentials().authorization == "Bearer one")
        try workspace.write(".kube/token", "two")
        #expect(try source.credentials().authorization == "Bearer two")
        try FileManager.default.removeItem(atPath: file)
        #expect(try source.credentials().authorization == "Bearer two")
    }

    @Test func `A refusal makes sense once the token file is another one`() throws {
        let workspace = try Workspace()
        try workspace.write(".kube/token", "one")
        let source = try workspace.connection(kubeconfig(user: "tokenFile: token")).credentials
        let first = try source.credentials()
        #expect(!source.refuse(first))
        try workspace.write(".kube/token", "two")
        #expect(source.refuse(first))
    }

    @Test(arguments: ["", "a\nb"]) func `A token file without one token is an error`(_ text: String) throws {
        let workspace = try Workspace()
        try workspace.write(".kube/token", text)
        #expect(try workspace.error(kubeconfig(user: "tokenFile: token"))?.code == "configuration-malformed")
    }

    @Test func `Certificates in files are read again, those in the kubeconfig are not`() throws {
        let workspace = try Workspace()
        try workspace.write(".kube/crt", certificate)
        try workspace.write(".kube/key", key)
        let files = try workspace.connection(kubeconfig(user: "client-certificate: crt\nclient-key: key")).credentials
        #expect(try files.credentials().clientCertificate == Array(certificate.utf8))
        try workspace.write(".kube/crt", otherCertificate)
        #expect(try files.credentials().clientCertificate == Array(otherCertificate.utf8))
        #expect(try files.credentials().clientKey == Array(key.utf8))
        let data =
            "client-certificate: nope\nclient-certificate-data: \(certificate.inBase64)\nclient-key: key\ntoken: t"
        let both = try workspace.connection(kubeconfig(user: data)).credentials.credentials()
        #expect(both.clientCertificate == Array(certificate.utf8))
        #expect(both.authorization == "Bearer t")
    }

    @Test(arguments: [
        ("client-certificate: crt", "configuration-invalid"),
        ("client-certificate: crt\nclient-key: crt", "configuration-not-found"),
        ("token: t\nusername: u\npassword: p", "configuration-invalid"),
        ("tokenFile: t\nusername: u", "configuration-invalid"),
        ("token: \"a\\nb\"", "configuration-invalid"),
    ]) func `Ways to be known that do not go together are errors`(_ user: String, _ code: String) throws {
        #expect(try Workspace().error(kubeconfig(user: user))?.code == code)
    }

    @Test func `Nothing secret goes by plain HTTP`() throws {
        let text = kubeconfig(cluster: "server: http://one:8080", user: "token: geheim\nas: jane")
        let connection = try Workspace().connection(text)
        #expect(try connection.credentials.credentials() == Credentials())
        #expect(connection.impersonation.user == "jane")
    }

    @Test func `No description, dump or error shows a secret`() throws {
        let workspace = try Workspace()
        let user = "client-certificate-data: \(certificate.inBase64)\nclient-key-data: \(key.inBase64)\ntoken: geheim"
        let cluster = "server: https://one\nproxy-url: http://u:geheim@p"
        let connection = try workspace.connection(kubeconfig(cluster: cluster, user: user))
        var options = ConnectionOptions()
        options.token = "geheim"
        let environment = workspace.environment(["SECRET": "geheim"])
        let basic = Credentials(authorization: "Basic geheim", clientKey: Array("geheim".utf8))
        var shown = "\(connection) \(options) \(environment) \(basic) \(String(reflecting: connection))"
        dump((connection, options, environment, basic, CredentialSource(basic)), to: &shown)
        dump(try connection.credentials.credentials(), to: &shown)
        #expect(!shown.contains("geheim") && !shown.contains("SECRETKEY"))
        for broken in ["token: [geheim]", "password: {geheim: x}", "client-key-data: geheim!", "token: \"geheim\\n\""] {
            let error = try #require(try workspace.error(kubeconfig(user: broken)))
            #expect(!"\(error)\(String(reflecting: error))".contains("geheim"))
        }
    }
}
