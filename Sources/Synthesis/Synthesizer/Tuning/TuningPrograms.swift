/// The tuning programs that MIDI Tuning Standard messages have sent, of up to 64 of the 128 banks of 128.
///
/// A further one takes the place of the one that has been here longest; channels keep the tuning they have.
final class TuningPrograms {
    static let capacity = 64

    private let cents: UnsafeMutablePointer<Float>
    private let names: UnsafeMutablePointer<Int32>
    private var next = 0

    init() {
        cents = .allocate(capacity: Self.capacity * 128)
        cents.initialize(repeating: 0, count: Self.capacity * 128)
        names = .allocate(capacity: Self.capacity)
        names.initialize(repeating: -1, count: Self.capacity)
    }

    deinit {
        cents.deallocate()
        names.deallocate()
    }

    /// Forgets them all.
    func clear() {
        names.update(repeating: -1, count: Self.capacity)
        next = 0
    }

    /// A program's cents for all keys; nil for one that has not been sent, which is equal temperament.
    func table(bank: UInt8, program: UInt8) -> UnsafeMutablePointer<Float>? {
        let name = Int32(bank) << 7 | Int32(program)
        for slot in 0..<Self.capacity where names[slot] == name { return cents + slot * 128 }
        return nil
    }

    /// A program's cents to write to; a new one starts in equal temperament.
    func tableToWrite(bank: UInt8, program: UInt8) -> UnsafeMutablePointer<Float> {
        if let known = table(bank: bank, program: program) { return known }
        let slot = next
        next = (next + 1) % Self.capacity
        names[slot] = Int32(bank) << 7 | Int32(program)
        (cents + slot * 128).update(repeating: 0, count: 128)
        return cents + slot * 128
    }
}
