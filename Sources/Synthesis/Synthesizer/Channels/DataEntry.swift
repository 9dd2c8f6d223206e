/// Which parameter data entry reaches, and the value it has been given (MIDI 1.0, "Registered and Non-Registered
/// Parameter Numbers").
struct DataEntry {
    /// What is selected.
    enum Kind: UInt8 {
        case none, registered, nonRegistered
    }

    private(set) var kind = Kind.none
    private var registeredMSB: UInt8 = 127
    private var registeredLSB: UInt8 = 127
    private var otherMSB: UInt8 = 127
    private var otherLSB: UInt8 = 127
    /// SoundFont 2.04, section 9.6.2: what NRPN LSBs of 100, 101 and 102 have added up to.
    private var hundreds: UInt16 = 0
    private var isCounting = false

    private var msb: UInt8 = 64
    private var lsb: UInt8 = 0
    private var order = Order.unknown

    private enum Order: UInt8 {
        case unknown, coarseFirst, fineFirst
    }

    /// The registered parameter, 14 bits; 0x3FFF is none.
    var registered: UInt16 { kind == .registered ? UInt16(registeredMSB) << 7 | UInt16(registeredLSB) : 0x3FFF }
    /// The non-registered parameter's numbers.
    var nonRegistered: (msb: UInt8, lsb: UInt8) { (otherMSB, otherLSB) }
    /// The generator that a SoundFont NRPN names; nil while its number is not complete.
    var generator: Int? {
        kind == .nonRegistered && otherMSB == 120 && otherLSB < 100 ? Int(hundreds) + Int(otherLSB) : nil
    }

    /// The value, 14 bits.
    var value: Int { Int(msb) << 7 | Int(lsb) }
    /// Its coarse half.
    var coarse: UInt8 { msb }
    /// Its fine half.
    var fine: UInt8 { lsb }

    /// Controllers 98…101. A selection starts with a value in the middle.
    mutating func select(_ controller: UInt8, _ number: UInt8) {
        switch controller {
        case 101: (kind, registeredMSB) = (.registered, number)
        case 100: (kind, registeredLSB) = (.registered, number)
        case 99:
            (kind, otherMSB, hundreds, isCounting) = (.nonRegistered, number, 0, false)
        default:
            kind = .nonRegistered
            if otherMSB == 120 { count(number) }
            otherLSB = number
        }
        // Both null: nothing is selected, of either kind.
        if kind == .registered, registeredMSB == 127, registeredLSB == 127 { kind = .none }
        if kind == .nonRegistered, otherMSB == 127, otherLSB == 127 { kind = .none }
        (msb, lsb, order) = (64, 0, .unknown)
    }

    private mutating func count(_ number: UInt8) {
        switch number {
        case ..<100: isCounting = false
        case 100...102:
            if !isCounting { hundreds = 0 }
            isCounting = true
            // Generators end long before; the sum must only not overflow.
            hundreds = min(20_000, hundreds + (number == 100 ? 100 : number == 101 ? 1_000 : 10_000))
        default: break
        }
    }

    /// Controller 6.
    ///
    /// A coarse value that comes first puts the fine one to 0 (MIDI 1.0, "Control Change"); senders of SoundFont NRPNs
    /// put the fine one first, and then it stays.
    mutating func enterCoarse(_ number: UInt8) {
        if order == .unknown { order = .coarseFirst }
        if order == .coarseFirst { lsb = 0 }
        msb = number
    }

    /// Controller 38; says whether the value is complete. Alone it is one for the AWE32's NRPNs, whose coarse half is
    /// the middle for all small values.
    mutating func enterFine(_ number: UInt8) -> Bool {
        if order == .unknown { order = .fineFirst }
        lsb = number
        return order == .coarseFirst || otherMSB == 127 && kind == .nonRegistered
    }

    /// Sets the value, 14 bits.
    mutating func set(_ number: Int) {
        let number = min(16_383, max(0, number))
        msb = UInt8(number >> 7)
        lsb = UInt8(number & 127)
        order = .coarseFirst
    }

    /// Controllers 96 and 97: moves the value.
    mutating func step(by amount: Int) {
        set(value + amount)
    }

    /// Selects nothing.
    mutating func clear() { self = DataEntry() }
}
