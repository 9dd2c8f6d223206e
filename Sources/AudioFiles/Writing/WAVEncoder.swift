import Glibc

/// Encodes WAV, also to where one cannot go back: a pipe, a terminal, a device.
///
/// In a file the sizes in the header are put right at the end. In a pipe they are exact if the number of frames was
/// known beforehand, and 0xFFFFFFFF otherwise, which players take as "until the end". libsndfile writes no WAV into
/// pipes and leaves an empty chunk where its time-stamped peaks would be.
final class WAVEncoder: FrameEncoder {
    private let path: String
    private let file: OutputFile
    private let header: WAVHeader
    private let encoding: SampleEncoding
    private let expectedFrames: Int?
    private var quantizer: Quantizer
    private var frameCount = 0
    private var bytes: [UInt8] = []
    /// Where the header lies, if it can be written again.
    private let rewritableOffset: Int?

    init(
        file: OutputFile, path: String, format: AudioFileFormat, sampleRate: Int, channelCount: Int,
        settings: AudioFileWriter.Settings
    ) throws(AudioFileError) {
        self.file = file
        self.path = path
        encoding = format.encoding ?? .pcm24
        header = WAVHeader(
            encoding: encoding, sampleRate: sampleRate, channelCount: channelCount, metadata: settings.metadata)
        expectedFrames = settings.expectedFrames
        quantizer = Quantizer(encoding: encoding, isDithered: settings.isDithered)
        rewritableOffset = WAVEncoder.rewritableOffset(of: file.descriptor)
        bytes = header.bytes(frameCount: settings.expectedFrames)
        try flush()
    }

    func write(_ interleaved: UnsafeBufferPointer<Float>) throws(AudioFileError) {
        frameCount += interleaved.count / header.channelCount
        // A variable of its own: accesses to a member are checked, sample by sample.
        var quantizer = quantizer
        switch encoding {
        case .float: append(interleaved, count: 4) { $0.bitPattern }
        case .pcm24: append(interleaved, count: 3) { UInt32(bitPattern: quantizer.quantize($0)) }
        case .pcm16: append(interleaved, count: 2) { UInt32(bitPattern: quantizer.quantize($0)) }
        }
        self.quantizer = quantizer
        try flush()
    }

    func finish() throws(AudioFileError) {
        if header.dataByteCount(frameCount: frameCount) % 2 == 1 { bytes.append(0) }
        try flush()
        if frameCount != expectedFrames, let offset = rewritableOffset {
            let patched = header.bytes(frameCount: frameCount)
            let count = patched.withUnsafeBytes { pwrite(file.descriptor, $0.baseAddress!, $0.count, offset) }
            if count != patched.count { throw AudioFileError(code: errno, path: path, operation: "write") }
        }
    }

    /// Appends the low `count` bytes of each sample's value, the lowest first.
    @inline(__always)
    private func append(_ samples: UnsafeBufferPointer<Float>, count: Int, _ value: (Float) -> UInt32) {
        bytes += [UInt8](unsafeUninitializedCapacity: samples.count * count) { buffer, initialized in
            for sample in samples {
                let value = value(sample)
                for index in 0..<count {
                    buffer.initializeElement(
                        at: initialized + index, to: UInt8(truncatingIfNeeded: value >> (8 * index)))
                }
                initialized += count
            }
        }
    }

    private func flush() throws(AudioFileError) {
        _ = bytes.withUnsafeBytes { file.write($0) }
        bytes.removeAll(keepingCapacity: true)
        guard file.failure != 0 else { return }
        throw AudioFileError(
            code: file.failure, path: path, operation: "write", bytesWritten: file.bytesWritten)
    }

    private static func rewritableOffset(of descriptor: Int32) -> Int? {
        var status = stat()
        let flags = fcntl(descriptor, F_GETFL)
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, flags >= 0, flags & O_APPEND == 0
        else { return nil }
        let offset = lseek(descriptor, 0, SEEK_CUR)
        return offset >= 0 ? offset : nil
    }
}
