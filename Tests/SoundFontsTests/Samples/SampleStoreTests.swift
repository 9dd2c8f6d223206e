import Dispatch
import Glibc
import SoundFonts
import Synchronization
import Testing

@Suite("Loading samples")
struct SampleStoreTests {
    private func frames(_ data: SampleData) -> [Float] {
        switch data.frames {
        case .int16(let frames): (0..<data.count).map { Float(frames[$0]) / 32_768 }
        case .float(let frames): (0..<data.count).map { frames[$0] }
        }
    }

    @Test("a mapped file's samples are read where they are, and outlive font and store")
    func mapped() throws {
        let values: [Int16] = [0, 1, -1, 32_767, -32_768, 12_345]
        var data: SampleData?
        do {
            let file = TemporaryFile(RawFont(sampleFrames: values).bytes)
            data = try SampleStore(SoundFont(path: file.path)).load(0)
        }
        let loaded = try #require(data)
        guard case .int16(let frames) = loaded.frames else { throw Unexpected() }
        #expect((0..<loaded.count).map { frames[$0] } == values)
    }

    @Test("samples at an odd address are copied to an even one")
    func oddAddress() throws {
        for isPadded in [true, false] {
            var raw = RawFont()
            raw.isPadded = isPadded
            raw.name = "Five"
            raw.order = ["INFO", "sdta", "pdta"]
            let data = try SampleStore(SoundFont(bytes: raw.bytes, name: "memory")).load(0)
            guard case .int16(let frames) = data.frames else { throw Unexpected() }
            #expect(Int(bitPattern: frames) % 2 == 0)
            #expect((0..<100).allSatisfy { frames[$0] == Int16($0) })
        }
    }

    @Test("24 bits are put together exactly")
    func twentyFourBits() throws {
        let values: [Int32] = [0, 1, -1, 8_388_607, -8_388_608, 0x123456, -0x123456, 255, 256, -256]
        var raw = RawFont(sampleFrames: values.map { Int16($0 >> 8) })
        raw.sm24 = values.map { UInt8(truncatingIfNeeded: $0) } + [UInt8](repeating: 0, count: 46)
        let font = try SoundFont(bytes: raw.bytes, name: "memory")
        #expect(font.format(ofSample: 0) == .twentyFourBits)
        let data = try SampleStore(font).load(0)
        #expect(frames(data) == values.map { Float(Double($0) / 8_388_608) })
    }

    @Test("lower bytes that are too few, or of a version that has none, do not count")
    func lowerBytesIgnored() throws {
        for (version, count): ((UInt16, UInt16), Int) in [((2, 1), 146), ((2, 4), 145)] {
            var raw = RawFont()
            raw.version = version
            raw.sm24 = [UInt8](repeating: 99, count: count)
            let font = try SoundFont(bytes: raw.bytes, name: "memory")
            #expect(font.warnings.map(\.chunk) == ["sm24"])
            #expect(font.format(ofSample: 0) == .sixteenBits)
            #expect(try frames(SampleStore(font).load(0)) == (0..<100).map { Float($0) / 32_768 })
        }
    }

    @Test("compressed samples are decoded")
    func compressed() throws {
        let font = try SoundFont(bytes: VorbisTone.font.bytes, name: "memory")
        #expect(font.warnings.isEmpty)
        let store = SampleStore(font)
        for sample in 0..<2 {
            #expect(font.format(ofSample: sample) == .vorbis)
            let decoded = try frames(store.load(sample))
            try #require(decoded.count == VorbisTone.frames)
            let error = zip(decoded, VorbisTone.samples).map { abs($0 - $1) }.max() ?? 1
            #expect(error < 0.05)
        }
    }

    @Test("a corrupt stream is that sample's fault alone")
    func corrupt() throws {
        var raw = VorbisTone.font
        for place in 0..<4 { raw.smpl[place] = 0 }
        let bytes = raw.bytes
        let store = SampleStore(try SoundFont(bytes: bytes, name: "memory"))
        for _ in 0..<2 {
            let error = try #require(throws: SoundFontError.self) { try store.load(0) }
            guard case .badSample("memory", index: 0, sample: "One", let byte, _) = error else { throw Unexpected() }
            #expect(Array(bytes[byte..<byte + 3]) == Array("One".utf8))
        }
        #expect(try store.load(1).count == VorbisTone.frames)
    }

    @Test("what is decoded stays within the memory that was allowed")
    func memoryLimit() throws {
        let font = try SoundFont(bytes: VorbisTone.font.bytes, name: "memory")
        let store = SampleStore(font, memoryLimit: 2 * VorbisTone.frames + 100)
        #expect(try store.load(1).count == VorbisTone.frames)
        #expect(throws: SoundFontError.tooMuchSound(name: "memory", limit: 2 * VorbisTone.frames + 100)) {
            try store.load(0)
        }
        let plain = SampleStore(try SoundFont(bytes: RawFont().bytes, name: "memory"), memoryLimit: 0)
        #expect(try plain.load(0).count == 100)
    }

    @Test("a sample is loaded once, whoever asks")
    func threads() throws {
        let store = SampleStore(try SoundFont(bytes: VorbisTone.font.bytes, name: "memory"))
        let found = Mutex<[ObjectIdentifier]>([])
        DispatchQueue.concurrentPerform(iterations: 16) { index in
            guard let data = try? store.load(index % 2) else { return }
            found.withLock { $0.append(ObjectIdentifier(data)) }
        }
        let all = found.withLock { $0 }
        #expect(all.count == 16)
        #expect(Set(all).count == 2)
    }

    @Test("a file that became shorter is noticed before it is read")
    func shortened() throws {
        // Larger than a page, so that pages go.
        let file = TemporaryFile(RawFont(sampleFrames: [Int16](repeating: 7, count: 50_000)).bytes)
        let font = try SoundFont(path: file.path)
        truncate(file.path, 4096)
        #expect(throws: SoundFontError.changed(path: file.path)) { try SampleStore(font).load(0) }
        let (regions, warnings) = font.regions(ofPreset: 0)
        #expect(regions.isEmpty)
        #expect(warnings.count == 1)
    }

    @Test("folders, devices and missing files are refused with the reason")
    func unreadable() {
        for (path, word) in [
            ("/tmp", "not an ordinary file"), ("/dev/null", "not an ordinary"), ("/no/font.sf2", "No such"),
        ] {
            #expect {
                try SoundFont(path: path)
            } throws: { error in
                guard case .unreadable(path, let reason)? = error as? SoundFontError else { return false }
                return reason.contains(word)
            }
        }
        let empty = TemporaryFile([])
        #expect(throws: SoundFontError.notASoundFont(name: empty.path, reason: "the file is empty")) {
            try SoundFont(path: empty.path)
        }
    }
}
