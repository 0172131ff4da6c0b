import DiagnosisEngine

/// What can be freed on the disks of nodes under disk pressure, and who takes most of them.
struct DiskReliefFact: FactSearch {
    let parameters = DiskRelief.descriptions

    /// A node's condition, or the resource that pods were evicted over.
    let needs = [["condition"], ["resource", "evictions"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        SearchedFacts(parameters: subject.diskRelief?.parameters ?? Parameters())
    }
}
