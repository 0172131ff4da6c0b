/// What a run of the fuzzer is asked for.
struct FuzzingOptions: Sendable {
    /// The snapshot that has every field.
    static let richSnapshot = "\(ProjectFolder.path)/Tests/FieldFuzzing/Seeds/rich.json"
    /// A snapshot whose plan has steps of several kinds.
    static let snapshotWithSteps = "\(ProjectFolder.path)/Tests/FieldFuzzing/Seeds/steps.json"

    /// Snapshots whose fields are mutated; by default these two.
    var seeds = [richSnapshot, snapshotWithSteps]
    /// At most so many inputs, of all kinds in turn; nil: all.
    var sample: Int?
    var randomSeed: UInt64 = 1
    /// Mutations of the bytes of each form of a snapshot in the place of those of fields.
    var byteMutations: Int?
    /// Only inputs whose description contains this.
    var only: String?
    /// Only these commands.
    var commands: [String] = []
    var workers = 2
    var timeFactor = 1.0
    var memoryFactor = 1.0
    /// Where to write the inputs in the place of trying them.
    var writeTo: String?
    /// Whether only to list them.
    var isListing = false
    /// An input at which the process ends by a trap, to see what becomes of the others.
    var trapAt: Int?
    /// The worker's share, `2/4`, for processes that this program starts.
    var share: (index: Int, of: Int)?
    /// The run from which a worker goes on: input and command.
    var start = (input: 0, command: 0)

    static let usage = """
        usage: scripts/fuzz-fields [OPTIONS] [SNAPSHOT ...]
          --sample N --seed S   N inputs of all, which S decides
          --bytes N             N mutations of the bytes of each form of a snapshot, in the place of its fields
          --only TEXT           only inputs whose description contains TEXT: `rich: Pod logging/agent-x: spec.nodeName = NUL`
          --commands A,B        only these commands
          --workers N           processes at a time; 2
          --time-factor F       how much slower than a release build on a free machine this is; 1
          --memory-factor F     how many times as much memory as a release build this takes; 1
          --list                list the inputs; with --write DIRECTORY they are written there
        """

    struct Invalid: Error { var text: String }

    init(_ arguments: [String]) throws(Invalid) {
        var rest = arguments[...]
        var paths: [String] = []
        func value<Value: LosslessStringConvertible>(_ option: String) throws(Invalid) -> Value {
            guard let text = rest.popFirst(), let value = Value(text) else {
                throw Invalid(text: "\(option) needs a value\n\(Self.usage)")
            }
            return value
        }
        while let argument = rest.popFirst() {
            switch argument {
            case "--sample": sample = try value(argument)
            case "--seed": randomSeed = try value(argument)
            case "--bytes": byteMutations = try value(argument)
            case "--only": only = try value(argument)
            case "--commands": commands = try (value(argument) as String).split(separator: ",").map(String.init)
            case "--workers": workers = max(1, try value(argument))
            case "--time-factor": timeFactor = try value(argument)
            case "--memory-factor": memoryFactor = try value(argument)
            case "--write": writeTo = try value(argument)
            case "--list": isListing = true
            case "--trap-at": trapAt = try value(argument)
            case "--share": share = (try value(argument), try value(argument))
            case "--start": start = (try value(argument), try value(argument))
            case _ where argument.hasPrefix("-"): throw Invalid(text: Self.usage)
            default: paths.append(argument)
            }
        }
        if !paths.isEmpty { seeds = paths }
    }

    /// The commands that are run.
    var chosenCommands: [FuzzedCommand] {
        commands.isEmpty ? FuzzedCommand.all : FuzzedCommand.all.filter { commands.contains($0.name) }
    }

    /// The inputs, in an order that is the same in every process.
    func inputs() throws -> [any FuzzedInput] {
        let snapshots = try seeds.map { try SeedSnapshot(path: $0) }
        var inputs: [any FuzzedInput] = []
        if let byteMutations {
            for snapshot in snapshots {
                inputs += ByteMutation.some(of: try SeedFile.all(of: snapshot), each: byteMutations, seed: randomSeed)
            }
        } else {
            inputs = FieldMutation.all(of: snapshots)
        }
        if let only { inputs = inputs.filter { $0.description.contains(only) } }
        if let sample, sample < inputs.count {
            var random = SplitMix(randomSeed)
            inputs = Array(inputs.shuffled(using: &random).prefix(sample))
        }
        return inputs
    }
}
