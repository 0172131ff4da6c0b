/// The files of `playbooks/`, which are compiled into the program.
enum EmbeddedPlaybooks {
    /// A line for each file; a test names the line that is missing.
    private static let contents: [(name: String, bytes: [UInt8])] = [
        ("add-pull-secret.yaml", PackageResources.add_pull_secret_yaml),
        ("add-nodes.yaml", PackageResources.add_nodes_yaml),
        ("adjust-tolerations.yaml", PackageResources.adjust_tolerations_yaml),
        ("allow-image-pull.yaml", PackageResources.allow_image_pull_yaml),
        ("await-node-shutdown.yaml", PackageResources.await_node_shutdown_yaml),
        ("bind-volume-claim.yaml", PackageResources.bind_volume_claim_yaml),
        ("change-host-port.yaml", PackageResources.change_host_port_yaml),
        ("clean-up-orphans.yaml", PackageResources.clean_up_orphans_yaml),
        ("create-missing-config.yaml", PackageResources.create_missing_config_yaml),
        ("create-volume-claim.yaml", PackageResources.create_volume_claim_yaml),
        ("delete-duplicate-pods.yaml", PackageResources.delete_duplicate_pods_yaml),
        ("delete-stale-pods.yaml", PackageResources.delete_stale_pods_yaml),
        ("find-disk-use.yaml", PackageResources.find_disk_use_yaml),
        ("find-memory-use.yaml", PackageResources.find_memory_use_yaml),
        ("fix-application.yaml", PackageResources.fix_application_yaml),
        ("fix-command.yaml", PackageResources.fix_command_yaml),
        ("fix-container-config.yaml", PackageResources.fix_container_config_yaml),
        ("fix-image.yaml", PackageResources.fix_image_yaml),
        ("fix-init-container.yaml", PackageResources.fix_init_container_yaml),
        ("fix-node-selector.yaml", PackageResources.fix_node_selector_yaml),
        ("fix-post-start-hook.yaml", PackageResources.fix_post_start_hook_yaml),
        ("fix-readiness.yaml", PackageResources.fix_readiness_yaml),
        ("free-extended-resource.yaml", PackageResources.free_extended_resource_yaml),
        ("free-node-memory.yaml", PackageResources.free_node_memory_yaml),
        ("free-process-ids.yaml", PackageResources.free_process_ids_yaml),
        ("free-space.yaml", PackageResources.free_space_yaml),
        ("heed-rate-limit.yaml", PackageResources.heed_rate_limit_yaml),
        ("keep-container-running.yaml", PackageResources.keep_container_running_yaml),
        ("lift-creation-refusal.yaml", PackageResources.lift_creation_refusal_yaml),
        ("lift-scheduling-gates.yaml", PackageResources.lift_scheduling_gates_yaml),
        ("limit-storage.yaml", PackageResources.limit_storage_yaml),
        ("lower-request-for-most.yaml", PackageResources.lower_request_for_most_yaml),
        ("lower-request.yaml", PackageResources.lower_request_yaml),
        ("mend-service-port.yaml", PackageResources.mend_service_port_yaml),
        ("mend-service-selector.yaml", PackageResources.mend_service_selector_yaml),
        ("move-pods-away.yaml", PackageResources.move_pods_away_yaml),
        ("narrow-tolerations.yaml", PackageResources.narrow_tolerations_yaml),
        ("prevent-disk-pressure.yaml", PackageResources.prevent_disk_pressure_yaml),
        ("provide-volume.yaml", PackageResources.provide_volume_yaml),
        ("raise-cpu-limit.yaml", PackageResources.raise_cpu_limit_yaml),
        ("raise-pod-limit.yaml", PackageResources.raise_pod_limit_yaml),
        ("raise-priority.yaml", PackageResources.raise_priority_yaml),
        ("raise-quota.yaml", PackageResources.raise_quota_yaml),
        ("raise-request.yaml", PackageResources.raise_request_yaml),
        ("raise-storage-limit.yaml", PackageResources.raise_storage_limit_yaml),
        ("reach-registry.yaml", PackageResources.reach_registry_yaml),
        ("relax-liveness-probe.yaml", PackageResources.relax_liveness_probe_yaml),
        ("relax-pod-affinity.yaml", PackageResources.relax_pod_affinity_yaml),
        ("relax-pod-anti-affinity.yaml", PackageResources.relax_pod_anti_affinity_yaml),
        ("relax-startup-probe.yaml", PackageResources.relax_startup_probe_yaml),
        ("release-terminating-pod.yaml", PackageResources.release_terminating_pod_yaml),
        ("remove-taint.yaml", PackageResources.remove_taint_yaml),
        ("remove-topology-spread.yaml", PackageResources.remove_topology_spread_yaml),
        ("repair-node.yaml", PackageResources.repair_node_yaml),
        ("repair-pod-network.yaml", PackageResources.repair_pod_network_yaml),
        ("resize-in-place.yaml", PackageResources.resize_in_place_yaml),
        ("resize-memory-limit.yaml", PackageResources.resize_memory_limit_yaml),
        ("restore-endpoints.yaml", PackageResources.restore_endpoints_yaml),
        ("restore-unreachable-node.yaml", PackageResources.restore_unreachable_node_yaml),
        ("review-node-constraints.yaml", PackageResources.review_node_constraints_yaml),
        ("review-taints.yaml", PackageResources.review_taints_yaml),
        ("scale-nodes.yaml", PackageResources.scale_nodes_yaml),
        ("separate-selectors.yaml", PackageResources.separate_selectors_yaml),
        ("set-priority.yaml", PackageResources.set_priority_yaml),
        ("set-requests.yaml", PackageResources.set_requests_yaml),
        ("set-up-node-network.yaml", PackageResources.set_up_node_network_yaml),
        ("settle-admission.yaml", PackageResources.settle_admission_yaml),
        ("settle-misplaced-pod.yaml", PackageResources.settle_misplaced_pod_yaml),
        ("start-scheduler.yaml", PackageResources.start_scheduler_yaml),
        ("trace-signal.yaml", PackageResources.trace_signal_yaml),
        ("unblock-rollout.yaml", PackageResources.unblock_rollout_yaml),
        ("undo-rollout.yaml", PackageResources.undo_rollout_yaml),
        ("use-default-scheduler.yaml", PackageResources.use_default_scheduler_yaml),
        ("use-node-storage.yaml", PackageResources.use_node_storage_yaml),
        ("wake-controller.yaml", PackageResources.wake_controller_yaml),
        ("watch-restarts.yaml", PackageResources.watch_restarts_yaml),
        ("watch-rollout.yaml", PackageResources.watch_rollout_yaml),
    ]

    static let files = contents.map(file)

    private static func file(called name: String, of bytes: [UInt8]) -> PlaybookFile {
        PlaybookFile(name: "playbooks/\(name)", text: String(decoding: bytes, as: UTF8.self))
    }

    /// The files in which one of `codes`, which are UTF-8, stands behind `code:`; none is read as YAML for it.
    static func files(naming codes: Set<[UInt8]>) -> [PlaybookFile] {
        contents.filter { names(one: codes, in: $0.bytes.span) }.map(file)
    }

    private static func names(one codes: Set<[UInt8]>, in text: Span<UInt8>) -> Bool {
        for colon in text.indices where text[colon] == UInt8(ascii: ":") {
            guard colon >= 4, colon + 1 < text.count, text[colon + 1] == UInt8(ascii: " "),
                text[colon - 1] == UInt8(ascii: "e"), text[colon - 2] == UInt8(ascii: "d"),
                text[colon - 3] == UInt8(ascii: "o"), text[colon - 4] == UInt8(ascii: "c")
            else { continue }
            var word: [UInt8] = []
            var place = colon + 2
            while place < text.count, text[place] == UInt8(ascii: "-") || (0x61...0x7A).contains(text[place]) {
                word.append(text[place])
                place += 1
            }
            if codes.contains(word) { return true }
        }
        return false
    }
}
