import KubernetesModel

private enum StorageClassField: String, CaseIterable {
    case metadata, provisioner, volumeBindingMode, allowedTopologies
}

private enum TopologyField: String, CaseIterable {
    case matchLabelExpressions
}

private enum TopologyExpressionField: String, CaseIterable {
    case key, values
}

private enum CSINodeField: String, CaseIterable {
    case metadata, spec
}

private enum DriversField: String, CaseIterable {
    case drivers
}

private enum DriverField: String, CaseIterable {
    case name, allocatable
}

private enum CountField: String, CaseIterable {
    case count
}

private let storageClassFields = FieldTable<StorageClassField>()
private let topologyFields = FieldTable<TopologyField>()
private let topologyExpressionFields = FieldTable<TopologyExpressionField>()
private let csiNodeFields = FieldTable<CSINodeField>()
private let driversFields = FieldTable<DriversField>()
private let driverFields = FieldTable<DriverField>()
private let countFields = FieldTable<CountField>()

extension ObjectDecoder {
    /// A way to make volumes.
    func storageClass() -> StorageClass {
        var storageClass = StorageClass()
        forEachField(storageClassFields) { field in
            switch field {
            case .metadata: storageClass.metadata = metadata()
            case .provisioner: storageClass.provisioner = string()
            case .volumeBindingMode: storageClass.waitsForFirstConsumer = string() == "WaitForFirstConsumer"
            case .allowedTopologies: storageClass.allowedTopologies = array { topologyTerm() }
            }
        }
        return storageClass
    }

    private func topologyTerm() -> NodeSelectorTerm {
        var term = NodeSelectorTerm()
        forEachField(topologyFields) { _ in
            term.matchExpressions = array {
                var requirement = NodeSelectorRequirement(key: "", comparison: .isIn)
                forEachField(topologyExpressionFields) { field in
                    switch field {
                    case .key: requirement.key = string()
                    case .values: requirement.values = strings()
                    }
                }
                return requirement
            }
        }
        return term
    }

    /// The limits of the CSI drivers on a node.
    func csiNode() -> CSINode {
        var node = CSINode()
        forEachField(csiNodeFields) { field in
            switch field {
            case .metadata: node.metadata = metadata()
            case .spec: forEachField(driversFields) { _ in node.drivers = array { csiNodeDriver() } }
            }
        }
        return node
    }

    private func csiNodeDriver() -> CSINodeDriver {
        var driver = CSINodeDriver()
        forEachField(driverFields) { field in
            switch field {
            case .name: driver.name = string()
            case .allocatable: forEachField(countFields) { _ in driver.allocatableCount = reader.int32() }
            }
        }
        return driver
    }
}
