import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// A first limit of local storage for a container that has none, by the size of the nodes' disks.
///
/// Who filled the disk gets a small part of it, and less than it wrote: a limit above what was written bounds nothing.
/// Others get twice what they used, where that is a small part of the disk.
struct StorageBoundFact: FactSearch {
    let parameters: [ParameterDescription] = [.text("storageLimit", .optional), .text("storageRequest", .optional)]

    let needs = [["container", "resource", "usage", "isCulprit"]]

    /// The part of a disk that a container may have, as a divisor.
    private static let share: WholeNumber = 10

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let finding = subject.finding.parameters
        let resource = ResourceName.ephemeralStorage
        guard finding.text("resource") == resource, let placement = subject.placementOnNodes,
            let container = finding.text("container"), placement.limit(of: container, resource) == nil,
            let used = finding.quantity("usage")?.units
        else { return facts }
        let disk = subject.positions.compactMap { subject.snapshot.nodes[$0].allocatable[resource]?.units }.min()
        let bound: WholeNumber
        if finding["isCulprit"] == .truth(true) {
            bound = min(disk.map { $0 / Self.share } ?? .max, used / 4)
        } else {
            bound = used * 2
            if let disk, bound > disk / Self.share { return facts }
        }
        // Whole gibibytes read better, where that leaves most of it.
        let unit: WholeNumber = bound >= .gibibyte * 4 ? .gibibyte : .mebibyte
        let limit = bound / unit * unit
        guard limit >= .mebibyte * 64 else { return facts }
        let asked = placement.request(of: container, resource)?.units ?? 0
        let request = max(asked, limit / Self.share / .mebibyte * .mebibyte)
        guard request <= limit, Quantity(units: limit).isPlausible(of: resource) else { return facts }
        facts.parameters["storageLimit"] = .quantity(Quantity(units: limit, format: .binarySI), .readable(resource))
        facts.parameters["storageRequest"] = .quantity(Quantity(units: request, format: .binarySI), .readable(resource))
        return facts
    }
}

extension DaemonSetPlacement {
    /// The request of a container of the DaemonSet's pods.
    fileprivate func request(of container: String, _ resource: String) -> Quantity? {
        template.testedPod.spec.allContainers.first { $0.name == container }?.resources.requests[resource]
    }
}
