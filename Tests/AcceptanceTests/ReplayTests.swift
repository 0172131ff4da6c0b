import Foundation
import TestBuilders
import Testing

/// `dsdoctor replay` as a user runs it.
@Suite struct ReplayTests {
    private let snapshot = ShippedSnapshot.healthy.path

    /// Runs lines of shell while the snapshot is served; `$url` is where, `$kubeconfig` and `$errors` are files.
    ///
    /// Not with `timeout`, which passes no signal on where the test process keeps signals from those that it starts.
    private func whileServing(_ lines: String, options: String = "") throws -> BuiltBinary {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        return try BuiltBinary(
            shell: """
                kubeconfig=kubeconfig errors=errors
                "$0" replay \(snapshot) \(options) > output 2> errors & replay=$!
                for i in $(seq 600); do grep -qs serving errors && break; sleep 0.05; done
                [ -s kubeconfig ] || kubeconfig=output
                url=$(sed -n 's/ *server: //p' $kubeconfig)
                \(lines)
                kill -TERM $replay; wait $replay; echo "exit code $?"
                test -e kubeconfig && echo "kubeconfig is still there"; true
                """, in: directory)
    }

    @Test func `The kubeconfig goes to standard output, and a signal ends it with 0`() throws {
        let run = try whileServing("cat errors >&2; case $url in http://127.0.0.1:*) echo served;; esac")
        #expect(run.output == "served\nexit code 0\n")
        #expect(run.errors.contains("serving "))
        #expect(run.errors.contains("press Ctrl-C to stop"))
    }

    @Test func `A file for the kubeconfig is made for its owner, and removed at the end`() throws {
        let run = try whileServing("stat -c %a kubeconfig; wc -c < output", options: "--kubeconfig kubeconfig")
        #expect(run.output == "600\n0\nexit code 0\n")
    }

    @Test func `A file that is there is not overwritten`() throws {
        let run = try BuiltBinary(
            shell: """
                file=$(mktemp); echo mine > $file
                dsdoctor replay \(snapshot) --kubeconfig $file; code=$?
                cat $file; rm $file; exit $code
                """)
        #expect(run.exitCode == 2)
        #expect(run.output == "mine\n")
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.errors.contains("it exists already"))
    }

    @Test func `A port that is taken is one clear line`() throws {
        let run = try whileServing("dsdoctor replay \(snapshot) --port ${url##*:}; echo $?")
        #expect(run.output == "2\nexit code 0\n")
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.errors.contains("it is in use"))
    }

    @Test func `A snapshot that is not there is told as everywhere`() throws {
        let run = try BuiltBinary(shell: "dsdoctor replay nowhere.json")
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("nowhere.json: no such file or directory"))
    }
}
