import KubernetesModel

/// The sources of volumes (`validateVolumeSource`), as far as one kind has more rules than required fields.
enum VolumeSourceRules {
    /// The fields that a source needs.
    private static let required = [
        "hostPath": ["path"], "gitRepo": ["repository"], "gcePersistentDisk": ["pdName"],
        "awsElasticBlockStore": ["volumeID"], "secret": ["secretName"], "nfs": ["server", "path"],
        "iscsi": ["targetPortal", "iqn"], "glusterfs": ["endpoints", "path"], "persistentVolumeClaim": ["claimName"],
        "rbd": ["monitors", "image"], "cinder": ["volumeID"], "cephfs": ["monitors"],
        "quobyte": ["registry", "volume"], "flexVolume": ["driver"], "configMap": ["name"],
        "azureFile": ["secretName", "shareName"], "vsphereVolume": ["volumePath"], "photonPersistentDisk": ["pdID"],
        "portworxVolume": ["volumeID"], "azureDisk": ["diskName", "diskURI"], "storageos": ["volumeName"],
        "scaleIO": ["gateway", "system", "volumeName"], "csi": ["driver"], "ephemeral": ["volumeClaimTemplate"],
    ]
    private static let hostPathTypes = [
        "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice",
    ]
    static let fileModes: ClosedRange<Int64> = 0...0o777

    static func check(_ kind: String, _ volume: Field, _ problems: inout ProblemList) {
        let source = volume[kind]
        for name in required[kind] ?? [] where source[name].text.isEmpty && source[name].hasNoElements {
            // An object counts when it is there, even without members.
            if kind != "ephemeral" || !source[name].isSet { problems.require(source[name]) }
        }
        checkFiles(kind, source, &problems)
        switch kind {
        case "emptyDir":
            if let limit = source["sizeLimit"].quantity, limit < .zero {
                problems.forbid(source["sizeLimit"], "\(limit) must be at least 0")
            }
        case "hostPath":
            problems.requireSyntax(PathSyntax.withoutBacksteps, source["path"])
            problems.requireOne(of: hostPathTypes, source["type"])
        case "gitRepo": problems.requireSyntax(PathSyntax.relative, source["directory"])
        case "gcePersistentDisk", "awsElasticBlockStore": problems.requireRange(0...255, source["partition"])
        case "nfs":
            if !source["path"].text.isEmpty, !source["path"].text.hasPrefix("/") {
                problems.invalid(source["path"], "must be an absolute path")
            }
        case "csi": checkCSI(source, &problems)
        case "ephemeral": ClaimTemplateRules.check(source["volumeClaimTemplate"], &problems)
        case "image": problems.requireOne(of: ["Always", "IfNotPresent", "Never"], source["pullPolicy"])
        case "azureDisk": checkAzureDisk(source, &problems)
        case "flexVolume": checkFlexVolume(source["options"], &problems)
        default: NetworkVolumeRules.check(kind, volume, &problems)
        }
    }

    /// Volumes that are made of files.
    private static func checkFiles(_ kind: String, _ source: Field, _ problems: inout ProblemList) {
        guard ["secret", "configMap", "downwardAPI", "projected"].contains(kind) else { return }
        problems.requireRange(fileModes, source["defaultMode"])
        switch kind {
        case "projected": ProjectionRules.check(source, &problems)
        case "downwardAPI":
            for file in source["items"].items { ProjectionRules.checkDownwardFile(file, &problems) }
        default: for item in source["items"].items { ProjectionRules.checkKey(item, &problems) }
        }
    }

    private static func checkCSI(_ source: Field, _ problems: inout ProblemList) {
        let driver = source["driver"]
        if driver.text.utf8.count > 63 { problems.refuse(.tooLong, driver, "is longer than 63 characters") }
        problems.requireSyntax({ NameSyntax.subdomain($0.lowercased()) }, driver)
        let secret = source["nodePublishSecretRef"]
        if secret.isSet { problems.requireSyntax(NameSyntax.subdomain, secret["name"], isRequired: true) }
    }

    /// `validateAzureDisk`.
    private static func checkAzureDisk(_ source: Field, _ problems: inout ProblemList) {
        let (kind, mode, place) = (source["kind"], source["cachingMode"], source["diskURI"])
        // The defaults are those of an absent field: an empty text is refused.
        if mode.isSet { problems.requireOne(of: ["None", "ReadOnly", "ReadWrite"], mode, isRequired: true) }
        if kind.isSet { problems.requireOne(of: ["Shared", "Dedicated", "Managed"], kind, isRequired: true) }
        let prefix = kind.text == "Managed" ? "/subscriptions/" : "https://"
        if !place.text.isEmpty, !place.text.hasPrefix(prefix) {
            problems.refuse(.unsupported, place, "\(ProblemList.quoted(place.text)) must begin with \(prefix)")
        }
    }

    private static func checkFlexVolume(_ options: Field, _ problems: inout ProblemList) {
        for (key, value) in options.entries {
            let domain = ".\(key.prefix { $0 != "/" })".lowercased()
            if domain.hasSuffix(".kubernetes.io") || domain.hasSuffix(".k8s.io") {
                problems.invalid(value, "kubernetes.io and k8s.io are reserved")
            }
        }
    }
}
