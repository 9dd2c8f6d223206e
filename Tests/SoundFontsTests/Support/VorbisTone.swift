import AudioFiles
import Glibc

/// A tone of 441 Hz as an Ogg Vorbis stream, half a second at 22,050 Hz.
enum VorbisTone {
    static let frames = 11_025
    static let samples = (0..<frames).map { Float(0.5 * sin(2 * .pi * 441 * Double($0) / 22_050)) }

    /// The stream, encoded once.
    static let bytes: [UInt8] = {
        var template = Array("/tmp/musicgen-tests-XXXXXX".utf8CString)
        let folder = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
        let path = folder + "/tone.ogg"
        defer {
            unlink(path)
            rmdir(folder)
        }
        do {
            let writer = try AudioFileWriter(path: path, sampleRate: 22_050, channelCount: 1)
            try writer.write(interleaved: samples)
            try writer.finish()
            return fileBytes(path)
        } catch {
            fatalError("cannot encode: \(error)")
        }
    }()

    /// A font of two compressed samples, the second with a plain one's bytes in the way of its end.
    static var font: RawFont {
        var raw = RawFont()
        let count = UInt32(bytes.count)
        raw.version = (3, 1)
        raw.smpl = bytes + bytes
        raw.samples = [
            RawFont.RawSample(
                name: "One", start: 0, end: count, loopStart: 100, loopEnd: 11_000, rate: 22_050, type: 0x11),
            RawFont.RawSample(name: "Two", start: count, end: 2 * count, rate: 22_050, type: 0x11),
        ]
        raw.instruments[0].bags.append(RawFont.Bag(generators: [(54, 1), (53, 1)]))
        return raw
    }
}

/// All bytes of a file.
func fileBytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&block, 1, block.count, file)
        if count == 0 { return bytes }
        bytes += block[..<count]
    }
}

/// A file that is removed with the value.
final class TemporaryFile {
    let path: String

    init(_ bytes: [UInt8]) {
        var template = Array("/tmp/musicgen-tests-XXXXXX".utf8CString)
        let descriptor = template.withUnsafeMutableBufferPointer { mkstemp($0.baseAddress!) }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        precondition(write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
    }

    deinit { unlink(path) }
}
