extension SampleHeader {
    /// More samples cannot be referred to: the generator has 16 bits.
    static let limit = 65_536

    /// Sample types are sums of these (SoundFont 2.04, section 7.10; the compressed ones are MuseScore's).
    private enum TypeBit {
        static let mono: UInt16 = 1
        static let right: UInt16 = 2
        static let left: UInt16 = 4
        static let linked: UInt16 = 8
        static let compressed: UInt16 = 0x10
        static let rom: UInt16 = 0x8000
    }

    /// Reads all headers but the last, which only marks the end.
    ///
    /// Every record keeps its number. One that cannot be used (in ROM, outside the chunk, empty) has an empty extent;
    /// lesser faults are mended, each with a warning.
    static func headers(_ layout: FontLayout, of bytes: FontBytes, log: inout WarningLog) -> [SampleHeader] {
        var count = max(0, layout.samples.count - 1)
        if count > limit {
            log.add("shdr", at: layout.samples.start, "\(count) samples; only \(limit) can be referred to")
            count = limit
        }
        return (0..<count).map { SampleHeader($0, of: count, layout, bytes, log: &log) }
    }

    private init(
        _ index: Int, of count: Int, _ layout: FontLayout, _ bytes: FontBytes, log: inout WarningLog
    ) {
        let place = layout.samples.byte(index)
        let title = bytes.text(place..<place + 20)
        func warn(_ problem: @autoclosure () -> String) {
            log.add("shdr", index, at: place, "sample '\(title)': \(problem())")
        }
        let type = bytes.u16(place + 44)
        let isCompressed = type & TypeBit.compressed != 0
        let start = Int(bytes.u32(place + 20))
        let end = Int(bytes.u32(place + 24))
        let loopStart = Int(bytes.u32(place + 28))
        let loopEnd = Int(bytes.u32(place + 32))
        // Compressed samples are bytes of the chunk, others frames.
        let available = isCompressed ? layout.smpl.count : layout.smpl.count / 2
        var extent = 0..<0
        if type & TypeBit.rom != 0 {
            warn("it is in the ROM of a sound card; it is left out")
        } else if start >= end {
            warn("it is empty, from \(start) to \(end); it is left out")
        } else if start >= available {
            warn("it starts at \(start), after the end of the samples at \(available); it is left out")
        } else {
            if end > available { warn("it ends at \(end), after the end of the samples at \(available); it is cut") }
            extent = start..<min(end, available)
        }
        var loop = 0..<0
        if !extent.isEmpty && loopStart != loopEnd {
            // Loops of uncompressed samples are counted from the chunk's start, of compressed ones from the sample's.
            let origin = isCompressed ? 0 : start
            let length = isCompressed ? Int(UInt32.max) : extent.count
            let first = max(0, loopStart - origin)
            let last = min(length, loopEnd - origin)
            if first >= last {
                warn("its loop from \(loopStart) to \(loopEnd) is backwards or outside; it does not loop")
            } else {
                if first != loopStart - origin || last != loopEnd - origin {
                    warn("its loop from \(loopStart) to \(loopEnd) reaches outside; it is cut")
                }
                loop = first..<last
            }
        }
        let rate = Int(bytes.u32(place + 36))
        if !(400...192_000).contains(rate) && !extent.isEmpty {
            warn("its sample rate is \(rate) Hz; \(SampleHeader.mended(rate: rate)) is taken")
        }
        let key = bytes.u8(place + 40)
        // 255 says that the sample has no pitch; other values above 127 say nothing.
        if key > 127 && key != 255 && !extent.isEmpty { warn("its key is \(key); 60 is taken") }
        let kind: Kind
        switch type & ~(TypeBit.compressed | TypeBit.rom) {
        case TypeBit.mono: kind = .mono
        case TypeBit.right: kind = .right
        case TypeBit.left: kind = .left
        case TypeBit.linked: kind = .linked
        default:
            if !extent.isEmpty { warn("its type \(type) is not known; it is taken for mono") }
            kind = .mono
        }
        var partner: Int?
        if kind != .mono {
            let link = Int(bytes.u16(place + 42))
            if link < count && link != index {
                partner = link
            } else if !extent.isEmpty {
                warn("its other side, sample \(link), is not there")
            }
        }
        self.init(
            name: title, extent: extent, loop: loop, sampleRate: SampleHeader.mended(rate: rate),
            rootKey: key > 127 ? 60 : key, pitchCorrection: Int8(bitPattern: bytes.u8(place + 41)), kind: kind,
            partner: partner, isCompressed: isCompressed)
    }

    /// The nearest rate that can be used; nothing at all is taken for that of a compact disc.
    private static func mended(rate: Int) -> Int {
        rate == 0 ? 44_100 : min(max(rate, 400), 192_000)
    }
}
