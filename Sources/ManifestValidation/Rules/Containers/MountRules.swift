/// A container's mounts and devices (`ValidateVolumeMounts`, `ValidateVolumeDevices`).
enum MountRules {
    static func check(_ container: Field, _ volumes: [String: String], _ problems: inout ProblemList) {
        let mounts = container["volumeMounts"].items
        let devices = container["volumeDevices"].items
        let deviceNames = Set(devices.map { $0["name"].text })
        let devicePaths = Set(devices.map { $0["devicePath"].text })
        let isPrivileged = container["securityContext", "privileged"].isTrue
        var paths: Set<String> = []
        for mount in mounts {
            checkName(mount, volumes, &problems)
            let path = mount["mountPath"]
            if path.text.isEmpty { problems.require(path) }
            if !paths.insert(path.text).inserted {
                problems.invalid(path, "\(ProblemList.quoted(path.text)) is used twice")
            }
            if deviceNames.contains(mount["name"].text) {
                problems.invalid(mount["name"], "is used in volumeDevices too")
            }
            if devicePaths.contains(path.text) { problems.invalid(path, "is used in volumeDevices too") }
            checkOptions(mount, isPrivileged: isPrivileged, &problems)
        }
        checkDevices(devices, mounts, volumes, &problems)
    }

    private static func checkName(_ mount: Field, _ volumes: [String: String], _ problems: inout ProblemList) {
        let name = mount["name"]
        if name.text.isEmpty {
            problems.require(name)
        } else if volumes[name.text] == nil {
            problems.notFound(
                name, "no volume is named \(ProblemList.quoted(name.text))", among: volumes.keys.sorted())
        }
    }

    private static func checkOptions(_ mount: Field, isPrivileged: Bool, _ problems: inout ProblemList) {
        for name in ["subPath", "subPathExpr"] { problems.requireSyntax(PathSyntax.relative, mount[name]) }
        if !mount["subPath"].text.isEmpty, !mount["subPathExpr"].text.isEmpty {
            problems.invalid(mount["subPathExpr"], "must be absent when subPath is set")
        }
        let propagation = mount["mountPropagation"]
        if propagation.isSet {
            problems.requireOne(of: ["Bidirectional", "HostToContainer", "None"], propagation, isRequired: true)
            if propagation.text == "Bidirectional", !isPrivileged {
                problems.forbid(propagation, "Bidirectional needs a privileged container")
            }
        }
        let recursive = mount["recursiveReadOnly"]
        guard recursive.isSet else { return }
        problems.requireOne(of: ["Disabled", "IfPossible", "Enabled"], recursive, isRequired: true)
        guard ["IfPossible", "Enabled"].contains(recursive.text) else { return }
        if !mount["readOnly"].isTrue { problems.forbid(recursive, "needs readOnly: true") }
        if propagation.isSet, propagation.text != "None" {
            problems.forbid(recursive, "needs mountPropagation None, or none at all")
        }
    }

    private static func checkDevices(
        _ devices: [Field], _ mounts: [Field], _ volumes: [String: String], _ problems: inout ProblemList
    ) {
        let mountNames = Set(mounts.map { $0["name"].text })
        let mountPaths = Set(mounts.map { $0["mountPath"].text })
        var (names, paths): (Set<String>, Set<String>) = ([], [])
        for device in devices {
            let (name, path) = (device["name"], device["devicePath"])
            checkName(device, volumes, &problems)
            if let kind = volumes[name.text], !["persistentVolumeClaim", "ephemeral"].contains(kind) {
                problems.invalid(name, "must be a persistentVolumeClaim or ephemeral volume, not \(kind)")
            }
            if !name.text.isEmpty, !names.insert(name.text).inserted { problems.duplicate(name, name.text) }
            if path.text.isEmpty { problems.require(path) }
            problems.requireSyntax(PathSyntax.withoutBacksteps, path)
            if !paths.insert(path.text).inserted {
                problems.invalid(path, "\(ProblemList.quoted(path.text)) is used twice")
            }
            if mountNames.contains(name.text) { problems.invalid(name, "is used in volumeMounts too") }
            if mountPaths.contains(path.text) { problems.invalid(path, "is used in volumeMounts too") }
        }
    }
}
