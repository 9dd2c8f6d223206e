/// What a channel's bank and program choose.
public struct Preset: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// The bank, as the font has it; 128 holds the drums.
    public let bank: UInt16
    /// The program, 0…127.
    public let program: UInt8
    /// Its place in `SoundFont.presets`.
    public let index: Int
}

/// The presets of a font, and which zones they consist of.
struct PresetList: Sendable {
    /// A font has no more different programs than this in a few banks.
    static let limit = 65_536

    private(set) var presets: [Preset] = []
    /// The bags of each.
    private(set) var zones: [Range<Int>] = []
    /// Where the header of each stands in `phdr`.
    private(set) var records: [Int] = []
    /// The first preset of each bank and program.
    private(set) var places: [UInt32: Int] = [:]

    /// Reads all headers but the last, which only marks the end; one that cannot be used is left out.
    init(_ layout: FontLayout, of bytes: FontBytes, log: inout WarningLog) {
        let headers = layout.presets
        var count = max(0, headers.count - 1)
        if count > PresetList.limit {
            log.add("phdr", at: headers.start, "\(count) presets; only \(PresetList.limit) are taken")
            count = PresetList.limit
        }
        if count == 0 { log.add("phdr", at: headers.start, "the font has no presets") }
        let bagCount = max(0, layout.presetZones.bags.count - 1)
        for index in 0..<count {
            let place = headers.byte(index)
            let name = bytes.text(place..<place + 20)
            let program = bytes.u16(place + 20)
            let bank = bytes.u16(place + 22)
            let first = Int(bytes.u16(place + 24))
            var last = Int(bytes.u16(headers.byte(index + 1) + 24))
            guard program < 128 else {
                log.add("phdr", index, at: place, "preset '\(name)': there is no program \(program); it is left out")
                continue
            }
            guard first <= last, first <= bagCount else {
                log.add(
                    "phdr", index, at: place,
                    "preset '\(name)': its zones \(first) to \(last) of \(bagCount) are not there; it is left out")
                continue
            }
            if last > bagCount {
                log.add(
                    "phdr", index, at: place,
                    "preset '\(name)': its zones \(first) to \(last) go beyond the \(bagCount); those are taken")
                last = bagCount
            }
            let key = PresetList.key(bank: bank, program: UInt8(program))
            if places[key] == nil { places[key] = presets.count }
            presets.append(Preset(name: name, bank: bank, program: UInt8(program), index: presets.count))
            zones.append(first..<last)
            records.append(index)
        }
    }

    static func key(bank: UInt16, program: UInt8) -> UInt32 { UInt32(bank) << 8 | UInt32(program) }
}
