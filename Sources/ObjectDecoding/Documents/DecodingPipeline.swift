import ByteStreams
import Dispatch
import KubernetesModel
import Synchronization

/// Decodes windows on worker threads while the caller scans for more, and gives the results in the order of the input.
///
/// At most as many windows as there are workers wait or are worked on: beyond that `submit` waits, so that a long
/// stream needs no more memory than a short one.
package final class DecodingPipeline {
    /// Large enough that handing over costs nothing, small enough to stay in the cache of the processor.
    static let windowCapacity = 512 << 10
    /// The first windows are smaller, so that all workers have something of a small snapshot.
    private static let smallWindows = (capacity: 128 << 10, count: 16)
    private static let workerCount = 2

    private let shared = PipelineState()
    private let slots = DispatchSemaphore(value: workerCount)
    private let group = DispatchGroup()
    private let queue = DispatchQueue(label: "decoding", attributes: .concurrent)
    private var submittedCount = 0
    private let depth: Int
    /// The decoder for what is small, on the caller's thread.
    let ownDecoder: ObjectDecoder
    private let isSerial: Bool

    private let recording: RecordingFactory?
    /// How many objects are taken of all streams together.
    let mostItems: Int
    private var itemCount = 0

    package init(
        keepsRawObjects: Bool = false, recording: RecordingFactory? = nil, mostItems: Int = .max
    ) throws(StreamError) {
        ownDecoder = try ObjectDecoder(keepsRawObjects: keepsRawObjects, recording: recording)
        self.recording = recording
        self.mostItems = mostItems
        depth = 0
        isSerial = false
    }

    /// A pipeline that does everything at once on the caller's thread: for a list inside of a list, and with depth
    /// zero for page after page.
    package init(decoder: ObjectDecoder, depth: Int) {
        ownDecoder = decoder
        recording = nil
        mostItems = .max
        self.depth = depth
        isSerial = true
    }

    /// Waits for the workers, also after an error: when the program ends, what they use of C++ is taken down under them.
    deinit { group.wait() }

    /// A window to fill that holds at least `capacity` bytes.
    func emptyWindow(capacity: Int = 0) -> Window {
        let usual =
            submittedCount < Self.smallWindows.count ? Self.smallWindows.capacity : Self.windowCapacity
        let wanted = max(capacity, depth > 0 ? 64 : usual)
        return shared.takeWindow(capacity: wanted) ?? Window(capacity: wanted)
    }

    /// Takes a window back that was not filled. To free windows and to ask for new ones would leave holes in the memory
    /// between the objects.
    func giveBack(_ window: Window) { shared.giveBack(window) }

    /// Counts what a scanner found.
    func count(items: Int) { itemCount += items }

    /// Whether there is more than a cluster has.
    var hasTooManyItems: Bool { itemCount > mostItems }

    /// Takes a window over, which the caller must not touch any more.
    func submit(_ window: Window, isLast: Bool = false) {
        let position = submittedCount
        submittedCount += 1
        if isSerial || (isLast && position == 0) {
            var batch = window.decode(with: ownDecoder, depth: depth)
            seal(&batch)
            shared.keep(batch, at: position)
            shared.giveBack(window)
            return
        }
        slots.wait()
        let (shared, slots, depth, keepsRawObjects) = (shared, slots, depth, ownDecoder.keepsRawObjects)
        let recording = recording
        queue.async(group: group) {
            do throws(StreamError) {
                let decoder = try shared.takeDecoder(keepsRawObjects: keepsRawObjects, recording: recording)
                var batch = window.decode(with: decoder, depth: depth)
                if let record = try decoder.recording?.seal() { batch.records.append(record) }
                shared.keep(batch, at: position)
                shared.giveBack(decoder)
            } catch {
                shared.keep(error)
            }
            shared.giveBack(window)
            slots.signal()
        }
    }

    /// Adds what did not come from a window, in its place in the order.
    package func submit(_ batch: ObjectBatch) {
        shared.keep(batch, at: submittedCount)
        submittedCount += 1
    }

    /// Compresses what the caller's own decoder kept for saving. In a list inside of a list that is done with all the
    /// rest of the window.
    private func seal(_ batch: inout ObjectBatch) {
        if depth > 0 { return }
        do throws(StreamError) {
            try sealLate(into: &batch)
        } catch {
            shared.keep(error)
        }
    }

    /// Compresses what was decoded late.
    package func sealLate(into batch: inout ObjectBatch) throws(StreamError) {
        if let record = try ownDecoder.recording?.seal() { batch.records.append(record) }
    }

    /// Forgets what was decoded since the last ``finish()``.
    package func discard() {
        _ = try? finish()
        ownDecoder.recording?.discard()
    }

    /// Waits for the workers and gives everything that was decoded.
    package func finish() throws(StreamError) -> ObjectBatch {
        group.wait()
        return try shared.merged()
    }

    /// The latest moment that any object told of, once everything is decoded.
    package var latest: Timestamp? { [shared.latest, ownDecoder.latest].compactMap(\.self).max() }

    /// Decodes one item on the caller's thread, once everything else is decoded.
    package func decodeLate(_ item: Item, into batch: inout ObjectBatch) {
        ownDecoder.decode(item, into: &batch, depth: depth)
    }
}

/// The state shared by the scanning thread and the workers.
private final class PipelineState: Sendable {
    private struct State: ~Copyable {
        var decoders: [ObjectDecoder] = []
        var windows: [Window] = []
        var batches: [Int: ObjectBatch] = [:]
        var failure: StreamError?
    }

    // The decoders and windows are lent to one thread at a time, which the lock sees to.
    private struct Protected: ~Copyable, @unchecked Sendable {
        var state = State()
    }

    private let protected = Mutex(Protected())

    func takeDecoder(
        keepsRawObjects: Bool, recording: RecordingFactory?
    ) throws(StreamError) -> ObjectDecoder {
        let lent = protected.withLock { Lent($0.state.decoders.popLast()) }
        if let decoder = lent.value { return decoder }
        return try ObjectDecoder(keepsRawObjects: keepsRawObjects, recording: recording)
    }

    func giveBack(_ decoder: ObjectDecoder) {
        let lent = Lent(decoder)
        protected.withLock { protected in
            if let decoder = lent.value { protected.state.decoders.append(decoder) }
        }
    }

    func takeWindow(capacity: Int) -> Window? {
        protected.withLock { protected in
            guard let place = protected.state.windows.firstIndex(where: { $0.buffer.count >= capacity }) else {
                return nil
            }
            return protected.state.windows.remove(at: place)
        }
    }

    func giveBack(_ window: Window) {
        window.clear()
        protected.withLock { protected in
            // One that had to grow for a large item is not kept.
            if window.buffer.count <= 2 * DecodingPipeline.windowCapacity { protected.state.windows.append(window) }
        }
    }

    func keep(_ batch: ObjectBatch, at position: Int) {
        protected.withLock { $0.state.batches[position] = batch }
    }

    func keep(_ failure: StreamError) {
        protected.withLock { $0.state.failure = failure }
    }

    func merged() throws(StreamError) -> ObjectBatch {
        let (batches, failure) = protected.withLock { protected in
            let taken = (protected.state.batches, protected.state.failure)
            protected.state.batches = [:]
            return taken
        }
        if let failure { throw failure }
        return ObjectBatch(merging: batches.sorted { $0.key < $1.key }.map(\.value))
    }

    var latest: Timestamp? {
        protected.withLock { protected in protected.state.decoders.compactMap(\.latest).max() }
    }
}

/// A value that one thread hands to another and does not touch any more.
private struct Lent<Value>: @unchecked Sendable {
    let value: Value?
    init(_ value: Value?) { self.value = value }
}
