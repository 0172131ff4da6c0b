import ClusterSnapshot
import KubernetesModel
import Wording

extension Collected {
    /// Keeps the newest where an object stands more than once; tells of it where the copies differ.
    func newest(gaps: inout [Gap]) -> [Object] {
        // The compiler makes this once for each kind, so that it holds only what needs the kind. By place: a copy of each
        // object would count up every string and array in it.
        var places = ObjectPlaces(count: objects.count)
        for place in objects.indices {
            places.add(namespace: objects[place].metadata.namespace, name: objects[place].metadata.name, at: place)
        }
        if places.repeated.isEmpty { return objects }
        var copies = RepeatedObjects(kind: Object.kind, count: objects.count)
        for (first, place) in places.repeated {
            let kept = copies.kept(first)
            copies.drop(place)
            if objects[kept] == objects[place] { continue }
            copies.note(objects[place].metadata.qualifiedName)
            if isOlder(kept, than: place) { copies.keep(place, at: first) }
        }
        gaps += copies.gaps
        var newest: [Object] = []
        for place in copies.places { newest.append(objects[place]) }
        return newest
    }

    private func isOlder(_ left: Int, than right: Int) -> Bool {
        if versions[left] != versions[right] { return versions[left] < versions[right] }
        let start = Timestamp(seconds: 0)
        return (objects[left].metadata.creationTimestamp ?? start)
            < (objects[right].metadata.creationTimestamp ?? start)
    }
}

/// Where each object of a kind stands first, and again.
private struct ObjectPlaces {
    private struct Name: Hashable {
        var namespace: String
        var name: String
    }

    private var places: [Name: Int] = [:]
    /// Each place where an object stands again, and where it stands first.
    private(set) var repeated: [(first: Int, again: Int)] = []

    init(count: Int) { places.reserveCapacity(count) }

    mutating func add(namespace: String, name: String, at place: Int) {
        let key = Name(namespace: namespace, name: name)
        if let first = places.updateValue(place, forKey: key) {
            places[key] = first
            repeated.append((first, place))
        }
    }
}

/// Which copies of objects of a kind are kept.
private struct RepeatedObjects {
    private let kind: String
    /// For each place the place of the copy that is kept there; nil where none is.
    private var keptPlaces: [Int?]
    private var differing: [String] = []

    init(kind: String, count: Int) {
        self.kind = kind
        keptPlaces = Array(0..<count)
    }

    func kept(_ place: Int) -> Int { keptPlaces[place] ?? place }

    mutating func keep(_ copy: Int, at place: Int) { keptPlaces[place] = copy }

    mutating func drop(_ place: Int) { keptPlaces[place] = nil }

    mutating func note(_ name: String) { differing.append(name) }

    /// The places of the copies that are kept, in the order of those that stand first.
    var places: [Int] { keptPlaces.compactMap { $0 } }

    var gaps: [Gap] {
        guard let first = differing.first else { return [] }
        let many =
            differing.count == 1
            ? "\(kind) \(first) appears" : "\(differing.count) objects of kind \(kind) appear, such as \(first),"
        let detail = "\(many) more than once in the snapshot; the newest copy is used."
        return [Gap(code: .objectDuplicated, detail: detail.escapedForOneLine)]
    }
}
