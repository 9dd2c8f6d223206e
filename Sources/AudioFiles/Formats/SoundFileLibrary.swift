import CSndFile

/// What the installed libsndfile can do, asked at run time: distributions build it with different codecs.
public enum SoundFileLibrary {
    /// Its name and version, such as `libsndfile-1.2.0`.
    public static let version = String(cString: sf_version_string())

    /// The numbers of the containers it was built with.
    static let majorFormats: Set<Int32> = {
        var count: Int32 = 0
        sf_command(nil, Int32(SFC_GET_FORMAT_MAJOR_COUNT), &count, Int32(MemoryLayout<Int32>.size))
        var found: Set<Int32> = []
        for index in 0..<max(0, count) {
            var info = SF_FORMAT_INFO(format: index, name: nil, extension: nil)
            let size = Int32(MemoryLayout<SF_FORMAT_INFO>.size)
            if sf_command(nil, Int32(SFC_GET_FORMAT_MAJOR), &info, size) == 0 { found.insert(info.format) }
        }
        return found
    }()

    /// The numbers of the codecs it was built with.
    static let codecs: Set<Int32> = {
        var count: Int32 = 0
        sf_command(nil, Int32(SFC_GET_FORMAT_SUBTYPE_COUNT), &count, Int32(MemoryLayout<Int32>.size))
        var found: Set<Int32> = []
        for index in 0..<max(0, count) {
            var info = SF_FORMAT_INFO(format: index, name: nil, extension: nil)
            let size = Int32(MemoryLayout<SF_FORMAT_INFO>.size)
            if sf_command(nil, Int32(SFC_GET_FORMAT_SUBTYPE), &info, size) == 0 { found.insert(info.format) }
        }
        return found
    }()

    /// Whether it takes a container and codec together, in stereo at 48 kHz.
    static func accepts(format: Int32) -> Bool {
        guard codecs.contains(format & Int32(SF_FORMAT_SUBMASK)) else { return false }
        var info = SF_INFO()
        info.samplerate = 48_000
        info.channels = 2
        info.format = format
        return sf_format_check(&info) != 0
    }

    /// Its name for a format, container or codec; nil if it knows none.
    static func name(ofFormat format: Int32) -> String? {
        var info = SF_FORMAT_INFO(format: format, name: nil, extension: nil)
        let size = Int32(MemoryLayout<SF_FORMAT_INFO>.size)
        guard sf_command(nil, Int32(SFC_GET_FORMAT_INFO), &info, size) == 0, let name = info.name else { return nil }
        return String(cString: name)
    }
}
