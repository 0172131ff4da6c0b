import KubernetesModel
import Testing

@testable import DiagnosisEngine

@Suite("The hosts that a line of a log names")
struct NetworkAddressTests {
    private func hosts(_ line: String) -> [String] {
        NetworkAddress.all(in: line).map { address in
            address.host + (address.port.map { ":\($0)" } ?? "") + (address.isResolver ? " resolver" : "")
                + (address.isLookedUp ? " name" : "")
        }
    }

    @Test("A name server that was asked comes first")
    func resolver() {
        let line =
            #"Post "https://vcenter.example:443/sdk": dial tcp: lookup vcenter.example on 10.43.0.10:53: read udp 10.0.0.5:40512->10.43.0.10:53: i/o timeout"#
        #expect(hosts(line).first == "10.43.0.10:53 resolver")
        #expect(hosts(line).contains("vcenter.example name"))
    }

    @Test(
        "are addresses with ports, names in links and names that were looked up",
        arguments: [
            ("dial tcp 10.0.0.1:443: connect: connection refused", ["10.0.0.1:443"]),
            ("dial tcp [fd00::1]:443: connect: connection refused", ["fd00::1:443"]),
            ("Get http://db.apps.svc.cluster.local:9500/v1: timeout", ["db.apps.svc.cluster.local:9500"]),
            ("dial tcp: lookup db: no such host", ["db name"]),
            ("nothing here: 12 of 13", []), ("", []), ("::", []), ("lookup", []), ("lookup on", []),
        ] as [(String, [String])])
    func found(line: String, expected: [String]) {
        #expect(hosts(line).filter { !$0.hasPrefix("on") } == expected)
    }
}
