import SecretRedaction
import SnapshotCollector
import SnapshotSaving
import TestBuilders
import Testing

@Suite("Redaction of objects")
struct RedactionTests {
    private struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var json: String
        /// Nil where the object is not saved.
        var expected: String?

        init(_ name: String, _ json: String, _ expected: String?) {
            (self.name, self.json, self.expected) = (name, json, expected)
        }

        var testDescription: String { name }
    }

    private static func pod(_ container: String) -> String {
        #"{"kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{\#(container)}]}}"#
    }

    private static let cases: [Case] = [
        .init(
            "environment values", pod(#""env":[{"name":"A","value":"x"},{"name":"B","value":""},{"name":"C"}]"#),
            pod(#""env":[{"name":"A","value":"REDACTED"},{"name":"B","value":""},{"name":"C"}]"#)),
        .init(
            "where a value comes from stays",
            pod(#""env":[{"name":"A","valueFrom":{"secretKeyRef":{"name":"s","key":"password"}}}]"#),
            pod(#""env":[{"name":"A","valueFrom":{"secretKeyRef":{"name":"s","key":"password"}}}]"#)),
        .init(
            "keys with escapes, white space, values that are no texts, keys that come twice",
            pod(
                "\"en\\u0076\" : [ { \"n\\u0061me\":\"A\", \"\\u0076alue\" : \"x\", \"value\": 5 , \"value\":{\"a\":[1]} }, \"B=x\" ]"
            ),
            pod(
                "\"en\\u0076\" : [ { \"n\\u0061me\":\"A\", \"\\u0076alue\" : \"REDACTED\", \"value\": \"REDACTED\" , \"value\":\"REDACTED\" }, \"REDACTED\" ]"
            )),
        .init("an environment that is no list", pod(#""env":{"A":"x"}"#), pod(#""env":null"#)),
        .init(
            "a label called env is none",
            #"{"kind":"Node","metadata":{"name":"n","labels":{"env":"prod","token":"a","annotations":"b","password":"c"}}}"#,
            #"{"kind":"Node","metadata":{"name":"n","labels":{"env":"prod","token":"a","annotations":"b","password":"c"}}}"#
        ),
        .init(
            "annotations but those that are read",
            #"{"kind":"Pod","metadata":{"name":"p","annotations":{"a":"x","kubernetes.io/config.mirror":"h","b":"","c":1}}}"#,
            #"{"kind":"Pod","metadata":{"name":"p","annotations":{"a":"REDACTED","kubernetes.io/config.mirror":"h","b":"","c":"REDACTED"}}}"#
        ),
        .init(
            "what was applied last, and who wrote which field, go wholly",
            """
            {"kind":"Pod","metadata":{ "managedFields" :[{"a":1}] , "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"x"},
             "name":"p","managedFields":[], "managedFields":[ ] } }
            """,
            #"{"kind":"Pod","metadata":{"annotations":{},"name":"p"}}"#),
        .init(
            "what only Secrets and ConfigMaps hold goes",
            #"{"data":{"a":"eA=="},"kind":"Pod","stringData":{"a":"x"},"metadata":{"name":"p"},"binaryData":{}}"#,
            #"{"kind":"Pod","metadata":{"name":"p"}}"#),
        .init(
            "the template in a revision",
            #"{"kind":"ControllerRevision","data":{"spec":{"template":{"spec":{"ephemeralContainers":[{"env":[{"name":"A","value":"x"}]}]}}},"password":"y","secretName":"s"}}"#,
            #"{"kind":"ControllerRevision","data":{"spec":{"template":{"spec":{"ephemeralContainers":[{"env":[{"name":"A","value":"REDACTED"}]}]}}},"password":"REDACTED","secretName":"s"}}"#
        ),
        .init(
            "commands, probes, hooks and headers",
            pod(
                #""livenessProbe":{"exec":{"command":["curl","--token","x"]},"httpGet":{"httpHeaders":[{"name":"A","value":"x"}],"path":"/?token=x"}},"lifecycle":{"preStop":{"exec":{"command":["a","--password=x"]}}}"#
            ),
            pod(
                #""livenessProbe":{"exec":{"command":["curl","--token","REDACTED"]},"httpGet":{"httpHeaders":[{"name":"A","value":"REDACTED"}],"path":"/?token=REDACTED"}},"lifecycle":{"preStop":{"exec":{"command":["a","--password=REDACTED"]}}}"#
            )),
        .init(
            "what drivers are told",
            #"{"kind":"PersistentVolume","spec":{"csi":{"volumeAttributes":{"password":"x","secretName":"s","server":"n"}},"mountOptions":["user=a,password=b"]}}"#,
            #"{"kind":"PersistentVolume","spec":{"csi":{"volumeAttributes":{"password":"REDACTED","secretName":"s","server":"n"}},"mountOptions":["user=a,password=REDACTED"]}}"#
        ),
        .init(
            "images, names and quantities stay",
            pod(#""image":"r/token@sha256:0","name":"password=x","resources":{"limits":{"cpu":"1","x.io/token":"2"}}"#),
            pod(#""image":"r/token@sha256:0","name":"password=x","resources":{"limits":{"cpu":"1","x.io/token":"2"}}"#)
        ),
        .init(
            "an object in many lines comes in one", "{\n \"kind\" : \"Pod\",\r\n\t\"a b\": [ 1, \" \\\" x \" ]\n}",
            #"{"kind":"Pod","a b":[1," \" x "]}"#),
        .init(
            "text that is not ASCII", pod(#""args":["ü --token=ä€😀","\ud83d\ude00"]"#),
            pod(#""args":["ü --token=REDACTED","\ud83d\ude00"]"#)),
        .init("a comma too many", #"{"kind":"Pod",}"#, nil),
        .init("a comma too few", #"{"kind":"Pod" "a":1}"#, nil),
        .init("bare words", #"{"kind":"Pod","a":hunter2}"#, nil),
        .init("a number that is none", #"{"kind":"Pod","a":12hunter2}"#, nil),
        .init("escapes that JSON does not have", #"{"kind":"Pod","a":"\x"}"#, nil),
        .init("bytes behind the end", #"{"kind":"Pod"}{"kind":"Secret"}"#, nil),
        .init(
            "lists a thousand deep",
            #"{"kind":"Pod","a":"# + String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000) + "}",
            nil),
        .init("no object", "[1]", nil),
    ]

    @Test(arguments: cases)
    private func `Objects are saved without what is secret`(object: Case) throws {
        let redacted = try redactedText(object.json)
        #expect(redacted == object.expected)
        if let redacted { #expect(try redactedText(redacted) == redacted, "what is hidden stays as it is") }
    }

    @Test func `Huge texts and odd bytes do no harm`() throws {
        let long = String(repeating: "password=x ", count: 20_000)
        let text = try redactedText(Self.pod(#""args":["\#(long)"]"#))
        #expect(text?.contains("=x") == false)
        var bytes = Array(Self.pod(#""args":["a"]"#).utf8)
        for byte in UInt8.min...UInt8.max {
            bytes[bytes.count - 6] = byte
            _ = try Redaction.standard.redacted(bytes)
        }
        for count in 0..<bytes.count { _ = try Redaction.standard.redacted(Array(bytes[..<count])) }
    }

    @Test func `An object that says it is a Secret too is not saved`() throws {
        let recorded = try SnapshotReader.record(
            bytes: Array(#"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p"},"kind":"Secret"}"#.utf8),
            name: "test.json",
            by: SnapshotRecorder(redaction: .standard))
        #expect(recorded.objectCount == 0)
        #expect(recorded.report.malformedCount == 1)
    }
}
