import DiagnosisEngine

/// The space that can be freed on nodes under disk pressure, and the pods that use most of it.
struct DiskReliefFact: FactSearch {
    let parameters = DiskRelief.descriptions

    /// A node's condition, or the resource that pods were evicted over.
    let needs = [["condition"], ["resource", "evictions"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        SearchedFacts(parameters: subject.diskRelief?.parameters ?? Parameters())
    }
}
