import Glibc

/// A smoothed n-gram model over tokens: the baseline that a neural model has to beat.
///
/// Interpolated absolute discounting (Ney, Essen & Kneser 1994): each order gives up a constant share of every count
/// to the next shorter context, down to the uniform distribution, so that no token is impossible.
public struct NGramModel: Sendable {
    /// The longest context is `order − 1` tokens; less than was asked for where the vocabulary is so large that a gram
    /// would not fit into 64 bits (four for 65,536 ids).
    public let order: Int
    /// How many tokens there are.
    public let vocabulary: Int
    private let tables: [Table]
    private let bits: UInt64

    /// The counts of one order: sorted keys of context and token, and what each context adds up to.
    private struct Table: Sendable {
        var grams: [UInt64] = []
        var counts: [Int32] = []
        var contexts: [UInt64] = []
        var totals: [Int32] = []
        var distinct: [Int32] = []
        var discount = 0.5
    }

    /// Counts the sequences.
    ///
    /// - Parameters:
    ///   - order: at least 1.
    ///   - vocabulary: 1…65,536, with ids below it.
    /// - Complexity: O(N log N) time and O(N) memory for each order, in the number of tokens.
    public init(order: Int, vocabulary: Int, sequences: [[UInt16]]) {
        precondition(order > 0 && (1...65_536).contains(vocabulary), "no n-gram of that size can be counted")
        let bits = max(1, Int.bitWidth - (vocabulary - 1).leadingZeroBitCount)
        let longest = min(order, UInt64.bitWidth / bits)
        self.order = longest
        self.vocabulary = vocabulary
        self.bits = UInt64(bits)
        tables = (1...longest).map { length in Self.count(sequences, length: length, bits: UInt64(bits)) }
    }

    private static func count(_ sequences: [[UInt16]], length: Int, bits: UInt64) -> Table {
        var keys: [UInt64] = []
        keys.reserveCapacity(sequences.reduce(0) { $0 + $1.count })
        for sequence in sequences where sequence.count >= length {
            for end in (length - 1)..<sequence.count {
                keys.append(key(sequence[(end - length + 1)...end], bits: bits))
            }
        }
        keys.sort()
        var table = Table()
        var singles = 0.0
        var doubles = 0.0
        var index = 0
        while index < keys.count {
            var end = index + 1
            while end < keys.count, keys[end] == keys[index] { end += 1 }
            let count = Int32(clamping: end - index)
            if count == 1 { singles += 1 }
            if count == 2 { doubles += 1 }
            table.grams.append(keys[index])
            table.counts.append(count)
            let context = keys[index] >> bits
            if table.contexts.last == context {
                table.totals[table.totals.count - 1] += count
                table.distinct[table.distinct.count - 1] += 1
            } else {
                table.contexts.append(context)
                table.totals.append(count)
                table.distinct.append(1)
            }
            index = end
        }
        // The discount that leaving-one-out estimation gives (Ney et al., equation for n₁ and n₂).
        if singles > 0 { table.discount = singles / (singles + 2 * doubles) }
        return table
    }

    private static func key(_ tokens: ArraySlice<UInt16>, bits: UInt64) -> UInt64 {
        tokens.reduce(0) { $0 << bits | UInt64($1) }
    }

    /// The probability of a token after the tokens before it.
    ///
    /// - Complexity: O(order · log N).
    public func probability(of token: UInt16, after history: ArraySlice<UInt16>) -> Double {
        var probability = 1 / Double(vocabulary)
        for (index, table) in tables.enumerated() {
            guard history.count >= index else { break }
            let context = Self.key(history.suffix(index), bits: bits)
            guard let place = Self.find(context, in: table.contexts) else { break }
            let total = Double(table.totals[place])
            let count =
                Self.find(context << bits | UInt64(token), in: table.grams)
                .map { Double(table.counts[$0]) } ?? 0
            let escape = table.discount * Double(table.distinct[place]) / total
            probability = max(0, count - table.discount) / total + escape * probability
        }
        return probability
    }

    /// The sum of −ln p over a sequence, from a token on.
    public func nats(of sequence: [UInt16], from start: Int = 0) -> Double {
        var sum = 0.0
        for index in sequence.indices.dropFirst(start) {
            sum -= log(probability(of: sequence[index], after: sequence[..<index].suffix(order - 1)))
        }
        return sum
    }

    private static func find(_ key: UInt64, in sorted: [UInt64]) -> Int? {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == key ? low : nil
    }
}
