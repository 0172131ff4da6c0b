import CSimdJSON
import KubernetesModel

enum RequirementsField: String, CaseIterable {
    case requests, limits
}

private let requirementsFields = FieldTable<RequirementsField>()

extension ObjectDecoder {
    /// Amounts by resource name.
    @inline(never)
    func resourceList() -> ResourceList {
        cached(resourceListCache) {
            var entries: [ResourceList.Entry] = []
            guard reader.enterObject() else { return ResourceList() }
            var key = csj_text()
            while reader.nextMember(&key) {
                let name = interned(key)
                if let amount = quantity() { entries.append(ResourceList.Entry(name: name, quantity: amount)) }
            }
            return ResourceList(entries)
        }
    }

    /// `resources` of a container or a pod.
    @inline(never)
    func resourceRequirements() -> ResourceRequirements {
        var resources = ResourceRequirements()
        forEachField(requirementsFields) { field in
            switch field {
            case .requests: resources.requests = resourceList()
            case .limits: resources.limits = resourceList()
            }
        }
        return resources
    }
}
