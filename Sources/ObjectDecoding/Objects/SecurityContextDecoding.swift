import KubernetesModel

enum SecurityContextField: String, CaseIterable {
    case privileged, runAsUser, runAsNonRoot, readOnlyRootFilesystem, allowPrivilegeEscalation, capabilities
    case seLinuxOptions
}

enum CapabilitiesField: String, CaseIterable {
    case add
}

enum SELinuxOptionsField: String, CaseIterable {
    case type
}

private let securityContextFields = FieldTable<SecurityContextField>()
private let capabilitiesFields = FieldTable<CapabilitiesField>()
private let seLinuxOptionsFields = FieldTable<SELinuxOptionsField>()

extension ObjectDecoder {
    /// The `securityContext` of a pod or a container.
    func securityContext() -> SecurityContext {
        var context = SecurityContext()
        forEachField(securityContextFields) { field in
            switch field {
            case .privileged: context.isPrivileged = reader.bool()
            case .runAsUser: context.runAsUser = reader.int64()
            case .runAsNonRoot: context.mustRunAsNonRoot = reader.bool()
            case .readOnlyRootFilesystem: context.isRootFileSystemReadOnly = reader.bool()
            case .allowPrivilegeEscalation: context.allowsPrivilegeEscalation = reader.bool()
            case .capabilities: forEachField(capabilitiesFields) { _ in context.addedCapabilities = strings() }
            case .seLinuxOptions: forEachField(seLinuxOptionsFields) { _ in context.seLinuxType = string() }
            }
        }
        return context
    }
}
