import AudioFiles
import Glibc
import Testing

@Suite struct FullDiskTests {
    @Test("A full device is named", arguments: [AudioContainer.wav, .flac, .ogg])
    func fullDevice(container: AudioContainer) throws {
        let error = #expect(throws: AudioFileError.self) {
            let writer = try AudioFileWriter(
                path: "/dev/full", format: AudioFileFormat(container), sampleRate: 48_000)
            try writer.write(left: [0.1], right: [0.2])
            try writer.finish()
        }
        guard case .diskFull("/dev/full", _) = error else {
            Issue.record("unexpected \(String(describing: error))")
            return
        }
        #expect(error?.description.contains("free some space") == true)
    }

    @Test func `a disk that fills up while writing leaves nothing behind`() async {
        // In a process of its own: the limit holds for every file of a process.
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 50_000, rlim_max: 50_000)
            setrlimit(__rlimit_resource_t(1), &limit)  // RLIMIT_FSIZE
            for container in [AudioContainer.wav, .flac, .ogg, .aiff, .rf64] where container.isAvailable {
                for unnamed in [true, false] {
                    let folder = Folder()
                    let path = folder["a." + container.rawValue]
                    // Noise, which no codec makes small.
                    var state: UInt32 = 1
                    let noise = (0..<400_000).map { _ -> Float in
                        state = state &* 1_664_525 &+ 1_013_904_223
                        return Float(Int32(bitPattern: state)) * 0x1p-32
                    }
                    let error = #expect(throws: AudioFileError.self) {
                        var settings = AudioFileWriter.Settings()
                        settings.allowsUnnamedFiles = unnamed
                        let writer = try AudioFileWriter(path: path, sampleRate: 48_000, settings: settings)
                        try writer.write(left: noise, right: noise)
                        try writer.finish()
                    }
                    guard case .diskFull(path, let written) = error else {
                        Issue.record("\(container): unexpected \(String(describing: error))")
                        continue
                    }
                    #expect(written <= 60_000)
                    #expect(folder.names.isEmpty)
                }
            }
        }
    }
}
