import Basics
import Glibc

/// The bytes of a font: a file mapped into memory, or a copy of bytes that came from elsewhere.
///
/// Reading beyond the end is a fault in this module and stops the program, so every offset is checked first. A mapped
/// file that somebody shortens in place while it is open would raise SIGBUS at the first touch of a page that is gone;
/// `requireWhole()` asks the system for the size before each larger reading, which leaves only the moment between the
/// two. Programs that install files replace them, which does no harm: the mapping keeps the old one.
final class FontBytes: @unchecked Sendable {
    let start: UnsafeRawPointer
    let count: Int
    /// What it is called in errors.
    let path: String
    private let descriptor: Int32

    /// Maps a file.
    init(path: String) throws(SoundFontError) {
        func failure(_ code: Int32) -> SoundFontError {
            .unreadable(path: path, reason: systemReason(of: code))
        }
        // Non-blocking, so that a pipe without a writer does not hang before it is refused.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw failure(code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable(path: path, reason: "it is not an ordinary file")
        }
        let length = Int(status.st_size)
        guard length > 0 else {
            close(descriptor)
            throw .notASoundFont(name: path, reason: "the file is empty")
        }
        guard let base = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else {
            let code = errno
            close(descriptor)
            throw failure(code)
        }
        self.descriptor = descriptor
        self.path = path
        start = UnsafeRawPointer(base)
        count = length
    }

    /// Copies bytes.
    init(_ bytes: [UInt8], name: String) {
        descriptor = -1
        path = name
        count = bytes.count
        let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
        bytes.withUnsafeBytes { source in
            if let base = source.baseAddress { copy.copyMemory(from: base, byteCount: source.count) }
        }
        start = UnsafeRawPointer(copy)
    }

    deinit {
        if descriptor >= 0 {
            munmap(UnsafeMutableRawPointer(mutating: start), count)
            close(descriptor)
        } else {
            start.deallocate()
        }
    }

    /// Whether the bytes are a file's.
    var isMapped: Bool { descriptor >= 0 }

    /// Makes sure that the file still has the bytes that were mapped.
    func requireWhole() throws(SoundFontError) {
        guard descriptor >= 0 else { return }
        var status = stat()
        guard fstat(descriptor, &status) == 0, Int(status.st_size) >= count else { throw .changed(path: path) }
    }

    @inline(__always)
    func u8(_ offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < count)
        return start.load(fromByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    func u16(_ offset: Int) -> UInt16 {
        precondition(offset >= 0 && offset <= count - 2)
        return UInt16(littleEndian: start.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    @inline(__always)
    func i16(_ offset: Int) -> Int16 { Int16(bitPattern: u16(offset)) }

    @inline(__always)
    func u32(_ offset: Int) -> UInt32 {
        precondition(offset >= 0 && offset <= count - 4)
        return UInt32(littleEndian: start.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    func fourCC(_ offset: Int) -> FourCC { FourCC(code: u32(offset)) }

    /// Text up to the first zero: UTF-8 if it is that, else Latin-1; control characters become spaces.
    func text(_ range: Range<Int>) -> String {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        let bytes = UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.count).prefix { $0 != 0 }
        var scalars =
            (String(validating: bytes, as: UTF8.self)?.unicodeScalars)
            ?? String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })
        if scalars.contains(where: { $0.properties.generalCategory == .control }) {
            scalars = String.UnicodeScalarView(
                scalars.map { $0.properties.generalCategory == .control ? " " : $0 })
        }
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }
}
