import CheckedJSON
import KubernetesModel
import ObjectDecoding

extension KubeletSummary {
    /// Reads what a kubelet answers, or ``encoded``.
    package init(node name: String, _ json: JSONValue) {
        self.init()
        node = name
        let measured = json["node"]
        availableMemory = measured?["memory"]?.integer("availableBytes")
        nodeFileSystem = (measured?["fs"]).map(FileSystem.init)
        imageFileSystem = (measured?["runtime"]?["imageFs"]).map(FileSystem.init)
        processes = measured?["rlimit"]?.integer("curproc")
        mostProcesses = measured?["rlimit"]?.integer("maxpid")
        pods = (json["pods"]?.elements ?? []).map(PodUsage.init)
    }

    /// As the kubelet writes it, as far as the model holds it; the node's name stands beside it.
    var encoded: JSONValue {
        .members([
            "nodeName": .string(node),
            "node": .members([
                "memory": availableMemory.map { .members(["availableBytes": .integer($0)]) },
                "fs": nodeFileSystem?.encoded,
                "runtime": imageFileSystem.map { .members(["imageFs": $0.encoded]) },
                "rlimit": processes == nil && mostProcesses == nil
                    ? nil
                    : .members([
                        "curproc": processes.map { .integer($0) }, "maxpid": mostProcesses.map { .integer($0) },
                    ]),
            ]),
            "pods": .list(pods) { $0.encoded },
        ])
    }
}

extension KubeletSummary.FileSystem {
    fileprivate init(_ json: JSONValue) {
        self.init()
        available = json.integer("availableBytes")
        capacity = json.integer("capacityBytes")
        freeInodes = json.integer("inodesFree")
        inodes = json.integer("inodes")
    }

    fileprivate var encoded: JSONValue {
        .members([
            "availableBytes": available.map { .integer($0) }, "capacityBytes": capacity.map { .integer($0) },
            "inodesFree": freeInodes.map { .integer($0) }, "inodes": inodes.map { .integer($0) },
        ])
    }
}

extension KubeletSummary.PodUsage {
    fileprivate init(_ json: JSONValue) {
        self.init()
        namespace = json["podRef"]?["namespace"]?.string ?? ""
        name = json["podRef"]?["name"]?.string ?? ""
        memory = json["memory"]?.integer("workingSetBytes")
        ephemeralStorage = json["ephemeral-storage"]?.integer("usedBytes")
    }

    fileprivate var encoded: JSONValue {
        .members([
            "podRef": .members(["namespace": .string(namespace), "name": .string(name)]),
            "memory": memory.map { .members(["workingSetBytes": .integer($0)]) },
            "ephemeral-storage": ephemeralStorage.map { .members(["usedBytes": .integer($0)]) },
        ])
    }
}

extension JSONValue {
    /// A member that is a whole number of 64 bits and not negative: a kubelet has no other figures.
    fileprivate func integer(_ key: String) -> WholeNumber? {
        guard case .number(let text)? = self[key], let number = WholeNumber(text), number >= 0 else { return nil }
        return number
    }
}
