import Foundation
import GeneratedFiles

// Writes the files of the project that are made from others; the argument is the project's folder.
let project = URL(fileURLWithPath: CommandLine.arguments.dropFirst().first ?? ".")
for generated in GeneratedFile.all {
    let file = project.appendingPathComponent(generated.path)
    let old = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let new = generated.text(from: old)
    if new != old {
        try Data(new.utf8).write(to: file)
        print(generated.path)
    }
}
