import Glibc
import SoundFonts
import Testing

@Suite("Where decoded samples are kept")
struct SamplePagesTests {
    /// Bytes in memory of the mapping that an address lies in, as the kernel counts them.
    private func residentBytes(at address: UnsafeRawPointer) throws -> Int {
        let text = String(decoding: fileBytes("/proc/self/smaps"), as: UTF8.self)
        var isHere = false
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            if ends.count == 2 { isHere = (ends[0]..<ends[1]).contains(UInt(bitPattern: address)) }
            if isHere, words[0] == "Rss:" { return try #require(Int(words[1])) * 1_024 }
        }
        throw POSIXError()
    }

    private struct POSIXError: Error {}

    private func int16(_ data: SampleData) throws -> UnsafePointer<Int16> {
        guard case .int16(let frames) = data.frames else { throw POSIXError() }
        return frames
    }

    @Test("decoded frames take memory when they are read, until they are let go; then they come back")
    func pages() throws {
        let stream = PartialLoadingTests.stream
        var raw = RawFont()
        raw.version = (3, 1)
        raw.smpl = stream
        raw.samples = [
            RawFont.RawSample(name: "Noise", start: 0, end: UInt32(stream.count), rate: 44_100, type: 0x11)
        ]
        let store = SampleStore(try SoundFont(bytes: raw.bytes, name: "memory"))
        let data = try store.load(0)
        let (frames, count) = (try int16(data), PartialLoadingTests.count)
        try #require(data.count == count)
        #expect(try residentBytes(at: frames) == 0, "decoded, and nothing of it in memory")
        let whole = (0..<count).map { frames[$0] }
        #expect(whole.contains { abs(Int($0)) > 1_000 })
        #expect(try residentBytes(at: frames) >= 2 * count)
        store.trim(beyond: 1 << 40)
        #expect(try residentBytes(at: frames) >= 2 * count, "that is not too much")
        store.trim(beyond: .min)
        #expect(try residentBytes(at: frames) == 0)
        #expect((0..<count).allSatisfy { frames[$0] == whole[$0] })
    }

    @Test("of a mapped sample's frames the memory is let go too")
    func mapped() throws {
        let file = TemporaryFile(RawFont(sampleFrames: (0..<100_000).map { Int16(truncatingIfNeeded: $0) }).bytes)
        let store = SampleStore(try SoundFont(path: file.path))
        let frames = try int16(store.load(0))
        #expect(try residentBytes(at: frames) >= 200_000)
        store.trim(beyond: .min)
        #expect(try residentBytes(at: frames) < 20_000, "but for what shares a page with other chunks")
        #expect((0..<100_000).allSatisfy { frames[$0] == Int16(truncatingIfNeeded: $0) })
    }

    @Test("room is given once, zeroed, to its limit")
    func room() throws {
        let file = try #require(SampleFile(size: 10_000))
        let first = try #require(file.take(frames: 2_000))
        let second = try #require(file.take(frames: 2_000))
        #expect(file.used == 8_192 && second - first == 2_048)
        #expect((0..<2_000).allSatisfy { first[$0] == 0 && second[$0] == 0 })
        #expect(file.take(frames: 2_049) == nil)
        #expect(SampleFile(size: 10_000, folder: "/nowhere/at/all") == nil)
    }

    @Test("what cannot be written is kept in memory, and is not let go")
    func fullDisk() throws {
        let disk = TemporaryFile([])
        let descriptor = open(disk.path, O_RDWR)
        try #require(descriptor >= 0)
        let file = try #require(SampleFile(size: 1 << 20, descriptor: descriptor))
        let room = try #require(file.take(frames: 5_000))
        let wanted = (0..<5_000).map { Int16($0) }
        wanted[..<2_000].withUnsafeBufferPointer { file.write($0, to: room) }
        // The same file for reading only: from now on writing fails.
        let (writable, readOnly) = (dup(descriptor), open(disk.path, O_RDONLY))
        try #require(dup2(readOnly, descriptor) == descriptor)
        close(readOnly)
        wanted[2_000..<3_000].withUnsafeBufferPointer { file.write($0, to: room + 2_000) }
        // And though it would go again, the rest of that page is not looked for in the file.
        try #require(dup2(writable, descriptor) == descriptor)
        close(writable)
        wanted[3_000...].withUnsafeBufferPointer { file.write($0, to: room + 3_000) }
        file.releasePages()
        #expect((0..<5_000).allSatisfy { room[$0] == wanted[$0] })
    }
}
