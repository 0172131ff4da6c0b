import CEmbeddedFiles
import MustacheTemplates

/// The files of `Web/`, which are compiled into the program: templates, script and style of HTML pages.
enum WebFiles {
    /// The text that the template called `name` makes of `view`.
    static func rendered(_ view: HTMLView, withTemplate name: String) -> String {
        // What a view holds is escaped already; a template that is none would fail every test of a page.
        templates[name]?.rendered(view.members) ?? ""
    }

    /// The templates by their names.
    private static let templates: [String: MustacheTemplate] = {
        let names = all.compactMap {
            $0.name.hasSuffix(".mustache") ? String($0.name.dropLast(".mustache".count)) : nil
        }
        return Dictionary(
            uniqueKeysWithValues: names.compactMap { name in
                MustacheTemplate(source(of: name, within: [])).map { (name, $0) }
            })
    }()

    /// The source of a template with the ones that it uses in their places: they are read once then, and not each time
    /// that they are rendered.
    private static func source(of name: String, within users: [String]) -> String {
        precondition(!users.contains(name), "the template \(name) is a part of itself")
        var source = ""
        var rest = text(of: "\(name).mustache")[...]
        while let opening = rest.firstRange(of: "{{> "), let closing = rest[opening.upperBound...].firstRange(of: "}}")
        {
            source += rest[..<opening.lowerBound]
            let part = Self.source(of: String(rest[opening.upperBound..<closing.lowerBound]), within: users + [name])
            rest = rest[closing.upperBound...]
            // The end of the tag's line is that of the part's last one.
            source += rest.first == "\n" && part.last == "\n" ? part.dropLast() : part[...]
        }
        return source + rest
    }

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
