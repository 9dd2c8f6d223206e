import Glibc

/// A folder with an ALSA configuration of its own: a device that writes what it plays into a file, over ALSA's null device.
///
/// ALSA reads its configuration once in a process, so this is made first thing in a process of its own.
struct FileDevice {
    let folder: String
    let name = "recorder"

    /// Makes the folder and tells ALSA of it.
    init() {
        var template = Array("/tmp/musicgen-alsa-XXXXXX".utf8CString)
        folder = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
        let configuration = """
            pcm.recorder {
                type file
                slave.pcm { type null }
                file "\(folder)/played.raw"
                format raw
            }
            pcm.loop { type plug slave.pcm "absent" }
            """
        let path = folder + "/alsa.conf"
        let file = fopen(path, "w")
        fputs(configuration, file)
        fclose(file)
        setenv("ALSA_CONFIG_PATH", path, 1)
    }

    /// What was played, as floats.
    var played: [Float] {
        guard let file = fopen(folder + "/played.raw", "rb") else { return [] }
        defer { fclose(file) }
        var samples: [Float] = []
        var block = [Float](repeating: 0, count: 4_096)
        while true {
            let count = fread(&block, 4, block.count, file)
            if count == 0 { return samples }
            samples += block[..<count]
        }
    }

    /// Removes the folder.
    func remove() {
        unlink(folder + "/played.raw")
        unlink(folder + "/alsa.conf")
        rmdir(folder)
    }
}
