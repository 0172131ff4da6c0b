import KubernetesModel
import Wording

/// Versions, images, base64, names and sentences, whatever is in them.
func checkWords(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    _ = KubernetesVersion(text)
    _ = ImageReference.keys(of: text)
    _ = (ImageReference.registry(of: text), ImageReference.repository(of: text))
    if let decoded = Base64.decode(text) {
        require(Base64.decode(Base64.encode(decoded)) == decoded, "the same bytes from base64")
    }
    let names = text.split(separator: "\n").map(String.init)
    for columns in [1, 20, 80] {
        _ = NodeNameFolding(names).text(columns: columns)
        for line in TextWrapping.lines(of: TerminalText.escaped(text), columns: columns) {
            require(TerminalText.isPrintable(line), "a plain line: \(line.debugDescription)")
        }
        _ = DisplayWidth.clipped(text, columns: columns)
    }
    _ = Wording.shortenedInMiddle(text, limit: 40)
    _ = (Wording.sentence(text), Wording.essence(text), Wording.firstLine(text))
    if names.count > 1 { checkOrder(names[0], names[1]) }
    _ = NearestName.of(names.first ?? "", among: names.dropFirst())
}

/// No name stands both before and behind another.
private func checkOrder(_ left: String, _ right: String) {
    let (isBefore, isBehind) = (NaturalOrder.precedes(left, right), NaturalOrder.precedes(right, left))
    require(!(isBefore && isBehind), "an order of \(left.debugDescription) and \(right.debugDescription)")
}
