/// Reads Standard MIDI Files: formats 0, 1 and 2, bare or wrapped (RIFF, MacBinary), sound or damaged.
///
/// Time and memory are linear in the size of the file: no length in it is believed. Nothing it can contain traps.
///
/// ```swift
/// let result = try MIDIFileReader(policy: .lenient).read(contentsOf: "song.mid")
/// for warning in result.warnings { print(warning) }
/// ```
public struct MIDIFileReader: Sendable {
    /// What to do about a file that breaks the specification.
    public enum Policy: Sendable, Equatable {
        /// Refuse it, naming the byte.
        case strict
        /// Recover what is sound and report the rest.
        case lenient
    }

    /// What was read.
    public struct Result: Sendable, Equatable {
        /// The file's content.
        public var file: MIDIFile
        /// What is odd about it, in the order met; at most the reader's `maximumWarnings`.
        public var warnings: [MIDIFileWarning]
        /// How many more warnings there were than are stored.
        public var omittedWarnings: Int
    }

    /// What to do about a file that breaks the specification.
    public var policy: Policy
    /// How many warnings to store; further ones are counted.
    public var maximumWarnings: Int
    /// The largest file to read, in bytes.
    public var maximumBytes: Int

    /// Makes a reader, strict unless told otherwise.
    public init(policy: Policy = .strict, maximumWarnings: Int = 64, maximumBytes: Int = 256 << 20) {
        self.policy = policy
        self.maximumWarnings = max(0, maximumWarnings)
        self.maximumBytes = max(0, maximumBytes)
    }

    /// Reads a file in memory.
    ///
    /// - Complexity: O(n) time and memory in the number of bytes.
    public func read(_ bytes: [UInt8]) throws(MIDIFileError) -> Result {
        try bytes.withUnsafeBufferPointer { (buffer) throws(MIDIFileError) in try read(buffer) }
    }

    /// Reads a file in memory; the bytes are not kept.
    public func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(MIDIFileError) -> Result {
        guard bytes.count <= maximumBytes else { throw MIDIFileError(.tooLarge(limit: maximumBytes)) }
        guard let base = bytes.baseAddress, !bytes.isEmpty else { throw MIDIFileError(.empty) }
        var parser = FileParser(
            base: base, end: bytes.count, log: DiagnosticLog(policy: policy, limit: maximumWarnings))
        let file = try parser.parse()
        return Result(file: file, warnings: parser.log.warnings, omittedWarnings: parser.log.omitted)
    }
}

extension MIDIFile {
    /// Reads a file in memory, strictly unless told otherwise; warnings are dropped.
    public init(parsing bytes: [UInt8], policy: MIDIFileReader.Policy = .strict) throws(MIDIFileError) {
        self = try MIDIFileReader(policy: policy, maximumWarnings: 0).read(bytes).file
    }

    /// Reads the file at a path, strictly unless told otherwise.
    public static func read(
        contentsOf path: String, policy: MIDIFileReader.Policy = .strict
    ) throws(MIDIFileError) -> MIDIFileReader.Result {
        try MIDIFileReader(policy: policy).read(contentsOf: path)
    }
}
