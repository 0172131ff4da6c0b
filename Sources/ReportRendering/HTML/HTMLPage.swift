/// One self-contained page: a template's text, the data for its script, and a policy that lets nothing else in.
struct HTMLPage {
    /// The title of the page.
    var title: String
    /// The name of the template that is the page's content.
    var template: String
    /// What the template sees.
    var view: HTMLView
    /// What the script draws: JSON in which nothing can end the element that it stands in.
    var data: [UInt8]

    /// The bytes of the page.
    func bytes() -> [UInt8] {
        var page = HTMLView()
        page.set("title", title)
        page.set("scriptHash", WebFiles.scriptHash)
        page.set("styleHash", WebFiles.styleHash)
        page.set("script", verbatim: WebFiles.script)
        page.set("style", verbatim: WebFiles.style)
        page.set("data", verbatim: String(decoding: data, as: UTF8.self))
        page.set("body", verbatim: WebFiles.rendered(view, withTemplate: template))
        return Array(WebFiles.rendered(page, withTemplate: "page").utf8)
    }
}
