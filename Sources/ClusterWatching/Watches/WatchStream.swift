import ByteStreams
import KubernetesClient
import KubernetesModel
import ObjectDecoding

/// Reads the events of one place's watches. It belongs to one thread.
///
/// Every line that has arrived is decoded at once, and all of them together are handed on.
struct WatchStream {
    /// No line is longer: etcd takes objects of 1.5 MB.
    private static let longestLine = 8 << 20
    /// After so many objects the decoder is another one: what it remembers of specs would grow without end.
    private static let mostObjects = 20_000

    private let kind: ObjectKind
    private var decoder: ObjectDecoder?
    private var decodedCount = 0
    /// The moment up to which everything is known; empty where no event told it.
    private(set) var resourceVersion = ""
    /// Whether an event held an object that cannot be read: only a list tells the rest.
    private(set) var hasMissedObject = false
    /// Whether an event or a bookmark has come.
    private(set) var hasEvents = false
    private(set) var lastHeard = ContinuousClock.now

    init(_ kind: ObjectKind) { self.kind = kind }

    /// Gets ready for a watch from a moment on.
    mutating func begin(from version: String) {
        resourceVersion = version
        hasMissedObject = false
        hasEvents = false
        lastHeard = .now
    }

    /// Reads events until the watch ends or an object cannot be read. `onRun` is told of each run of changes.
    ///
    /// - Throws: ``ClientError/expired(target:message:)`` where the server says so, and for what is no event.
    mutating func read(_ response: APIResponse, target: String, onRun: (ChangeRun) -> Void) throws(ClientError) {
        lastHeard = .now
        var pending: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = try response.fill(&chunk)
            lastHeard = .now
            // What stands after the last line feed was cut off, and comes again with the next watch.
            if count == 0 { return }
            pending += chunk[..<count]
            guard let end = pending.lastIndex(of: UInt8(ascii: "\n")) else {
                if pending.count > Self.longestLine {
                    throw .unexpectedAnswer(target: target, reason: "a line of the watch has no end")
                }
                continue
            }
            var run = ChangeRun(of: kind)
            let failure = try take(pending[...end], into: &run, target: target)
            pending.removeSubrange(...end)
            if run.count > 0 { onRun(run) }
            if !run.resourceVersion.isEmpty { resourceVersion = run.resourceVersion }
            if let failure { throw failure }
            if hasMissedObject { return }
        }
    }

    /// Takes over all lines; what ends the watch, if one of them does.
    private mutating func take(
        _ bytes: ArraySlice<UInt8>, into run: inout ChangeRun, target: String
    ) throws(ClientError) -> ClientError? {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let decoder = try currentDecoder()
            switch line.withUnsafeBufferPointer({ run.take($0, with: decoder) }) {
            case .change:
                hasEvents = true
                decodedCount += 1
            case .bookmark: hasEvents = true
            case .unreadable:
                hasMissedObject = true
                return nil
            case .malformed(let reason):
                return .unexpectedAnswer(target: target, reason: "a line of the watch is no event: \(reason)")
            case .failure(410, let message): return .expired(target: target, message: message)
            case .failure(let status, let message):
                return .refused(target: target, status: status, message: message)
            }
        }
        return nil
    }

    private mutating func currentDecoder() throws(ClientError) -> ObjectDecoder {
        if let decoder, decodedCount < Self.mostObjects { return decoder }
        do throws(StreamError) {
            let new = try ObjectDecoder()
            decoder = new
            decodedCount = 0
            return new
        } catch {
            throw .outOfMemory
        }
    }
}

extension APIResponse {
    fileprivate func fill(_ chunk: inout [UInt8]) throws(ClientError) -> Int {
        let result = chunk.withUnsafeMutableBytes { buffer -> Result<Int, ClientError> in
            do throws(ClientError) { return .success(try read(into: buffer)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
