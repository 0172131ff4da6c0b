/// Tells lines about something that the kernel shows once a module of it is loaded, and that isn't there.
enum KernelModule {
    /// Whether a line says so: `Failed to set nvme_core io_timeout: No such file or directory`, `stat
    /// /proc/sys/net/bridge/bridge-nf-call-iptables: no such file or directory`.
    static func isMissed(by line: String) -> Bool {
        let folded = line.lowercased()
        let absent = ["no such file", "enoent", "not found", "does not exist", "cannot stat"]
        guard absent.contains(where: { folded.contains($0) }) else { return false }
        if settings.contains(where: { folded.contains($0) }) { return true }
        return folded.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
            .contains { names.contains(String($0).replacing("-", with: "_")) }
    }

    /// Where settings and states of modules are.
    private static let settings = [
        "/proc/sys/net/bridge/", "net.bridge.", "/proc/sys/net/netfilter/nf_", "net.netfilter.nf_",
        "/proc/sys/net/ipv4/vs/",
        "net.ipv4.vs.", "/proc/net/ip_vs", "/proc/net/ip_tables_names", "/proc/net/ip6_tables_names", "/proc/fs/nfsd",
        "/proc/drbd", "/dev/nvme-fabrics", "/dev/mapper/control", "/dev/net/tun", "/dev/fuse", "/dev/nbd",
        "/dev/vfio/vfio",
        "/dev/btrfs-control", "/dev/zfs",
    ]

    /// Names of modules that are no other words.
    private static let names: Set<String> = [
        "br_netfilter", "nf_conntrack", "nf_tables", "ip_tables", "ip6_tables", "iptable_nat", "iptable_filter",
        "ip_set",
        "ip_vs", "ip_vs_rr", "ip_vs_wrr", "ip_vs_sh", "nvme_core", "nvme_tcp", "nvme_fabrics", "nvme_rdma", "iscsi_tcp",
        "dm_crypt", "dm_thin_pool", "dm_snapshot", "dm_multipath", "dm_mod", "vfio_pci", "uio_pci_generic",
        "target_core_mod",
        "tcm_loop", "drbd_transport_tcp", "ib_core", "rdma_cm", "nvidia_uvm", "nvidia_peermem",
        "xt_set", "xt_comment", "sch_ingress", "cls_bpf",
    ]
}
