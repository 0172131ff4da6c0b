import Testing

@testable import DiagnosisEngine

struct EvictionMessageTests {
    typealias Case = NamedCase<String, EvictionMessage?>
    typealias Pressure = EvictionMessage.Pressure
    typealias Usage = EvictionMessage.Usage

    static let cases: [Case] = [
        Case(
            "1.26 and newer, with a threshold",
            "The node was low on resource: memory. Threshold quantity: 100Mi, available: 81036Ki. Container hog was using "
                + "1130952Ki, request is 64Mi, has larger consumption of memory. ",
            .nodePressure(
                Pressure(
                    resource: "memory", threshold: "100Mi", available: "81036Ki",
                    usages: [Usage(container: "hog", usage: "1130952Ki", request: "64Mi")]))),
        Case(
            "two containers",
            "The node was low on resource: ephemeral-storage. Threshold quantity: 15534273330, available: 14812836Ki. "
                + "Container a was using 2Gi, request is 0, has larger consumption of ephemeral-storage. Container b was "
                + "using 1Gi, request is 10Mi, has larger consumption of ephemeral-storage. ",
            .nodePressure(
                Pressure(
                    resource: "ephemeral-storage", threshold: "15534273330", available: "14812836Ki",
                    usages: [
                        Usage(container: "a", usage: "2Gi", request: "0"),
                        Usage(container: "b", usage: "1Gi", request: "10Mi"),
                    ]))),
        Case(
            "a container of which nothing is said does not get the words of the next",
            "The node was low on resource: memory. Container a Container b was using 1Gi, request is 10Mi, has larger "
                + "consumption of memory. ",
            .nodePressure(
                Pressure(
                    resource: "memory",
                    usages: [
                        Usage(container: "a", usage: "", request: nil),
                        Usage(container: "b", usage: "1Gi", request: "10Mi"),
                    ]))),
        Case(
            "1.9 and before, refused on arrival", "The node was low on resource: [DiskPressure].",
            .refusedOnArrival(conditions: "DiskPressure")),
        Case(
            "1.9 and before, two conditions", "The node was low on resource: [MemoryPressure DiskPressure].",
            .refusedOnArrival(conditions: "MemoryPressure DiskPressure")),
        Case(
            "1.9 and before, evicted", "The node was low on resource: imagefs.",
            .nodePressure(Pressure(resource: "imagefs"))),
        Case(
            "1.4 and before", "The node was low on compute resources.",
            .nodePressure(Pressure(resource: "compute resources"))),
        Case(
            "older, use above the request",
            "The node was low on resource: memory. Container x was using 1Gi, which exceeds its request of 0. ",
            .nodePressure(
                Pressure(resource: "memory", usages: [Usage(container: "x", usage: "1Gi", request: "0")]))),
        Case(
            "older, two containers",
            "The node was low on resource: memory. Container x was using 1Gi, which exceeds its request of 512Mi. "
                + "Container y was using 2Gi, which exceeds its request of 0. ",
            .nodePressure(
                Pressure(
                    resource: "memory",
                    usages: [
                        Usage(container: "x", usage: "1Gi", request: "512Mi"),
                        Usage(container: "y", usage: "2Gi", request: "0"),
                    ]))),
        Case(
            "the oldest, the resource alone", "The node was low on resource: nodefs.",
            .nodePressure(Pressure(resource: "nodefs"))),
        Case(
            "a threshold and no container",
            "The node was low on resource: inodes. Threshold quantity: 5%, available: 3200. ",
            .nodePressure(Pressure(resource: "inodes", threshold: "5%", available: "3200"))),
        Case(
            "refused on arrival", "The node had condition: [DiskPressure]. ",
            .refusedOnArrival(conditions: "DiskPressure")),
        Case(
            "refused on arrival, 1.28 and newer", "Pod was rejected: The node had condition: [MemoryPressure]. ",
            .refusedOnArrival(conditions: "MemoryPressure")),
        Case(
            "the pod's limits together",
            "Pod ephemeral local storage usage exceeds the total limit of containers 64Mi. ",
            .podStorageLimit(limit: "64Mi")),
        Case(
            "one container's limit", "Container logger exceeded its local ephemeral storage limit \"32Mi\". ",
            .containerStorageLimit(container: "logger", limit: "32Mi")),
        Case(
            "an emptyDir", "Usage of EmptyDir volume \"cache\" exceeds the limit \"64Mi\". ",
            .emptyDirLimit(volume: "cache", limit: "64Mi")),
        Case("words that are none of the kubelet's", "Evicted by hand", nil),
        Case("nothing at all", "", nil),
    ]

    @Test(arguments: cases)
    func `The kubelet's words about an eviction are taken apart`(_ line: Case) {
        #expect(EvictionMessage(line.input) == line.expected)
    }
}
