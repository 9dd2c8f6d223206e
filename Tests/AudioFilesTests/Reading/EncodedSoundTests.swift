import AudioFiles
import Glibc
import Testing

@Suite struct EncodedSoundTests {
    let folder = Folder()

    /// A tone as Ogg Vorbis.
    private func stream(frames: Int, scale: Float = 1, channels: Int = 1) throws -> (tone: [Float], bytes: [UInt8]) {
        let tone = tones(frames: frames, sampleRate: 44_100).left.map { $0 * scale }
        let path = folder["\(frames)-\(scale)-\(channels).ogg"]
        let writer = try AudioFileWriter(path: path, sampleRate: 44_100, channelCount: channels)
        try writer.write(interleaved: tone.flatMap { [Float](repeating: $0, count: channels) })
        try writer.finish()
        return (tone, bytes(of: path))
    }

    private func decode(_ bytes: [UInt8], maximumFrames: Int = 1 << 20) throws(AudioFileError) -> DecodedSound {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(AudioFileError) in
                try EncodedSound.decode(bytes, name: "memory", maximumFrames: maximumFrames)
            }
        }
        return try result.get()
    }

    @Test func `a stream in memory becomes the frames that were encoded`() throws {
        let (tone, bytes) = try stream(frames: 20_000)
        let sound = try decode(bytes)
        #expect(sound.sampleRate == 44_100)
        try #require(sound.count == tone.count)
        let decoded = (0..<sound.count).map { Float(sound.frames[$0]) / 32_768 }
        #expect(signalToNoise(tone, decoded) > 25)
    }

    @Test func `peaks beyond full scale are cut, not wrapped round`() throws {
        let (tone, bytes) = try stream(frames: 20_000, scale: 3)
        let sound = try decode(bytes)
        try #require(sound.count == tone.count)
        for frame in 1000..<19_000 where abs(tone[frame]) > 1.2 {
            #expect(sound.frames[frame] == (tone[frame] > 0 ? 32_767 : -32_768))
        }
    }

    @Test func `what is too long, has two channels or is no stream is refused`() throws {
        let (_, bytes) = try stream(frames: 20_000)
        #expect(throws: AudioFileError.tooManyFrames(path: "memory", limit: 19_999)) {
            try decode(bytes, maximumFrames: 19_999)
        }
        #expect(try decode(bytes, maximumFrames: 20_000).count == 20_000)
        let stereo = try stream(frames: 5000, channels: 2).bytes
        for wrong in [[], Array("OggS".utf8), Array("RIFF".utf8) + bytes, stereo, Array(bytes.prefix(60))] {
            #expect {
                try decode(wrong)
            } throws: { error in
                guard case .malformed(path: "memory", _)? = error as? AudioFileError else { return false }
                return true
            }
        }
    }

    @Test func `a stream that breaks off gives what came before`() throws {
        // Noise, since a tone takes so little that all of it fits into the first page.
        var state: UInt32 = 1
        let noise = (0..<100_000).map { _ -> Float in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Float(Int32(bitPattern: state)) / Float(1 << 33)
        }
        let writer = try AudioFileWriter(path: folder["noise.ogg"], sampleRate: 44_100, channelCount: 1)
        try writer.write(interleaved: noise)
        try writer.finish()
        let bytes = bytes(of: folder["noise.ogg"])
        let sound = try decode(Array(bytes.prefix(bytes.count / 2)))
        #expect(sound.count > 20_000 && sound.count < 60_000)
        #expect(signalToNoise(Array(noise[..<20_000]), (0..<20_000).map { Float(sound.frames[$0]) / 32_768 }) > 3)
    }
}
