import DSP

/// Where voices are summed in eight parts, which may be rendered at the same time, and these in pairs.
///
/// Part n and part n + 4 are added up as soon as both are done, then their sum and that of n + 2; the last pair goes to
/// whoever called. Who adds does not matter, only that the pairs are always the same: so the sum is the same on any
/// number of threads. With two of them each adds up what it has just rendered, as long as a thread keeps to parts whose
/// numbers leave the same remainder, and little sound passes from core to core.
final class PartitionSum {
    /// Parts.
    static let partitions = 8

    private let buffers: [MixBuffer]
    /// The whole of the buffers, and what of them the piece needs.
    private let whole: UnsafeMutablePointer<MixBus>
    private let buses: UnsafeMutablePointer<MixBus>
    /// Halves that are not done of the pairs 4…7, of two parts, and 2 and 3, of two such pairs.
    private let pending = (0..<PartitionSum.partitions).map { _ in LoneAtomic() }
    /// A bit for each part that has something to add.
    private(set) var parts: UInt32 = 0

    /// Takes memory for so many frames.
    init(capacity: Int) {
        let buffers = (0..<Self.partitions).map { _ in MixBuffer(capacity: capacity) }
        self.buffers = buffers
        whole = .allocate(capacity: 2 * Self.partitions)
        buses = whole + Self.partitions
        for part in 0..<Self.partitions {
            (whole + part).initialize(to: buffers[part].bus)
            (buses + part).initialize(to: buffers[part].bus)
        }
    }

    deinit { whole.deallocate() }

    /// Begins a piece for a bus, to which some of the parts have something to add.
    func begin(parts: UInt32, for bus: MixBus) {
        self.parts = parts
        for part in 0..<Self.partitions { buses[part] = whole[part].sending(like: bus) }
        for node in 2..<Self.partitions {
            let halves = (head(of: 2 * node, parts) == nil ? 0 : 1) + (head(of: 2 * node + 1, parts) == nil ? 0 : 1)
            pending[node].value.pointee.store(halves, ordering: .relaxed)
        }
    }

    /// A part's bus.
    @inline(__always)
    func bus(_ part: Int) -> MixBus { buses[part] }

    /// Calls `body` with each part that has something to add.
    @inline(__always)
    func forEachPart(_ body: (Int) -> Void) {
        var rest = parts
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
    }

    /// Adds up what can be, now that a part is done; any thread may call it, once for each part of the piece.
    func finish(_ part: Int, frames: Int) {
        var node = Self.leaf(of: part)
        while node > 3 {
            node /= 2
            guard pending[node].value.pointee.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else {
                return
            }
            if let first = head(of: 2 * node, parts), let second = head(of: 2 * node + 1, parts) {
                buses[first].add(buses[second], frames: frames)
            }
        }
    }

    /// Adds the piece, of which all parts are done, to the bus it was begun for.
    func add(to bus: MixBus, frames: Int) {
        if let first = head(of: 2, parts) { bus.add(buses[first], frames: frames) }
        if let second = head(of: 3, parts) { bus.add(buses[second], frames: frames) }
    }

    /// The part in whose bus the sum of a pair lies; 8…15 are the parts themselves, and pair n is of 2n and 2n + 1.
    private func head(of node: Int, _ parts: UInt32) -> Int? {
        if node >= Self.partitions {
            let part = Self.part(of: node)
            return parts >> UInt32(part) & 1 == 1 ? part : nil
        }
        return head(of: 2 * node, parts) ?? head(of: 2 * node + 1, parts)
    }

    /// The tree's leaf for a part: its three bits the other way round, since pairs are of parts that are far apart.
    private static func leaf(of part: Int) -> Int { partitions | (part & 1) << 2 | part & 2 | part >> 2 }

    private static func part(of leaf: Int) -> Int { (leaf & 1) << 2 | leaf & 2 | leaf >> 2 & 1 }
}
