/// The template of pods (`ValidatePodTemplateSpec`).
enum PodTemplateRules {
    static func check(_ template: Field, _ problems: inout ProblemList) {
        let (metadata, spec) = (template["metadata"], template["spec"])
        LabelRules.checkLabels(metadata["labels"], &problems)
        MetadataRules.checkAnnotations(metadata["annotations"], &problems)
        PodAnnotationRules.check(metadata["annotations"], spec, &problems)
        PodRules.check(spec, &problems)
        if !spec["ephemeralContainers"].hasNoElements {
            problems.forbid(spec["ephemeralContainers"], "a template cannot have ephemeral containers")
        }
        problems.refusesPodOnly = true
        PodOnlyRules.check(template, &problems)
        problems.refusesPodOnly = false
    }
}
