/// Rules for pods that don't hold for templates (`ValidatePodCreate`): the DaemonSet is created, and its
/// controller cannot create a pod.
enum PodOnlyRules {
    static func check(_ template: Field, _ problems: inout ProblemList) {
        let spec = template["spec"]
        for list in ["initContainers", "containers"] {
            for container in spec[list].items {
                let image = container["image"]
                if image.text != image.text.trimmingSpaces {
                    problems.invalid(image, "\(ProblemList.quoted(image.text)) must not have spaces around it")
                }
            }
        }
        for volume in spec["volumes"].items {
            if volume["image"].isSet, volume["image", "reference"].text.isEmpty {
                problems.require(volume["image", "reference"])
            }
        }
        if spec["hostNetwork"].isTrue {
            PortRules.checkHostPorts(spec["containers"].items, isHostNetwork: true, &problems)
            for container in spec["initContainers"].items {
                PortRules.checkHostPorts([container], isHostNetwork: true, &problems)
            }
        }
        if spec["resources"].isSet { PodResourceRules.checkDefaulted(spec, &problems) }
        MatchedKeyRules.check(template, &problems)
        // Of the template's metadata, the pod gets the finalizers too.
        MetadataRules.checkFinalizers(template["metadata", "finalizers"], &problems)
    }
}
