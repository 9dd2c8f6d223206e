/// How much work one preset may ask for.
///
/// Lists of a font may overlap, so that a file of a megabyte can describe billions of zones. A unit is about what it
/// takes to read a generator; sound fonts need less than a hundredth of the whole.
struct WorkBudget {
    /// The cost of making a zone or a region, mostly for its memory.
    static let zone = 128
    /// The cost of keeping a modulator.
    static let modulator = 16
    /// What a preset may cost: a tenth of a second or two, and some 70 MB.
    static let preset = 1 << 25

    /// What is kept back from reading zones, so that those that were read become regions.
    private static let reserve = 1 << 23

    private(set) var left: Int

    init(units: Int = WorkBudget.preset) { left = units }

    mutating func spend(_ units: Int) { left -= units }

    var isSpent: Bool { left < 0 }

    /// Whether no more zones should be read.
    var isLow: Bool { left < WorkBudget.reserve }
}
