import Testing

@Suite("dsdoctor diagnose with logs beside the snapshot")
struct LogSignatureTests {
    private func run(_ options: String) throws -> BuiltBinary {
        try Workspace().run(
            """
            cp '\(ShippedSnapshot.mixedFaults.path)' list.json.gz
            pod=$(gzip -dc list.json.gz | grep -o 'crash-config-[a-z0-9]\\{5\\}' | head -n 1)
            mkdir -p "logs/apps/$pod"
            echo 'LIC-42: no licence for this node' > "logs/apps/$pod/crash-config-previous.log"
            printf 'signatures:\\n- name: licence\\n  meaning: ask the vendor\\n  phrases: [lic-42]\\n' > own.yaml
            dsdoctor diagnose apps/crash-config --snapshot list.json.gz --width 200 \(options)
            """)
    }

    @Test("shows the line that matters")
    func line() throws {
        let run = try run("")
        #expect(run.exitCode == 1)
        #expect(run.output.contains("Its log says: LIC-42: no licence for this node\n"), "\(run.output)\(run.errors)")
    }

    @Test("and what it is known for, also by signatures of one's own")
    func ownSignature() throws {
        let run = try run("--log-signatures own.yaml -o json")
        #expect(run.output.contains("LIC-42: no licence for this node (ask the vendor)"), "\(run.errors)")
        #expect(run.output.filter { $0 != " " }.contains(#""signature":"licence""#))
    }
}
