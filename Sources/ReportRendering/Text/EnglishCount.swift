/// `count` and `noun`, in the plural where it must be: `1 node`, `6 nodes`.
func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}
