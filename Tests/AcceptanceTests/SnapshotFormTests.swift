import Testing

@Suite("A snapshot in any form")
struct SnapshotFormTests {
    /// Makes `plain.json` of a shipped snapshot and runs a line of shell.
    private func run(_ line: String) throws -> BuiltBinary {
        try Workspace().run("gzip -dc '\(ShippedSnapshot.stuckRollout.path)' > plain.json; \(line)")
    }

    @Test(
        "gives the same report",
        arguments: [
            "dsdoctor --full --snapshot - < plain.json", "cat plain.json | dsdoctor --full --snapshot -",
            "gzip plain.json; dsdoctor --full --snapshot plain.json.gz",
            "gzip -c plain.json | dsdoctor --full --snapshot -",
            "{ echo '# as YAML'; cat plain.json; } > x; dsdoctor --full --snapshot x",
            "mv plain.json x; dsdoctor --full --snapshot x",
            "mkdir d; mv plain.json d; dsdoctor --full --snapshot d",
            "tar czf x plain.json; dsdoctor --full --snapshot x",
            "mkfifo p; cat plain.json > p & dsdoctor --full --snapshot p",
        ])
    func sameReport(line: String) throws {
        let plain = try run("dsdoctor --full --snapshot plain.json")
        let other = try run(line)
        #expect(other.exitCode == 1)
        #expect(other.errors == "")
        #expect(other.output == plain.output)
    }

    @Test("gives the same bytes each time", arguments: ShippedSnapshot.allCases)
    func sameBytes(snapshot: ShippedSnapshot) throws {
        for form in ["text", "json"] {
            let runs = try (0..<2).map { _ in
                try BuiltBinary(shell: "dsdoctor --snapshot '\(snapshot.path)' -o \(form)")
            }
            #expect(runs[0].output == runs[1].output)
            #expect(runs[0].exitCode == (snapshot == .healthy ? 0 : 1))
            #expect(runs[0].errors == "")
        }
    }
}

@Suite("The report on a terminal and elsewhere")
struct PrintingTests {
    private static let line = "dsdoctor --snapshot '\(ShippedSnapshot.mixedFaults.path)'"

    @Test("The overview fits on a screen and names what ails the cluster", arguments: [80, 120, 200])
    func overviewIsOneScreen(columns: Int) throws {
        let run = try BuiltBinary(shell: "\(Self.line) --width \(columns)")
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count <= 40)
        #expect(lines.allSatisfy { $0.count <= columns })
        for words in [
            "Not enough memory free", "Host port 9100/TCP", "pool=generall", "Not enough CPU", "ResourceQuota tight",
            "dead-a", "small-a-{01..06}", "logging/cpu-hungry", "DO FIRST",
        ] { #expect(run.output.contains(words), "\(words)") }
    }

    @Test("A cause can be had by its number and by its code")
    func oneCause() throws {
        let byCode = try BuiltBinary(shell: "\(Self.line) --cause host-port-conflict")
        #expect(byCode.output.contains("monitoring/legacy-exporter"))
        #expect(byCode.output.contains("monitoring/node-exporter"))
        #expect(!byCode.output.contains("cpu-hungry"))
        #expect(try BuiltBinary(shell: "\(Self.line) --cause 2").output == byCode.output)
        let wrong = try BuiltBinary(shell: "\(Self.line) --cause 999")
        #expect(wrong.exitCode == 2)
        #expect(wrong.errors.hasPrefix("dsdoctor: --cause 999: no such cause; use a number from 1 to "))
    }

    @Test("No line is wider than the page, but for commands", arguments: [80, 200])
    func keepsToTheWidth(columns: Int) throws {
        let run = try BuiltBinary(shell: "\(Self.line) --width \(columns)")
        var isCommand = false
        for line in run.output.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.split(separator: " ")
            let begins = words.prefix(2).contains { ["kubectl", "ssh"].contains($0) }
            isCommand = begins || (isCommand && line.hasPrefix("           "))
            if !isCommand { #expect(line.count <= columns, "\(line)") }
            isCommand = isCommand && line.hasSuffix(" \\")
        }
        #expect(run.output.contains { !$0.isASCII })
    }

    @Test("There are no colours in a file, but where they are asked for")
    func coloursAreForTerminals() throws {
        #expect(try !BuiltBinary(shell: "\(Self.line)").output.contains("\u{1B}"))
        #expect(try BuiltBinary(shell: "\(Self.line) --color always").output.contains("\u{1B}["))
    }

    @Test("Who reads only the beginning hears no complaint, and the exit code is what it would be")
    func readerLeaves() throws {
        let run = try BuiltBinary(shell: "{ \(Self.line) -o json; echo $? >&2; } | head -1")
        #expect(run.output == "{\n")
        #expect(run.errors == "1\n")
    }

    @Test(
        "--fail-on and the selection decide the exit code",
        arguments: [
            ("", 1), ("--fail-on never", 0), ("--fail-on notice", 1), ("-A", 1), ("-n logging", 1),
            ("logging/mem-hungry", 1), ("logging/mem-hungry --fail-on never", 0),
        ] as [(String, Int32)])
    func exitCode(arguments: String, expected: Int32) throws {
        let run = try BuiltBinary(shell: "\(Self.line) \(arguments)")
        #expect(run.exitCode == expected)
        #expect(run.errors == "")
    }

    @Test("-n leaves out the DaemonSets of other namespaces")
    func namespace() throws {
        let run = try BuiltBinary(shell: "\(Self.line) -n logging --summary")
        #expect(run.output.contains("logging/mem-hungry"))
        #expect(!run.output.contains("apps/"))
    }
}
