// Written by scripts/generate from the names in playbooks/.
#include "CEmbeddedFiles.h"

static const unsigned char add_nodes_yaml[] = {
#embed "../../playbooks/add-nodes.yaml"
};

static const unsigned char add_pull_secret_yaml[] = {
#embed "../../playbooks/add-pull-secret.yaml"
};

static const unsigned char adjust_injected_container_yaml[] = {
#embed "../../playbooks/adjust-injected-container.yaml"
};

static const unsigned char adjust_tolerations_yaml[] = {
#embed "../../playbooks/adjust-tolerations.yaml"
};

static const unsigned char allow_image_pull_yaml[] = {
#embed "../../playbooks/allow-image-pull.yaml"
};

static const unsigned char allow_pod_deletion_yaml[] = {
#embed "../../playbooks/allow-pod-deletion.yaml"
};

static const unsigned char ask_fitting_address_yaml[] = {
#embed "../../playbooks/ask-fitting-address.yaml"
};

static const unsigned char await_machine_yaml[] = {
#embed "../../playbooks/await-machine.yaml"
};

static const unsigned char await_min_ready_seconds_yaml[] = {
#embed "../../playbooks/await-min-ready-seconds.yaml"
};

static const unsigned char await_node_setup_yaml[] = {
#embed "../../playbooks/await-node-setup.yaml"
};

static const unsigned char await_node_shutdown_yaml[] = {
#embed "../../playbooks/await-node-shutdown.yaml"
};

static const unsigned char await_preemption_yaml[] = {
#embed "../../playbooks/await-preemption.yaml"
};

static const unsigned char bind_volume_claim_yaml[] = {
#embed "../../playbooks/bind-volume-claim.yaml"
};

static const unsigned char bound_raised_request_yaml[] = {
#embed "../../playbooks/bound-raised-request.yaml"
};

static const unsigned char bring_affinity_neighbours_yaml[] = {
#embed "../../playbooks/bring-affinity-neighbours.yaml"
};

static const unsigned char change_host_port_yaml[] = {
#embed "../../playbooks/change-host-port.yaml"
};

static const unsigned char choose_priority_class_yaml[] = {
#embed "../../playbooks/choose-priority-class.yaml"
};

static const unsigned char clean_up_deleted_node_yaml[] = {
#embed "../../playbooks/clean-up-deleted-node.yaml"
};

static const unsigned char clean_up_orphans_yaml[] = {
#embed "../../playbooks/clean-up-orphans.yaml"
};

static const unsigned char configure_runtime_handler_yaml[] = {
#embed "../../playbooks/configure-runtime-handler.yaml"
};

static const unsigned char correct_cgroups_yaml[] = {
#embed "../../playbooks/correct-cgroups.yaml"
};

static const unsigned char correct_pod_security_settings_yaml[] = {
#embed "../../playbooks/correct-pod-security-settings.yaml"
};

static const unsigned char correct_probe_yaml[] = {
#embed "../../playbooks/correct-probe.yaml"
};

static const unsigned char create_missing_config_yaml[] = {
#embed "../../playbooks/create-missing-config.yaml"
};

static const unsigned char create_resource_claim_yaml[] = {
#embed "../../playbooks/create-resource-claim.yaml"
};

static const unsigned char create_scoped_quota_yaml[] = {
#embed "../../playbooks/create-scoped-quota.yaml"
};

static const unsigned char create_service_account_yaml[] = {
#embed "../../playbooks/create-service-account.yaml"
};

static const unsigned char create_volume_claim_yaml[] = {
#embed "../../playbooks/create-volume-claim.yaml"
};

static const unsigned char delete_duplicate_pods_yaml[] = {
#embed "../../playbooks/delete-duplicate-pods.yaml"
};

static const unsigned char delete_stale_pods_yaml[] = {
#embed "../../playbooks/delete-stale-pods.yaml"
};

static const unsigned char end_init_container_yaml[] = {
#embed "../../playbooks/end-init-container.yaml"
};

static const unsigned char end_post_start_hook_yaml[] = {
#embed "../../playbooks/end-post-start-hook.yaml"
};

static const unsigned char find_disk_use_yaml[] = {
#embed "../../playbooks/find-disk-use.yaml"
};

static const unsigned char find_failing_probe_yaml[] = {
#embed "../../playbooks/find-failing-probe.yaml"
};

static const unsigned char find_memory_use_yaml[] = {
#embed "../../playbooks/find-memory-use.yaml"
};

static const unsigned char find_silent_kubelet_yaml[] = {
#embed "../../playbooks/find-silent-kubelet.yaml"
};

static const unsigned char find_unanswered_probe_yaml[] = {
#embed "../../playbooks/find-unanswered-probe.yaml"
};

static const unsigned char find_what_start_waits_for_yaml[] = {
#embed "../../playbooks/find-what-start-waits-for.yaml"
};

static const unsigned char finish_deletion_yaml[] = {
#embed "../../playbooks/finish-deletion.yaml"
};

static const unsigned char fit_windows_build_yaml[] = {
#embed "../../playbooks/fit-windows-build.yaml"
};

static const unsigned char fix_application_yaml[] = {
#embed "../../playbooks/fix-application.yaml"
};

static const unsigned char fix_command_yaml[] = {
#embed "../../playbooks/fix-command.yaml"
};

static const unsigned char fix_container_config_yaml[] = {
#embed "../../playbooks/fix-container-config.yaml"
};

static const unsigned char fix_image_yaml[] = {
#embed "../../playbooks/fix-image.yaml"
};

static const unsigned char fix_init_container_yaml[] = {
#embed "../../playbooks/fix-init-container.yaml"
};

static const unsigned char fix_node_selector_yaml[] = {
#embed "../../playbooks/fix-node-selector.yaml"
};

static const unsigned char fix_post_start_hook_yaml[] = {
#embed "../../playbooks/fix-post-start-hook.yaml"
};

static const unsigned char fix_readiness_yaml[] = {
#embed "../../playbooks/fix-readiness.yaml"
};

static const unsigned char follow_image_pull_yaml[] = {
#embed "../../playbooks/follow-image-pull.yaml"
};

static const unsigned char free_extended_resource_yaml[] = {
#embed "../../playbooks/free-extended-resource.yaml"
};

static const unsigned char free_node_memory_yaml[] = {
#embed "../../playbooks/free-node-memory.yaml"
};

static const unsigned char free_pod_addresses_yaml[] = {
#embed "../../playbooks/free-pod-addresses.yaml"
};

static const unsigned char free_process_ids_yaml[] = {
#embed "../../playbooks/free-process-ids.yaml"
};

static const unsigned char free_runtime_storage_yaml[] = {
#embed "../../playbooks/free-runtime-storage.yaml"
};

static const unsigned char free_sandbox_port_yaml[] = {
#embed "../../playbooks/free-sandbox-port.yaml"
};

static const unsigned char free_space_yaml[] = {
#embed "../../playbooks/free-space.yaml"
};

static const unsigned char free_volume_slots_yaml[] = {
#embed "../../playbooks/free-volume-slots.yaml"
};

static const unsigned char grant_pod_security_policy_yaml[] = {
#embed "../../playbooks/grant-pod-security-policy.yaml"
};

static const unsigned char grant_security_context_constraints_yaml[] = {
#embed "../../playbooks/grant-security-context-constraints.yaml"
};

static const unsigned char heed_rate_limit_yaml[] = {
#embed "../../playbooks/heed-rate-limit.yaml"
};

static const unsigned char keep_container_running_yaml[] = {
#embed "../../playbooks/keep-container-running.yaml"
};

static const unsigned char keep_off_nodes_yaml[] = {
#embed "../../playbooks/keep-off-nodes.yaml"
};

static const unsigned char keep_off_unlabelled_nodes_yaml[] = {
#embed "../../playbooks/keep-off-unlabelled-nodes.yaml"
};

static const unsigned char label_pod_security_yaml[] = {
#embed "../../playbooks/label-pod-security.yaml"
};

static const unsigned char let_node_go_yaml[] = {
#embed "../../playbooks/let-node-go.yaml"
};

static const unsigned char lift_creation_refusal_yaml[] = {
#embed "../../playbooks/lift-creation-refusal.yaml"
};

static const unsigned char lift_scheduling_gates_yaml[] = {
#embed "../../playbooks/lift-scheduling-gates.yaml"
};

static const unsigned char limit_storage_yaml[] = {
#embed "../../playbooks/limit-storage.yaml"
};

static const unsigned char look_into_unknown_cause_yaml[] = {
#embed "../../playbooks/look-into-unknown-cause.yaml"
};

static const unsigned char lower_request_for_most_yaml[] = {
#embed "../../playbooks/lower-request-for-most.yaml"
};

static const unsigned char lower_request_yaml[] = {
#embed "../../playbooks/lower-request.yaml"
};

static const unsigned char make_room_for_critical_pods_yaml[] = {
#embed "../../playbooks/make-room-for-critical-pods.yaml"
};

static const unsigned char meet_limit_range_yaml[] = {
#embed "../../playbooks/meet-limit-range.yaml"
};

static const unsigned char mend_container_start_yaml[] = {
#embed "../../playbooks/mend-container-start.yaml"
};

static const unsigned char mend_image_pull_yaml[] = {
#embed "../../playbooks/mend-image-pull.yaml"
};

static const unsigned char mend_resolver_file_yaml[] = {
#embed "../../playbooks/mend-resolver-file.yaml"
};

static const unsigned char mend_service_port_yaml[] = {
#embed "../../playbooks/mend-service-port.yaml"
};

static const unsigned char mend_service_selector_yaml[] = {
#embed "../../playbooks/mend-service-selector.yaml"
};

static const unsigned char move_pods_away_yaml[] = {
#embed "../../playbooks/move-pods-away.yaml"
};

static const unsigned char narrow_tolerations_yaml[] = {
#embed "../../playbooks/narrow-tolerations.yaml"
};

static const unsigned char outrank_critical_pods_yaml[] = {
#embed "../../playbooks/outrank-critical-pods.yaml"
};

static const unsigned char pin_image_yaml[] = {
#embed "../../playbooks/pin-image.yaml"
};

static const unsigned char prevent_disk_pressure_yaml[] = {
#embed "../../playbooks/prevent-disk-pressure.yaml"
};

static const unsigned char provide_host_network_yaml[] = {
#embed "../../playbooks/provide-host-network.yaml"
};

static const unsigned char provide_pause_image_yaml[] = {
#embed "../../playbooks/provide-pause-image.yaml"
};

static const unsigned char provide_runtime_class_yaml[] = {
#embed "../../playbooks/provide-runtime-class.yaml"
};

static const unsigned char provide_volume_yaml[] = {
#embed "../../playbooks/provide-volume.yaml"
};

static const unsigned char raise_cpu_limit_yaml[] = {
#embed "../../playbooks/raise-cpu-limit.yaml"
};

static const unsigned char raise_node_limit_yaml[] = {
#embed "../../playbooks/raise-node-limit.yaml"
};

static const unsigned char raise_pod_limit_yaml[] = {
#embed "../../playbooks/raise-pod-limit.yaml"
};

static const unsigned char raise_priority_yaml[] = {
#embed "../../playbooks/raise-priority.yaml"
};

static const unsigned char raise_quota_yaml[] = {
#embed "../../playbooks/raise-quota.yaml"
};

static const unsigned char raise_request_yaml[] = {
#embed "../../playbooks/raise-request.yaml"
};

static const unsigned char raise_sandbox_memory_yaml[] = {
#embed "../../playbooks/raise-sandbox-memory.yaml"
};

static const unsigned char raise_storage_limit_yaml[] = {
#embed "../../playbooks/raise-storage-limit.yaml"
};

static const unsigned char raise_storage_request_yaml[] = {
#embed "../../playbooks/raise-storage-request.yaml"
};

static const unsigned char reach_registry_yaml[] = {
#embed "../../playbooks/reach-registry.yaml"
};

static const unsigned char reboot_leaking_kernel_yaml[] = {
#embed "../../playbooks/reboot-leaking-kernel.yaml"
};

static const unsigned char reconcile_admission_yaml[] = {
#embed "../../playbooks/reconcile-admission.yaml"
};

static const unsigned char refresh_pod_status_yaml[] = {
#embed "../../playbooks/refresh-pod-status.yaml"
};

static const unsigned char relax_liveness_probe_yaml[] = {
#embed "../../playbooks/relax-liveness-probe.yaml"
};

static const unsigned char relax_pod_affinity_yaml[] = {
#embed "../../playbooks/relax-pod-affinity.yaml"
};

static const unsigned char relax_pod_anti_affinity_yaml[] = {
#embed "../../playbooks/relax-pod-anti-affinity.yaml"
};

static const unsigned char relax_startup_probe_yaml[] = {
#embed "../../playbooks/relax-startup-probe.yaml"
};

static const unsigned char release_preemption_victim_yaml[] = {
#embed "../../playbooks/release-preemption-victim.yaml"
};

static const unsigned char release_terminating_pod_yaml[] = {
#embed "../../playbooks/release-terminating-pod.yaml"
};

static const unsigned char relieve_node_limits_yaml[] = {
#embed "../../playbooks/relieve-node-limits.yaml"
};

static const unsigned char remove_taint_yaml[] = {
#embed "../../playbooks/remove-taint.yaml"
};

static const unsigned char remove_topology_spread_yaml[] = {
#embed "../../playbooks/remove-topology-spread.yaml"
};

static const unsigned char renew_pod_address_yaml[] = {
#embed "../../playbooks/renew-pod-address.yaml"
};

static const unsigned char renew_sandbox_yaml[] = {
#embed "../../playbooks/renew-sandbox.yaml"
};

static const unsigned char repair_network_plugin_yaml[] = {
#embed "../../playbooks/repair-network-plugin.yaml"
};

static const unsigned char repair_node_yaml[] = {
#embed "../../playbooks/repair-node.yaml"
};

static const unsigned char repair_pod_network_yaml[] = {
#embed "../../playbooks/repair-pod-network.yaml"
};

static const unsigned char repair_runtime_yaml[] = {
#embed "../../playbooks/repair-runtime.yaml"
};

static const unsigned char replace_node_pool_yaml[] = {
#embed "../../playbooks/replace-node-pool.yaml"
};

static const unsigned char replace_unstarted_pod_yaml[] = {
#embed "../../playbooks/replace-unstarted-pod.yaml"
};

static const unsigned char reserve_huge_pages_yaml[] = {
#embed "../../playbooks/reserve-huge-pages.yaml"
};

static const unsigned char resize_in_place_yaml[] = {
#embed "../../playbooks/resize-in-place.yaml"
};

static const unsigned char resize_memory_limit_yaml[] = {
#embed "../../playbooks/resize-memory-limit.yaml"
};

static const unsigned char resolve_port_conflict_yaml[] = {
#embed "../../playbooks/resolve-port-conflict.yaml"
};

static const unsigned char restore_endpoints_yaml[] = {
#embed "../../playbooks/restore-endpoints.yaml"
};

static const unsigned char restore_unreachable_node_yaml[] = {
#embed "../../playbooks/restore-unreachable-node.yaml"
};

static const unsigned char restore_webhook_yaml[] = {
#embed "../../playbooks/restore-webhook.yaml"
};

static const unsigned char retry_creation_yaml[] = {
#embed "../../playbooks/retry-creation.yaml"
};

static const unsigned char review_node_constraints_yaml[] = {
#embed "../../playbooks/review-node-constraints.yaml"
};

static const unsigned char review_taints_yaml[] = {
#embed "../../playbooks/review-taints.yaml"
};

static const unsigned char satisfy_admission_policy_yaml[] = {
#embed "../../playbooks/satisfy-admission-policy.yaml"
};

static const unsigned char scale_nodes_yaml[] = {
#embed "../../playbooks/scale-nodes.yaml"
};

static const unsigned char select_same_nodes_yaml[] = {
#embed "../../playbooks/select-same-nodes.yaml"
};

static const unsigned char separate_selectors_yaml[] = {
#embed "../../playbooks/separate-selectors.yaml"
};

static const unsigned char serve_needed_nodes_yaml[] = {
#embed "../../playbooks/serve-needed-nodes.yaml"
};

static const unsigned char set_explicit_request_yaml[] = {
#embed "../../playbooks/set-explicit-request.yaml"
};

static const unsigned char set_priority_yaml[] = {
#embed "../../playbooks/set-priority.yaml"
};

static const unsigned char set_quota_amounts_yaml[] = {
#embed "../../playbooks/set-quota-amounts.yaml"
};

static const unsigned char set_requests_yaml[] = {
#embed "../../playbooks/set-requests.yaml"
};

static const unsigned char set_up_node_network_yaml[] = {
#embed "../../playbooks/set-up-node-network.yaml"
};

static const unsigned char settle_admission_yaml[] = {
#embed "../../playbooks/settle-admission.yaml"
};

static const unsigned char settle_misplaced_pod_yaml[] = {
#embed "../../playbooks/settle-misplaced-pod.yaml"
};

static const unsigned char settle_readiness_gates_yaml[] = {
#embed "../../playbooks/settle-readiness-gates.yaml"
};

static const unsigned char share_volume_claim_yaml[] = {
#embed "../../playbooks/share-volume-claim.yaml"
};

static const unsigned char spare_from_eviction_yaml[] = {
#embed "../../playbooks/spare-from-eviction.yaml"
};

static const unsigned char start_scheduler_yaml[] = {
#embed "../../playbooks/start-scheduler.yaml"
};

static const unsigned char stop_filling_disk_yaml[] = {
#embed "../../playbooks/stop-filling-disk.yaml"
};

static const unsigned char tolerate_joint_taints_yaml[] = {
#embed "../../playbooks/tolerate-joint-taints.yaml"
};

static const unsigned char trace_signal_yaml[] = {
#embed "../../playbooks/trace-signal.yaml"
};

static const unsigned char unblock_rollout_yaml[] = {
#embed "../../playbooks/unblock-rollout.yaml"
};

static const unsigned char undo_rollout_yaml[] = {
#embed "../../playbooks/undo-rollout.yaml"
};

static const unsigned char update_without_surge_yaml[] = {
#embed "../../playbooks/update-without-surge.yaml"
};

static const unsigned char use_default_scheduler_yaml[] = {
#embed "../../playbooks/use-default-scheduler.yaml"
};

static const unsigned char use_image_for_platform_yaml[] = {
#embed "../../playbooks/use-image-for-platform.yaml"
};

static const unsigned char use_node_storage_yaml[] = {
#embed "../../playbooks/use-node-storage.yaml"
};

static const unsigned char wake_controller_yaml[] = {
#embed "../../playbooks/wake-controller.yaml"
};

static const unsigned char wake_scheduler_yaml[] = {
#embed "../../playbooks/wake-scheduler.yaml"
};

static const unsigned char watch_restarts_yaml[] = {
#embed "../../playbooks/watch-restarts.yaml"
};

static const unsigned char watch_rollout_yaml[] = {
#embed "../../playbooks/watch-rollout.yaml"
};

static const EmbeddedFile playbooks[] = {
    {"add-nodes.yaml", add_nodes_yaml, sizeof add_nodes_yaml},
    {"add-pull-secret.yaml", add_pull_secret_yaml, sizeof add_pull_secret_yaml},
    {"adjust-injected-container.yaml", adjust_injected_container_yaml, sizeof adjust_injected_container_yaml},
    {"adjust-tolerations.yaml", adjust_tolerations_yaml, sizeof adjust_tolerations_yaml},
    {"allow-image-pull.yaml", allow_image_pull_yaml, sizeof allow_image_pull_yaml},
    {"allow-pod-deletion.yaml", allow_pod_deletion_yaml, sizeof allow_pod_deletion_yaml},
    {"ask-fitting-address.yaml", ask_fitting_address_yaml, sizeof ask_fitting_address_yaml},
    {"await-machine.yaml", await_machine_yaml, sizeof await_machine_yaml},
    {"await-min-ready-seconds.yaml", await_min_ready_seconds_yaml, sizeof await_min_ready_seconds_yaml},
    {"await-node-setup.yaml", await_node_setup_yaml, sizeof await_node_setup_yaml},
    {"await-node-shutdown.yaml", await_node_shutdown_yaml, sizeof await_node_shutdown_yaml},
    {"await-preemption.yaml", await_preemption_yaml, sizeof await_preemption_yaml},
    {"bind-volume-claim.yaml", bind_volume_claim_yaml, sizeof bind_volume_claim_yaml},
    {"bound-raised-request.yaml", bound_raised_request_yaml, sizeof bound_raised_request_yaml},
    {"bring-affinity-neighbours.yaml", bring_affinity_neighbours_yaml, sizeof bring_affinity_neighbours_yaml},
    {"change-host-port.yaml", change_host_port_yaml, sizeof change_host_port_yaml},
    {"choose-priority-class.yaml", choose_priority_class_yaml, sizeof choose_priority_class_yaml},
    {"clean-up-deleted-node.yaml", clean_up_deleted_node_yaml, sizeof clean_up_deleted_node_yaml},
    {"clean-up-orphans.yaml", clean_up_orphans_yaml, sizeof clean_up_orphans_yaml},
    {"configure-runtime-handler.yaml", configure_runtime_handler_yaml, sizeof configure_runtime_handler_yaml},
    {"correct-cgroups.yaml", correct_cgroups_yaml, sizeof correct_cgroups_yaml},
    {"correct-pod-security-settings.yaml", correct_pod_security_settings_yaml, sizeof correct_pod_security_settings_yaml},
    {"correct-probe.yaml", correct_probe_yaml, sizeof correct_probe_yaml},
    {"create-missing-config.yaml", create_missing_config_yaml, sizeof create_missing_config_yaml},
    {"create-resource-claim.yaml", create_resource_claim_yaml, sizeof create_resource_claim_yaml},
    {"create-scoped-quota.yaml", create_scoped_quota_yaml, sizeof create_scoped_quota_yaml},
    {"create-service-account.yaml", create_service_account_yaml, sizeof create_service_account_yaml},
    {"create-volume-claim.yaml", create_volume_claim_yaml, sizeof create_volume_claim_yaml},
    {"delete-duplicate-pods.yaml", delete_duplicate_pods_yaml, sizeof delete_duplicate_pods_yaml},
    {"delete-stale-pods.yaml", delete_stale_pods_yaml, sizeof delete_stale_pods_yaml},
    {"end-init-container.yaml", end_init_container_yaml, sizeof end_init_container_yaml},
    {"end-post-start-hook.yaml", end_post_start_hook_yaml, sizeof end_post_start_hook_yaml},
    {"find-disk-use.yaml", find_disk_use_yaml, sizeof find_disk_use_yaml},
    {"find-failing-probe.yaml", find_failing_probe_yaml, sizeof find_failing_probe_yaml},
    {"find-memory-use.yaml", find_memory_use_yaml, sizeof find_memory_use_yaml},
    {"find-silent-kubelet.yaml", find_silent_kubelet_yaml, sizeof find_silent_kubelet_yaml},
    {"find-unanswered-probe.yaml", find_unanswered_probe_yaml, sizeof find_unanswered_probe_yaml},
    {"find-what-start-waits-for.yaml", find_what_start_waits_for_yaml, sizeof find_what_start_waits_for_yaml},
    {"finish-deletion.yaml", finish_deletion_yaml, sizeof finish_deletion_yaml},
    {"fit-windows-build.yaml", fit_windows_build_yaml, sizeof fit_windows_build_yaml},
    {"fix-application.yaml", fix_application_yaml, sizeof fix_application_yaml},
    {"fix-command.yaml", fix_command_yaml, sizeof fix_command_yaml},
    {"fix-container-config.yaml", fix_container_config_yaml, sizeof fix_container_config_yaml},
    {"fix-image.yaml", fix_image_yaml, sizeof fix_image_yaml},
    {"fix-init-container.yaml", fix_init_container_yaml, sizeof fix_init_container_yaml},
    {"fix-node-selector.yaml", fix_node_selector_yaml, sizeof fix_node_selector_yaml},
    {"fix-post-start-hook.yaml", fix_post_start_hook_yaml, sizeof fix_post_start_hook_yaml},
    {"fix-readiness.yaml", fix_readiness_yaml, sizeof fix_readiness_yaml},
    {"follow-image-pull.yaml", follow_image_pull_yaml, sizeof follow_image_pull_yaml},
    {"free-extended-resource.yaml", free_extended_resource_yaml, sizeof free_extended_resource_yaml},
    {"free-node-memory.yaml", free_node_memory_yaml, sizeof free_node_memory_yaml},
    {"free-pod-addresses.yaml", free_pod_addresses_yaml, sizeof free_pod_addresses_yaml},
    {"free-process-ids.yaml", free_process_ids_yaml, sizeof free_process_ids_yaml},
    {"free-runtime-storage.yaml", free_runtime_storage_yaml, sizeof free_runtime_storage_yaml},
    {"free-sandbox-port.yaml", free_sandbox_port_yaml, sizeof free_sandbox_port_yaml},
    {"free-space.yaml", free_space_yaml, sizeof free_space_yaml},
    {"free-volume-slots.yaml", free_volume_slots_yaml, sizeof free_volume_slots_yaml},
    {"grant-pod-security-policy.yaml", grant_pod_security_policy_yaml, sizeof grant_pod_security_policy_yaml},
    {"grant-security-context-constraints.yaml", grant_security_context_constraints_yaml, sizeof grant_security_context_constraints_yaml},
    {"heed-rate-limit.yaml", heed_rate_limit_yaml, sizeof heed_rate_limit_yaml},
    {"keep-container-running.yaml", keep_container_running_yaml, sizeof keep_container_running_yaml},
    {"keep-off-nodes.yaml", keep_off_nodes_yaml, sizeof keep_off_nodes_yaml},
    {"keep-off-unlabelled-nodes.yaml", keep_off_unlabelled_nodes_yaml, sizeof keep_off_unlabelled_nodes_yaml},
    {"label-pod-security.yaml", label_pod_security_yaml, sizeof label_pod_security_yaml},
    {"let-node-go.yaml", let_node_go_yaml, sizeof let_node_go_yaml},
    {"lift-creation-refusal.yaml", lift_creation_refusal_yaml, sizeof lift_creation_refusal_yaml},
    {"lift-scheduling-gates.yaml", lift_scheduling_gates_yaml, sizeof lift_scheduling_gates_yaml},
    {"limit-storage.yaml", limit_storage_yaml, sizeof limit_storage_yaml},
    {"look-into-unknown-cause.yaml", look_into_unknown_cause_yaml, sizeof look_into_unknown_cause_yaml},
    {"lower-request-for-most.yaml", lower_request_for_most_yaml, sizeof lower_request_for_most_yaml},
    {"lower-request.yaml", lower_request_yaml, sizeof lower_request_yaml},
    {"make-room-for-critical-pods.yaml", make_room_for_critical_pods_yaml, sizeof make_room_for_critical_pods_yaml},
    {"meet-limit-range.yaml", meet_limit_range_yaml, sizeof meet_limit_range_yaml},
    {"mend-container-start.yaml", mend_container_start_yaml, sizeof mend_container_start_yaml},
    {"mend-image-pull.yaml", mend_image_pull_yaml, sizeof mend_image_pull_yaml},
    {"mend-resolver-file.yaml", mend_resolver_file_yaml, sizeof mend_resolver_file_yaml},
    {"mend-service-port.yaml", mend_service_port_yaml, sizeof mend_service_port_yaml},
    {"mend-service-selector.yaml", mend_service_selector_yaml, sizeof mend_service_selector_yaml},
    {"move-pods-away.yaml", move_pods_away_yaml, sizeof move_pods_away_yaml},
    {"narrow-tolerations.yaml", narrow_tolerations_yaml, sizeof narrow_tolerations_yaml},
    {"outrank-critical-pods.yaml", outrank_critical_pods_yaml, sizeof outrank_critical_pods_yaml},
    {"pin-image.yaml", pin_image_yaml, sizeof pin_image_yaml},
    {"prevent-disk-pressure.yaml", prevent_disk_pressure_yaml, sizeof prevent_disk_pressure_yaml},
    {"provide-host-network.yaml", provide_host_network_yaml, sizeof provide_host_network_yaml},
    {"provide-pause-image.yaml", provide_pause_image_yaml, sizeof provide_pause_image_yaml},
    {"provide-runtime-class.yaml", provide_runtime_class_yaml, sizeof provide_runtime_class_yaml},
    {"provide-volume.yaml", provide_volume_yaml, sizeof provide_volume_yaml},
    {"raise-cpu-limit.yaml", raise_cpu_limit_yaml, sizeof raise_cpu_limit_yaml},
    {"raise-node-limit.yaml", raise_node_limit_yaml, sizeof raise_node_limit_yaml},
    {"raise-pod-limit.yaml", raise_pod_limit_yaml, sizeof raise_pod_limit_yaml},
    {"raise-priority.yaml", raise_priority_yaml, sizeof raise_priority_yaml},
    {"raise-quota.yaml", raise_quota_yaml, sizeof raise_quota_yaml},
    {"raise-request.yaml", raise_request_yaml, sizeof raise_request_yaml},
    {"raise-sandbox-memory.yaml", raise_sandbox_memory_yaml, sizeof raise_sandbox_memory_yaml},
    {"raise-storage-limit.yaml", raise_storage_limit_yaml, sizeof raise_storage_limit_yaml},
    {"raise-storage-request.yaml", raise_storage_request_yaml, sizeof raise_storage_request_yaml},
    {"reach-registry.yaml", reach_registry_yaml, sizeof reach_registry_yaml},
    {"reboot-leaking-kernel.yaml", reboot_leaking_kernel_yaml, sizeof reboot_leaking_kernel_yaml},
    {"reconcile-admission.yaml", reconcile_admission_yaml, sizeof reconcile_admission_yaml},
    {"refresh-pod-status.yaml", refresh_pod_status_yaml, sizeof refresh_pod_status_yaml},
    {"relax-liveness-probe.yaml", relax_liveness_probe_yaml, sizeof relax_liveness_probe_yaml},
    {"relax-pod-affinity.yaml", relax_pod_affinity_yaml, sizeof relax_pod_affinity_yaml},
    {"relax-pod-anti-affinity.yaml", relax_pod_anti_affinity_yaml, sizeof relax_pod_anti_affinity_yaml},
    {"relax-startup-probe.yaml", relax_startup_probe_yaml, sizeof relax_startup_probe_yaml},
    {"release-preemption-victim.yaml", release_preemption_victim_yaml, sizeof release_preemption_victim_yaml},
    {"release-terminating-pod.yaml", release_terminating_pod_yaml, sizeof release_terminating_pod_yaml},
    {"relieve-node-limits.yaml", relieve_node_limits_yaml, sizeof relieve_node_limits_yaml},
    {"remove-taint.yaml", remove_taint_yaml, sizeof remove_taint_yaml},
    {"remove-topology-spread.yaml", remove_topology_spread_yaml, sizeof remove_topology_spread_yaml},
    {"renew-pod-address.yaml", renew_pod_address_yaml, sizeof renew_pod_address_yaml},
    {"renew-sandbox.yaml", renew_sandbox_yaml, sizeof renew_sandbox_yaml},
    {"repair-network-plugin.yaml", repair_network_plugin_yaml, sizeof repair_network_plugin_yaml},
    {"repair-node.yaml", repair_node_yaml, sizeof repair_node_yaml},
    {"repair-pod-network.yaml", repair_pod_network_yaml, sizeof repair_pod_network_yaml},
    {"repair-runtime.yaml", repair_runtime_yaml, sizeof repair_runtime_yaml},
    {"replace-node-pool.yaml", replace_node_pool_yaml, sizeof replace_node_pool_yaml},
    {"replace-unstarted-pod.yaml", replace_unstarted_pod_yaml, sizeof replace_unstarted_pod_yaml},
    {"reserve-huge-pages.yaml", reserve_huge_pages_yaml, sizeof reserve_huge_pages_yaml},
    {"resize-in-place.yaml", resize_in_place_yaml, sizeof resize_in_place_yaml},
    {"resize-memory-limit.yaml", resize_memory_limit_yaml, sizeof resize_memory_limit_yaml},
    {"resolve-port-conflict.yaml", resolve_port_conflict_yaml, sizeof resolve_port_conflict_yaml},
    {"restore-endpoints.yaml", restore_endpoints_yaml, sizeof restore_endpoints_yaml},
    {"restore-unreachable-node.yaml", restore_unreachable_node_yaml, sizeof restore_unreachable_node_yaml},
    {"restore-webhook.yaml", restore_webhook_yaml, sizeof restore_webhook_yaml},
    {"retry-creation.yaml", retry_creation_yaml, sizeof retry_creation_yaml},
    {"review-node-constraints.yaml", review_node_constraints_yaml, sizeof review_node_constraints_yaml},
    {"review-taints.yaml", review_taints_yaml, sizeof review_taints_yaml},
    {"satisfy-admission-policy.yaml", satisfy_admission_policy_yaml, sizeof satisfy_admission_policy_yaml},
    {"scale-nodes.yaml", scale_nodes_yaml, sizeof scale_nodes_yaml},
    {"select-same-nodes.yaml", select_same_nodes_yaml, sizeof select_same_nodes_yaml},
    {"separate-selectors.yaml", separate_selectors_yaml, sizeof separate_selectors_yaml},
    {"serve-needed-nodes.yaml", serve_needed_nodes_yaml, sizeof serve_needed_nodes_yaml},
    {"set-explicit-request.yaml", set_explicit_request_yaml, sizeof set_explicit_request_yaml},
    {"set-priority.yaml", set_priority_yaml, sizeof set_priority_yaml},
    {"set-quota-amounts.yaml", set_quota_amounts_yaml, sizeof set_quota_amounts_yaml},
    {"set-requests.yaml", set_requests_yaml, sizeof set_requests_yaml},
    {"set-up-node-network.yaml", set_up_node_network_yaml, sizeof set_up_node_network_yaml},
    {"settle-admission.yaml", settle_admission_yaml, sizeof settle_admission_yaml},
    {"settle-misplaced-pod.yaml", settle_misplaced_pod_yaml, sizeof settle_misplaced_pod_yaml},
    {"settle-readiness-gates.yaml", settle_readiness_gates_yaml, sizeof settle_readiness_gates_yaml},
    {"share-volume-claim.yaml", share_volume_claim_yaml, sizeof share_volume_claim_yaml},
    {"spare-from-eviction.yaml", spare_from_eviction_yaml, sizeof spare_from_eviction_yaml},
    {"start-scheduler.yaml", start_scheduler_yaml, sizeof start_scheduler_yaml},
    {"stop-filling-disk.yaml", stop_filling_disk_yaml, sizeof stop_filling_disk_yaml},
    {"tolerate-joint-taints.yaml", tolerate_joint_taints_yaml, sizeof tolerate_joint_taints_yaml},
    {"trace-signal.yaml", trace_signal_yaml, sizeof trace_signal_yaml},
    {"unblock-rollout.yaml", unblock_rollout_yaml, sizeof unblock_rollout_yaml},
    {"undo-rollout.yaml", undo_rollout_yaml, sizeof undo_rollout_yaml},
    {"update-without-surge.yaml", update_without_surge_yaml, sizeof update_without_surge_yaml},
    {"use-default-scheduler.yaml", use_default_scheduler_yaml, sizeof use_default_scheduler_yaml},
    {"use-image-for-platform.yaml", use_image_for_platform_yaml, sizeof use_image_for_platform_yaml},
    {"use-node-storage.yaml", use_node_storage_yaml, sizeof use_node_storage_yaml},
    {"wake-controller.yaml", wake_controller_yaml, sizeof wake_controller_yaml},
    {"wake-scheduler.yaml", wake_scheduler_yaml, sizeof wake_scheduler_yaml},
    {"watch-restarts.yaml", watch_restarts_yaml, sizeof watch_restarts_yaml},
    {"watch-rollout.yaml", watch_rollout_yaml, sizeof watch_rollout_yaml},
};

EmbeddedFiles embedded_playbooks(void) {
    return (EmbeddedFiles){playbooks, sizeof playbooks / sizeof playbooks[0]};
}
