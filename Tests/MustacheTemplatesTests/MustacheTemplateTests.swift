import MustacheTemplates
import Testing

struct MustacheTemplateTests {
    private func rendered(_ source: String, _ view: [String: MustacheValue]) -> String? {
        MustacheTemplate(source)?.rendered(view)
    }

    private static let pools: MustacheValue = .list([
        .object(["name": .text("a"), "nodes": .list([.text("1"), .text("2")])]),
        .object(["name": .text("b"), "nodes": .list([.text("3")])]),
        .object(["name": .text("c"), "nodes": .absent]),
    ])

    @Test(
        "The place is that of the innermost list, also after a list within an element",
        arguments: [
            ("{{#pools}}{{name}}{{^last()}}, {{/last()}}{{/pools}}", "a, b, c"),
            (
                "{{#pools}}{{name}}:{{#nodes}}{{.}}{{^last()}}+{{/last()}}{{/nodes}}{{^last()}}, {{/last()}}{{/pools}}",
                "a:1+2, b:3, c:"
            ),
            ("{{#pools}}{{#first()}}first {{/first()}}{{name}}{{index()}} {{/pools}}", "first a0 b1 c2 "),
            ("{{#pools}}{{#even()}}{{name}}{{/even()}}{{#odd()}}-{{/odd()}}{{/pools}}", "a-c"),
            ("{{#pools}}{{#name}}{{^first()}}/{{/first()}}{{.}}{{/name}}{{/pools}}", "a/b/c"),
            ("{{^last()}}outside{{/last()}}", "outside"),
        ])
    func places(source: String, expected: String) {
        #expect(rendered(source, ["pools": Self.pools]) == expected)
    }

    @Test(
        "A variable with = that has no value is a hole, one in a section that is not there is none",
        arguments: [
            ("{{&=name}}", "x"), ("{{&=absent}}", nil), ("{{&=unknown}}", nil), ("{{&=group.inner}}", "y"),
            ("{{&=group.other}}", nil), ("{{&=group}}", nil), ("{{&=list}}", nil), ("{{&=yes}} {{&=no}}", "true false"),
            ("{{#absent}}{{&=absent}}{{/absent}}{{^absent}}none{{/absent}}", "none"),
            ("{{#no}}{{&=unknown}}{{/no}}.", "."), ("{{#yes}}{{&=name}}{{/yes}}", "x"),
            ("{{#group}}{{&=name}}{{&=inner}}{{/group}}", "xy"), ("{{#group}}{{&=lost}}{{/group}}", nil),
            ("{{#name}}{{#yes}}{{&=.}}{{/yes}}{{/name}}", "x"), ("{{unknown}}{{absent}}.", "."),
        ] as [(String, String?)])
    func holes(source: String, expected: String?) {
        let view: [String: MustacheValue] = [
            "name": .text("x"), "absent": .absent, "yes": .truth(true), "no": .truth(false), "lost": .text("outside"),
            "list": .list([.text("1")]), "group": .object(["inner": .text("y"), "lost": .absent]),
        ]
        #expect(rendered(source, view) == expected)
    }

    @Test func `Values are neither escaped nor read as templates, and lines of sections alone are left out`() {
        let view: [String: MustacheValue] = [
            "text": .text("<{{name}}> & \u{0} \"é"), "name": .text("x"), "is": .truth(true),
        ]
        #expect(rendered("{{text}}|{{{text}}}", view) == "<{{name}}> & \u{0} \"é|<{{name}}> & \u{0} \"é")
        #expect(rendered("a\n{{#is}}\n  b\n{{/is}}\nc\n", view) == "a\n  b\nc\n")
        #expect(rendered("", [:]) == "")
    }

    @Test(arguments: ["{{", "{{a", "{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{#a}}{{#b}}{{/a}}{{/b}}", "{{=a}}", "{{="])
    func `What is no template is none`(source: String) {
        #expect(MustacheTemplate(source) == nil)
    }

    @Test func `A template is rendered by many at once`() async {
        let template = MustacheTemplate("{{#all}}{{.}}{{^last()}},{{/last()}}{{/all}}")
        let texts = await withTaskGroup(of: String?.self) { group in
            for count in 1...64 {
                group.addTask { template?.rendered(["all": .list((1...count).map { .text(String($0)) })]) }
            }
            return await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(texts == Set((1...64).map { (1...$0).map(String.init).joined(separator: ",") }))
    }
}
