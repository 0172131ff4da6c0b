/// Compares references to images: two references to one image share a key.
///
/// `busybox`, `busybox:latest` and `docker.io/library/busybox:latest` are one (`distribution/reference`,
/// `ParseNormalizedNamed` and `TagNameOnly`), and so are references with the same digest.
public enum ImageReference {
    private static let defaultRegistry = "docker.io"
    private static let scheme = "://"

    /// The identities in a reference: the normalised name with the tag, the digest, or both.
    ///
    /// References stand in a pod's spec, a container's status (`docker-pullable://…`, a bare `sha256:…`) and a node's
    /// list of images.
    public static func keys(of reference: String) -> [String] {
        let text = reference.firstRange(of: scheme).map { reference[$0.upperBound...] } ?? reference[...]
        guard !text.isEmpty, text != "<none>@<none>", text != "<none>:<none>" else { return [] }
        if text.hasPrefix("sha256:"), !text.contains("/") { return [String(text)] }
        let end = text.firstIndex(of: "@") ?? text.endIndex
        let digest = text[end...].count > 1 ? [String(text[end...].dropFirst())] : []
        let (name, tag) = nameAndTag(text[..<end])
        if name.isEmpty { return digest }
        // With a digest the tag only reminds of one, and says nothing where there is none.
        if tag == nil, !digest.isEmpty { return digest }
        return digest + ["\(normalised(name)):\(tag ?? "latest")"]
    }

    private static func nameAndTag(_ text: Substring) -> (name: Substring, tag: Substring?) {
        guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("/") else { return (text, nil) }
        return (text[..<colon], text[text.index(after: colon)...])
    }

    /// The registry's host; Docker Hub's where none is named.
    public static func registry(of reference: String) -> String {
        host(of: reference[...]).map(String.init) ?? defaultRegistry
    }

    /// The reference without tag and digest.
    public static func repository(of reference: String) -> String {
        String(nameAndTag(reference.prefix { $0 != "@" }).name)
    }

    /// The name with its registry.
    private static func normalised(_ name: Substring) -> String {
        guard let slash = name.firstIndex(of: "/") else { return "\(defaultRegistry)/library/\(name)" }
        if name[..<slash] == "index.docker.io" { return "\(defaultRegistry)\(name[slash...])" }
        return host(of: name) != nil ? String(name) : "\(defaultRegistry)/\(name)"
    }

    /// The host that a reference begins with (`splitDockerDomain`); nil where it names none.
    private static func host(of reference: Substring) -> Substring? {
        guard let slash = reference.firstIndex(of: "/") else { return nil }
        let host = reference[..<slash]
        let isHost = host.contains(".") || host.contains(":") || host == "localhost" || host != host.lowercased()[...]
        return isHost ? host : nil
    }
}

extension Node {
    /// How many images a kubelet lists at most, the largest (`nodeStatusMaxImages`).
    public static let mostListedImages = 50

    /// The images on the node that no container of these pods uses: what a clean-up removes.
    ///
    /// Sandbox images (`pause`) belong to every pod and are pinned. Finished pods use nothing any more, but those of a
    /// DaemonSet are made again, and would pull theirs once more.
    public func unusedImages(besides pods: some Sequence<Pod>) -> [NodeImage] {
        var used: Set<String> = []
        for pod in pods where !pod.isTerminal || pod.metadata.controller?.kind == DaemonSet.kind {
            for container in pod.spec.allContainers { used.formUnion(ImageReference.keys(of: container.image)) }
            for status in pod.status.allContainerStatuses {
                used.formUnion(ImageReference.keys(of: status.image))
                used.formUnion(ImageReference.keys(of: status.imageID))
            }
        }
        return images.filter { image in
            let keys = Set(image.names.flatMap(ImageReference.keys(of:)))
            return used.isDisjoint(with: keys) && !image.isSandbox
        }
    }
}

extension NodeImage {
    /// Whether it is the image of the containers that hold pods' namespaces.
    var isSandbox: Bool {
        names.contains { name in
            let last = name.split(separator: "/").last ?? ""
            return last == "pause" || last.hasPrefix("pause:") || last.hasPrefix("pause@")
        }
    }
}
