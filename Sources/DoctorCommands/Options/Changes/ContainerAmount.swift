import ArgumentParser
import KubernetesModel

/// An amount of a resource of a container: `[CONTAINER:]RESOURCE=QUANTITY`.
struct ContainerAmount: ExpressibleByArgument {
    /// Nil for the only one.
    var container: String?
    var resource: String
    var quantity: Quantity

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "=") else { return nil }
        let name = argument[..<equals]
        guard let quantity = try? Quantity(parsing: argument[argument.index(after: equals)...]), !quantity.isNegative
        else { return nil }
        self.quantity = quantity
        // Neither a container's name nor that of a resource holds a colon.
        if let colon = name.firstIndex(of: ":") {
            container = String(name[..<colon])
            resource = String(name[name.index(after: colon)...])
            if container?.isEmpty ?? true { return nil }
        } else {
            resource = String(name)
        }
        if resource.isEmpty || resource.contains(":") { return nil }
    }
}
