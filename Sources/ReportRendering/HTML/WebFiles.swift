import CEmbeddedFiles
import Mustache

/// The files of `Web/`, which are compiled into the program: templates, script and style of HTML pages.
enum WebFiles {
    /// The templates by their names, each of which can use the others.
    static let templates: MustacheLibrary = {
        var library = MustacheLibrary()
        for file in all where file.name.hasSuffix(".mustache") {
            // What a view holds is escaped already; a template that is none would fail every test of a page.
            try? library.register(
                "{{% CONTENT_TYPE:TEXT}}\n" + file.text, named: String(file.name.dropLast(".mustache".count)))
        }
        return library
    }()

    static let script = text(of: "report.js")
    static let style = text(of: "report.css")

    /// The hashes of script and style as a Content-Security-Policy names them: `sha256-…`.
    static let scriptHash = String(cString: embedded_web_script_hash())
    static let styleHash = String(cString: embedded_web_style_hash())

    private static func text(of name: String) -> String { all.first { $0.name == name }?.text ?? "" }

    private static let all: [(name: String, text: String)] = {
        let files = embedded_web()
        return UnsafeBufferPointer(start: files.first, count: files.count).map { file in
            let bytes = UnsafeBufferPointer(start: file.bytes, count: file.count)
            return (String(cString: file.name), String(decoding: bytes, as: UTF8.self))
        }
    }()
}
