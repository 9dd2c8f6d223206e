import Kernels

/// Keys of the counter-based generator of dropout: a seed, a place in the network and a row decide every mask, so the
/// number of threads or shards decides nothing.
struct DropoutKeys: Sendable {
    let seed: UInt64

    enum Place {
        case input
        case layer(Int)
        case output
        case recurrent(Int)

        var number: UInt64 {
            switch self {
            case .input: 1
            case .output: 2
            case .layer(let index): 0x100 + UInt64(index)
            case .recurrent(let index): 0x10000 + UInt64(index)
            }
        }
    }

    /// The key of a place, and of a row of the whole batch where each row has its own mask.
    func key(_ place: Place, row: Int = 0) -> UInt64 {
        Self.mix(Self.mix(seed &+ place.number &* 0x9e37_79b9_7f4a_7c15) &+ UInt64(row) &* 0xd134_2543_de82_ef95)
    }

    /// Writes one mask per row of a shard that starts at `firstRow` of the batch.
    func fill<Scalar: NetworkScalar>(
        _ mask: AlignedBuffer<Scalar>, place: Place, rows: Int, firstRow: Int, width: Int, share: Double
    ) {
        for row in 0..<rows {
            Scalar.dropoutMask(width, key(place, row: firstRow + row), 1 - share, mask.base + row * width)
        }
    }

    /// SplitMix64's finaliser (Steele, Lea & Flood 2014).
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z >> 31
    }
}
