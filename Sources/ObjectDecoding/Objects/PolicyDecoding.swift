import CSimdJSON
import KubernetesModel

private enum BudgetField: String, CaseIterable {
    case metadata, spec, status
}

private enum BudgetDetailField: String, CaseIterable {
    case selector, disruptionsAllowed, disruptedPods
}

private enum PriorityClassField: String, CaseIterable {
    case metadata, value, globalDefault, preemptionPolicy
}

private enum RuntimeClassField: String, CaseIterable {
    case metadata, overhead, podFixed, scheduling, nodeSelector, tolerations
}

private let budgetFields = FieldTable<BudgetField>()
private let budgetDetailFields = FieldTable<BudgetDetailField>()
private let priorityClassFields = FieldTable<PriorityClassField>()
private let runtimeClassFields = FieldTable<RuntimeClassField>()

extension ObjectDecoder {
    /// How many pods of a set may be down at once.
    func podDisruptionBudget() -> PodDisruptionBudget {
        var budget = PodDisruptionBudget()
        forEachField(budgetFields) { field in
            if field == .metadata {
                budget.metadata = metadata()
                return
            }
            forEachField(budgetDetailFields) { detail in
                switch detail {
                case .selector: budget.selector = optionalLabelSelector()
                case .disruptionsAllowed: budget.disruptionsAllowed = reader.int32() ?? 0
                case .disruptedPods: budget.disruptedPods = memberNames().sorted()
                }
            }
        }
        return budget
    }

    private func memberNames() -> [String] {
        guard reader.enterObject() else { return [] }
        var names: [String] = []
        var key = csj_text()
        while reader.nextMember(&key) {
            names.append(interned(key))
            reader.skip()
        }
        return names
    }

    /// A name for a priority.
    func priorityClass() -> PriorityClass {
        var priorityClass = PriorityClass()
        forEachField(priorityClassFields) { field in
            switch field {
            case .metadata: priorityClass.metadata = metadata()
            case .value: priorityClass.value = reader.int32() ?? 0
            case .globalDefault: priorityClass.isGlobalDefault = reader.bool()
            case .preemptionPolicy: priorityClass.neverPreempts = string() == "Never"
            }
        }
        return priorityClass
    }

    /// A way to run containers.
    func runtimeClass() -> RuntimeClass {
        var runtimeClass = RuntimeClass()
        forEachField(runtimeClassFields) { field in
            switch field {
            case .metadata: runtimeClass.metadata = metadata()
            case .overhead, .scheduling: runtimeClassDetails(into: &runtimeClass)
            case .podFixed, .nodeSelector, .tolerations: reader.skip()
            }
        }
        return runtimeClass
    }

    private func runtimeClassDetails(into runtimeClass: inout RuntimeClass) {
        forEachField(runtimeClassFields) { field in
            switch field {
            case .podFixed: runtimeClass.overhead = resourceList()
            case .nodeSelector: runtimeClass.nodeSelector = labels()
            case .tolerations: runtimeClass.tolerations = tolerations()
            case .metadata, .overhead, .scheduling: reader.skip()
            }
        }
    }
}
