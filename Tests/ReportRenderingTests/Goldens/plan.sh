#!/bin/sh
# Made by `dsdoctor plan -o script` from mixed-faults.json.gz, captured 2026-11-21T21:08:14Z,
# Kubernetes v1.36.2.
# 11 steps make 57 more pods available: 179 → 236 of 332. Highest risk medium.
#
# It runs one step after the other in kubectl's current cluster. After each step it waits
# until at least the promised pods are available, and stops if they don't become available.
# It never asks. When it stops, it prints what it did and how to undo it.
#
#   DRY_RUN=1 sh plan.sh     print the commands, run none
#   FROM=3 sh plan.sh        begin with step 3
#   WAIT=900 sh plan.sh      wait up to 900 seconds after each step
#   CONTEXT=NAME sh plan.sh  use this context of the kubeconfig
# Step 1: kube-system/fluentd-elasticsearch: Lower the memory request of fluentd-elasticsearch from
#      200Mi to 32Mi (22 → 28 of 29 available, risk medium)
# Step 2: security/gpu-scanner: Tolerate the taint nvidia.com/gpu=present:NoSchedule (0 → 4 of 4
#      available, risk low)
# Step 3: security/typo-selector: Correct the node label in the template to pool=general (0 → 13 of
#      15 available, risk low)
# Step 4: monitoring/node-exporter: Use another host port than 9100/TCP: 9101 (17 → 22 of 26
#      available, risk low)
# Step 5: security/gpu-greedy: Lower the nvidia.com/gpu request of gpu-greedy from 9 to 7 (0 → 4 of
#      4 available, risk low)
# Step 6: logging/cpu-hungry: Lower the cpu request of cpu-hungry from 3500m to 1550m (3 → 15 of 15
#      available, risk medium)
# Step 7: storage/anti: Remove the required pod anti-affinity (0 → 3 of 3 available, risk low)
# Step 8: storage/gated: Lift scheduling gates example.com/wait-for-csi (0 → 3 of 3 available, risk
#      low)
# Step 9: storage/other-scheduler: Use the default scheduler instead of custom-scheduler (0 → 3 of 3
#      available, risk low)
# Step 10: logging/will-misschedule: Tolerate the taint maintenance=planned:NoSchedule (4 → 5 of 5
#      available, risk low)
# Step 11: storage/needs-claim: Give each node its own storage instead of claim not-there (0 → 3 of
#      3 available, risk medium)

set -u
DRY_RUN=${DRY_RUN:-}
FROM=${FROM:-1}
CONTEXT=${CONTEXT:-}
done_steps=
current=0

kubectl() {
    if [ -n "$CONTEXT" ]; then command kubectl --context "$CONTEXT" "$@"; else command kubectl "$@"; fi
}

say() { printf '%s\n' "$*"; }

# Prints a command so that it can be copied.
show() {
    line='  '
    for word in "$@"; do
        case $word in
        '' | *[!A-Za-z0-9_@%+=:,./-]*)
            word="'$(printf '%s' "$word" | sed "s/'/'\\\\''/g")'" ;;
        esac
        line="$line $word"
    done
    say "$line"
}

# stop REASON: ends the script, and tells how far it came.
stop() {
    say "Stopped at step $current: $1" >&2
    if [ -n "$done_steps" ]; then
        say "To undo the steps so far, the latest first:" >&2
        for number in $done_steps; do "undo_$number" >&2; done
    else
        say "No step was made." >&2
    fi
    if [ "$current" -gt 0 ]; then say "To go on later: FROM=$current" >&2; fi
    exit 1
}
trap 'stop "interrupted"' INT TERM

# begin STEP TITLE: whether the step is to be made.
begin() {
    if [ "$1" -lt "$FROM" ]; then return 1; fi
    current=$1
    say "Step $1: $2"
}

# run COMMAND...: runs a command that changes the cluster.
run() {
    show "$@"
    if [ -n "$DRY_RUN" ]; then return 0; fi
    case " $done_steps" in
    *" $current "*) ;;
    *) done_steps="$current $done_steps" ;;
    esac
    "$@" || stop "the command failed"
}

# check STEP NAMESPACE NAME AVAILABLE UPDATED SECONDS: waits until the promise is kept.
check() {
    if [ -n "$DRY_RUN" ]; then
        say "   then waits up to ${WAIT:-$6} s for $4 available pods of $2/$3"
        return 0
    fi
    seconds=${WAIT:-$6}
    waited=0
    while :; do
        state=$(kubectl -n "$2" get daemonset "$3" -o 'jsonpath={.metadata.generation}/{.status.observedGeneration}/{.status.updatedNumberScheduled}/{.status.numberAvailable}/') || state=////
        generation=${state%%/*}
        state=${state#*/}
        observed=${state%%/*}
        state=${state#*/}
        updated=${state%%/*}
        state=${state#*/}
        available=${state%%/*}
        if [ "${observed:-0}" -ge "${generation:-1}" ] && [ "${available:-0}" -ge "$4" ] &&
            [ "${updated:-0}" -ge "$5" ]; then
            say "   kept: ${available:-0} pods of $2/$3 are available, $4 promised"
            return 0
        fi
        if [ "$waited" -ge "$seconds" ]; then break; fi
        sleep 5
        waited=$((waited + 5))
    done
    stop "after $seconds s ${available:-0} pods of $2/$3 are available (${updated:-0} updated), $4 were promised ($5 updated)"
}

undo_1() {
    show kubectl -n kube-system patch daemonset fluentd-elasticsearch --type=strategic -p '{"spec":{"template":{"spec":{"containers":[{"name":"fluentd-elasticsearch","resources":{"requests":{"memory":"200Mi"}}}]}}}}'
}

undo_2() {
    show kubectl -n security patch daemonset gpu-scanner --type=json -p '[{"op":"test","path":"/spec/template/spec/tolerations/1","value":{"effect":"NoSchedule","key":"nvidia.com/gpu","operator":"Equal","value":"present"}},{"op":"remove","path":"/spec/template/spec/tolerations/1"}]'
}

undo_3() {
    show kubectl -n security patch daemonset typo-selector --type=strategic -p '{"spec":{"template":{"spec":{"nodeSelector":{"pool":"generall"}}}}}'
}

undo_4() {
    show kubectl -n monitoring patch daemonset node-exporter --type=json -p '[{"op":"test","path":"/spec/template/spec/containers/0/ports/0/hostPort","value":9101},{"op":"replace","path":"/spec/template/spec/containers/0/ports/0/hostPort","value":9100}]'
}

undo_5() {
    show kubectl -n security patch daemonset gpu-greedy --type=strategic -p '{"spec":{"template":{"spec":{"containers":[{"name":"gpu-greedy","resources":{"limits":{"nvidia.com/gpu":"9"},"requests":{"nvidia.com/gpu":"9"}}}]}}}}'
}

undo_6() {
    show kubectl -n logging patch daemonset cpu-hungry --type=strategic -p '{"spec":{"template":{"spec":{"containers":[{"name":"cpu-hungry","resources":{"requests":{"cpu":"3500m"}}}]}}}}'
}

undo_7() {
    show kubectl -n storage patch daemonset anti --type=json -p '[{"op":"add","path":"/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution","value":[{"labelSelector":{"matchLabels":{"app":"node-agent"}},"namespaces":["kube-system"],"topologyKey":"kubernetes.io/hostname"}]}]'
}

undo_8() {
    show kubectl -n storage patch daemonset gated --type=json -p '[{"op":"add","path":"/spec/template/spec/schedulingGates","value":[{"name":"example.com/wait-for-csi"}]}]'
}

undo_9() {
    show kubectl -n storage patch daemonset other-scheduler --type=strategic -p '{"spec":{"template":{"spec":{"schedulerName":"custom-scheduler"}}}}'
}

undo_10() {
    show kubectl -n logging patch daemonset will-misschedule --type=json -p '[{"op":"test","path":"/spec/template/spec/tolerations/1","value":{"effect":"NoSchedule","key":"maintenance","operator":"Equal","value":"planned"}},{"op":"remove","path":"/spec/template/spec/tolerations/1"}]'
}

undo_11() {
    show kubectl -n storage patch daemonset needs-claim --type=strategic -p '{"spec":{"template":{"spec":{"volumes":[{"emptyDir":null,"name":"d","persistentVolumeClaim":{"claimName":"not-there"}}]}}}}'
}

# Step 1: kube-system/fluentd-elasticsearch: Lower the memory request of fluentd-elasticsearch from
# 200Mi to 32Mi
# Available: 22 → 28 of 29. Risk medium.
# Costs: the rollout won't finish: no available pod on dead-a, tiny-a.
if begin 1 'kube-system/fluentd-elasticsearch: Lower the memory request of fluentd-elasticsearch from 200Mi to 32Mi'; then
    run kubectl -n kube-system patch daemonset fluentd-elasticsearch --type=strategic -p '{"spec":{"template":{"spec":{"containers":[{"name":"fluentd-elasticsearch","resources":{"requests":{"memory":"32Mi"}}}]}}}}'
    check 1 kube-system fluentd-elasticsearch 28 5 300
fi

# Step 2: security/gpu-scanner: Tolerate the taint nvidia.com/gpu=present:NoSchedule
# Available: 0 → 4 of 4. Risk low.
if begin 2 'security/gpu-scanner: Tolerate the taint nvidia.com/gpu=present:NoSchedule'; then
    run kubectl -n security patch daemonset gpu-scanner --type=json -p '[{"op":"add","path":"/spec/template/spec/tolerations/-","value":{"key":"nvidia.com/gpu","operator":"Equal","value":"present","effect":"NoSchedule"}}]'
    check 2 security gpu-scanner 4 4 300
fi

# Step 3: security/typo-selector: Correct the node label in the template to pool=general
# Available: 0 → 13 of 15. Risk low.
if begin 3 'security/typo-selector: Correct the node label in the template to pool=general'; then
    run kubectl -n security patch daemonset typo-selector --type=strategic -p '{"spec":{"template":{"spec":{"nodeSelector":{"pool":"general"}}}}}'
    check 3 security typo-selector 13 15 300
fi

# Step 4: monitoring/node-exporter: Use another host port than 9100/TCP: 9101
# Available: 17 → 22 of 26. Risk low.
# Costs: the rollout won't finish: no available pod on cordoned-a … and 3 more.
if begin 4 'monitoring/node-exporter: Use another host port than 9100/TCP: 9101'; then
    run kubectl -n monitoring patch daemonset node-exporter --type=json -p '[{"op":"test","path":"/spec/template/spec/containers/0/ports/0/hostPort","value":9100},{"op":"replace","path":"/spec/template/spec/containers/0/ports/0/hostPort","value":9101}]'
    check 4 monitoring node-exporter 22 5 300
fi

# Step 5: security/gpu-greedy: Lower the nvidia.com/gpu request of gpu-greedy from 9 to 7
# Available: 0 → 4 of 4. Risk low.
if begin 5 'security/gpu-greedy: Lower the nvidia.com/gpu request of gpu-greedy from 9 to 7'; then
    run kubectl -n security patch daemonset gpu-greedy --type=strategic -p '{"spec":{"template":{"spec":{"containers":[{"name":"gpu-greedy","resources":{"requests":{"nvidia.com/gpu":"7"},"limits":{"nvidia.com/gpu":"7"}}}]}}}}'
    check 5 security gpu-greedy 4 4 300
fi

# Step 6: logging/cpu-hungry: Lower the cpu request of cpu-hungry from 3500m to 1550m
# Available: 3 → 15 of 15. Risk medium.
# Costs: the rollout won't finish: no available pod on dead-a.
if begin 6 'logging/cpu-hungry: Lower the cpu request of cpu-hungry from 3500m to 1550m'; then
    run kubectl -n logging patch daemonset cpu-hungry --type=strategic -p '{"spec":{"template":{"spec":{"containers":[{"name":"cpu-hungry","resources":{"requests":{"cpu":"1550m"}}}]}}}}'
    check 6 logging cpu-hungry 15 11 300
fi

# Step 7: storage/anti: Remove the required pod anti-affinity
# Available: 0 → 3 of 3. Risk low.
if begin 7 'storage/anti: Remove the required pod anti-affinity'; then
    run kubectl -n storage patch daemonset anti --type=json -p '[{"op":"remove","path":"/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution"}]'
    check 7 storage anti 3 3 300
fi

# Step 8: storage/gated: Lift scheduling gates example.com/wait-for-csi
# Available: 0 → 3 of 3. Risk low.
if begin 8 'storage/gated: Lift scheduling gates example.com/wait-for-csi'; then
    run kubectl -n storage patch daemonset gated --type=json -p '[{"op":"remove","path":"/spec/template/spec/schedulingGates"}]'
    check 8 storage gated 3 3 300
fi

# Step 9: storage/other-scheduler: Use the default scheduler instead of custom-scheduler
# Available: 0 → 3 of 3. Risk low.
if begin 9 'storage/other-scheduler: Use the default scheduler instead of custom-scheduler'; then
    run kubectl -n storage patch daemonset other-scheduler --type=strategic -p '{"spec":{"template":{"spec":{"schedulerName":"default-scheduler"}}}}'
    check 9 storage other-scheduler 3 3 300
fi

# Step 10: logging/will-misschedule: Tolerate the taint maintenance=planned:NoSchedule
# Available: 4 → 5 of 5. Risk low.
# Costs: restarts 5 pods, one at a time.
if begin 10 'logging/will-misschedule: Tolerate the taint maintenance=planned:NoSchedule'; then
    run kubectl -n logging patch daemonset will-misschedule --type=json -p '[{"op":"add","path":"/spec/template/spec/tolerations/-","value":{"key":"maintenance","operator":"Equal","value":"planned","effect":"NoSchedule"}}]'
    check 10 logging will-misschedule 5 5 540
fi

# Step 11: storage/needs-claim: Give each node its own storage instead of claim not-there
# Available: 0 → 3 of 3. Risk medium.
if begin 11 'storage/needs-claim: Give each node its own storage instead of claim not-there'; then
    run kubectl -n storage patch daemonset needs-claim --type=strategic -p '{"spec":{"template":{"spec":{"volumes":[{"name":"d","persistentVolumeClaim":null,"emptyDir":{}}]}}}}'
    check 11 storage needs-claim 3 3 300
fi

say 'All 11 steps done.'
say '104 pods need more than this plan: see dsdoctor plan.'
