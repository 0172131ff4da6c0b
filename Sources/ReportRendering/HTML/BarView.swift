// bare numbers in this file: thousandths of a bar.

/// A bar of parts of a whole, in thousandths.
enum BarView {
    /// - Parameters:
    ///   - parts: each with its class in the style sheet, from the left.
    ///   - whole: what the bar's full length stands for.
    /// - Returns: the view; nil where the whole is nothing.
    static func view(_ parts: [(style: String, count: Int)], of whole: Int) -> HTMLView? {
        guard whole > 0 else { return nil }
        var bar = HTMLView()
        var start = 0
        bar.set(
            "parts",
            parts.filter { $0.count > 0 }.map { style, count in
                let end = min((start + count) * 1000 / whole, 1000)
                var part = HTMLView()
                part.set("style", style)
                part.set("x", start * 1000 / whole)
                part.set("width", max(end - start * 1000 / whole, 0))
                start += count
                return part
            })
        return bar
    }
}
