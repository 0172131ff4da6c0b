import KubernetesModel
import Testing

@testable import DiagnosisEngine

/// The argument that names what a log misses.
struct NamingArgumentTests {
    @Test(arguments: [
        ("missing labels [a/region a/zone] on node", " Its argument --labels=a/region,a/zone names that."),
        ("interface eth7: no such device", " Its argument --iface=eth7 names that."),
        ("--labels: a/region is unknown", ""), ("missing labels [a/regions]", ""), ("$(NODE) is missing", ""), ("", ""),
        ("no address 10.0.0.9 here", " Its argument -bind 10.0.0.9 names that."),
        ("configmaps \"nginx-config\" not found", " Its argument -config=$(NS)/nginx-config names that."),
        ("agent.yaml: bad", ""),
    ])
    func `An argument is named by its value`(line: String, sentence: String) {
        var container = Container()
        container.args = [
            "serve", "--node=$(NODE)", "--labels=a/region,a/zone", "--iface=eth7", "--v=5", "-bind",
            "10.0.0.9", "-config=$(NS)/nginx-config", "--file=/etc/agent.yaml", "-q",
        ]
        #expect(NamingArgument.sentence(in: line, of: container) == sentence)
    }

    @Test func `Without a container there is none`() { #expect(NamingArgument.sentence(in: "a", of: nil).isEmpty) }
}
