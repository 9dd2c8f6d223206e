import AudioFiles
import SoundFonts
import Testing

@Suite("Loading a part of a sample")
struct PartialLoadingTests {
    static let count = 90_000

    /// Noise, which takes many pages of an Ogg stream.
    static let stream: [UInt8] = {
        var state: UInt32 = 1
        let noise = (0..<count).map { _ -> Float in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Float(Int32(bitPattern: state)) / Float(1 << 33)
        }
        return (try? VorbisEncoder.encode(noise, sampleRate: 44_100)) ?? []
    }()

    private func font(_ stream: [UInt8]) throws -> SoundFont {
        var raw = RawFont()
        raw.version = (3, 1)
        raw.smpl = stream
        raw.samples = [
            RawFont.RawSample(name: "Noise", start: 0, end: UInt32(stream.count), rate: 44_100, type: 0x11)
        ]
        return try SoundFont(bytes: raw.bytes, name: "memory")
    }

    private func frames(_ data: SampleData) -> [Int16] {
        guard case .int16(let frames) = data.frames else { return [] }
        return (0..<data.availableFrames).map { frames[$0] }
    }

    @Test("a stream decoded in parts is the stream decoded at once, and stays where it is")
    func parts() throws {
        let whole = try frames(SampleStore(font(Self.stream)).load(0))
        try #require(whole.count == Self.count)
        let store = SampleStore(try font(Self.stream))
        let data = try store.load(0, frames: 1_000)
        #expect(data.count == Self.count && data.availableFrames == 1_000)
        for wanted in [500, 1_001, 33_333, 60_000] {
            #expect(try store.load(0, frames: wanted) === data)
            #expect(data.availableFrames == max(1_000, wanted))
            #expect(frames(data)[...] == whole[..<data.availableFrames])
        }
        // What little is left then comes with it.
        _ = try store.load(0, frames: Self.count - 10_000)
        #expect(frames(data) == whole)
        #expect(data.silentFrom == Self.count && store.shortfall(of: 0) == nil)
    }

    @Test("of a mapped sample only the part is brought in")
    func mapped() throws {
        let file = TemporaryFile(RawFont(sampleFrames: (0..<100_000).map { Int16(truncatingIfNeeded: $0) }).bytes)
        let store = SampleStore(try SoundFont(path: file.path))
        let data = try store.load(0, frames: 5_000)
        #expect(data.count == 100_000 && data.availableFrames == 5_000)
        #expect(try store.load(0).availableFrames == 100_000)
        #expect(frames(data)[99_999] == Int16(truncatingIfNeeded: 99_999))
    }

    @Test("a stream with a hole ends in silence, and the store says so")
    func hole() throws {
        var pages: [Int] = []
        for place in 0..<Self.stream.count - 4 where Self.stream[place...].starts(with: "OggS".utf8) {
            pages.append(place)
        }
        try #require(pages.count > 6)
        let middle = pages.count / 2
        let broken = Array(Self.stream[..<pages[middle]] + Self.stream[pages[middle + 2]...])
        for steps in [[Int.max], [1_000, .max], [2_000, 40_000, 80_000, .max]] {
            let store = SampleStore(try font(broken))
            var data = try store.load(0, frames: steps[0])
            for step in steps { data = try store.load(0, frames: step) }
            #expect(data.availableFrames == data.count)
            #expect(data.silentFrom < data.count)
            #expect(
                store.shortfall(of: 0)
                    == .cutOff(
                        name: "memory", index: 0, sample: "Noise", frames: data.silentFrom, announced: data.count))
            #expect(data.silentFrom > 20_000)
            #expect(frames(data)[data.silentFrom...].allSatisfy { $0 == 0 })
        }
    }

    @Test("streams cut and damaged anywhere are refused or end, and give the same in parts as at once")
    func damage() throws {
        var state: UInt64 = 7
        func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var refused = 0
        for number in 0..<60 {
            var bytes = Self.stream
            if number % 3 != 0 { bytes.removeLast(below(bytes.count)) }
            if number % 3 != 1 {
                for _ in 0..<1 + below(6) where !bytes.isEmpty { bytes[below(bytes.count)] = UInt8(below(256)) }
            }
            if number % 4 == 0, bytes.count > 5_000 {
                let start = 4_500 + below(bytes.count - 4_800)
                bytes.removeSubrange(start..<min(bytes.count, start + below(9_000)))
            }
            let (a, b) = (SampleStore(try font(bytes)), SampleStore(try font(bytes)))
            guard let whole = try? a.load(0) else {
                refused += 1
                #expect(throws: SoundFontError.self) { try b.load(0, frames: 700).availableFrames }
                continue
            }
            var part = try b.load(0, frames: 700)
            part = try b.load(0, frames: 30_000)
            part = try b.load(0)
            #expect(frames(part) == frames(whole), "case \(number)")
            #expect(part.silentFrom == whole.silentFrom)
        }
        #expect(refused < 50)
    }
}
