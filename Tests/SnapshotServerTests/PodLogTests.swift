import CheckedJSON
import ClusterSnapshot
import TestServers
import Testing

@Suite(.waiting) struct PodLogTests {
    private func replaying() throws -> Replaying {
        func log(_ pod: String, _ container: String, isPrevious: Bool = false) -> ContainerLog {
            ContainerLog(
                namespace: "x", pod: pod, container: container, isPrevious: isPrevious,
                lines: ["one", "two", isPrevious ? "before" : "three"])
        }
        return try Replaying(
            objects: [pod("single", namespace: "x"), pod("double", namespace: "x", containers: ["a", "b"])],
            logs: [
                log("single", "main"), log("single", "main", isPrevious: true), log("double", "b"), log("gone", "c"),
            ])
    }

    @Test(arguments: [
        ("single/log", "one\ntwo\nthree\n"), ("single/log?tailLines=1", "three\n"), ("single/log?tailLines=0", ""),
        ("single/log?previous=true", "one\ntwo\nbefore\n"), ("single/log?limitBytes=5", "one\nt"),
        ("double/log?container=b", "one\ntwo\nthree\n"), ("gone/log", "one\ntwo\nthree\n"),
    ])
    func `Logs are what the snapshot holds`(path: String, text: String) throws {
        let answer = try replaying().get("/api/v1/namespaces/x/pods/\(path)")
        #expect(answer.status == 200)
        #expect(answer.text == text)
    }

    @Test(arguments: [
        ("double/log", 400, "a container name must be specified for pod double, choose one of: [a b]"),
        ("double/log?container=z", 400, "container z is not valid for pod double"),
        (
            "double/log?container=a", 404,
            "the snapshot has no log of container a in pod x/double; it has those of: b"
        ),
        ("nope/log", 404, #"pods "nope" not found"#),
        (
            "single/log?tailLines=-1", 422,
            #"PodLogOptions "single" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0"#
        ),
    ])
    func `A log that is not there is told`(path: String, status: Int, message: String) throws {
        let answer = try replaying().get("/api/v1/namespaces/x/pods/\(path)")
        #expect(answer.status == status)
        #expect(answer.json["message"] == .string(message))
    }

    @Test func `That times are not known is a warning`() throws {
        let answer = try replaying().get("/api/v1/namespaces/x/pods/single/log?timestamps=true")
        #expect(answer.headers["warning"]?.contains("no times") == true)
    }
}
