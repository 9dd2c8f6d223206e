import Glibc

/// Ogg pages (RFC 3533): gives the stream a fixed serial number.
///
/// libsndfile takes the serial number from the time of day, so that the same samples would make other bytes at each
/// run. One stream alone in a file may have any number.
enum OggPages {
    private static let serialNumber: UInt32 = 0x6D67_656E

    /// Rewrites serial number and checksum of every page of an open file.
    static func renumber(_ file: OutputFile, path: String) throws(AudioFileError) {
        var offset = 0
        // A header is 27 bytes and up to 255 segment lengths, a segment up to 255 bytes.
        var page = [UInt8](repeating: 0, count: 27 + 255 + 255 * 255)
        while true {
            let count = page.withUnsafeMutableBytes { pread(file.descriptor, $0.baseAddress!, $0.count, offset) }
            if count < 0 { throw AudioFileError(code: errno, path: path, operation: "read back") }
            if count == 0 { return }
            let (headerSize, size) = try extent(of: page[..<count], offset: offset, path: path)
            seal(&page, at: 0, size: size)
            let written = page.withUnsafeBytes { pwrite(file.descriptor, $0.baseAddress!, headerSize, offset) }
            if written != headerSize { throw AudioFileError(code: errno, path: path, operation: "write") }
            offset += size
        }
    }

    /// Rewrites serial number and checksum of every page in memory.
    static func renumber(_ bytes: inout [UInt8], path: String) throws(AudioFileError) {
        var offset = 0
        while offset < bytes.count {
            let (_, size) = try extent(of: bytes[offset...], offset: offset, path: path)
            seal(&bytes, at: offset, size: size)
            offset += size
        }
    }

    /// The lengths of the header and of the whole of the page that bytes begin with.
    private static func extent(
        of bytes: ArraySlice<UInt8>, offset: Int, path: String
    ) throws(AudioFileError) -> (header: Int, whole: Int) {
        let start = bytes.startIndex
        let segments = bytes.count >= 27 ? Int(bytes[start + 26]) : 0
        let headerSize = 27 + segments
        guard bytes.count >= headerSize, bytes.starts(with: [0x4F, 0x67, 0x67, 0x53]) else {
            throw .library(path: path, reason: "no Ogg page at byte \(offset)")
        }
        let size = headerSize + bytes[start + 27..<start + headerSize].reduce(0) { $0 + Int($1) }
        guard bytes.count >= size else { throw .library(path: path, reason: "Ogg page cut at byte \(offset)") }
        return (headerSize, size)
    }

    /// Gives a page its number and the checksum that follows from it.
    private static func seal(_ bytes: inout [UInt8], at offset: Int, size: Int) {
        store(serialNumber, in: &bytes, at: offset + 14)
        store(0, in: &bytes, at: offset + 22)
        store(checksum(bytes[offset..<offset + size]), in: &bytes, at: offset + 22)
    }

    private static func store(_ value: UInt32, in page: inout [UInt8], at offset: Int) {
        for index in 0..<4 { page[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
    }

    /// CRC-32 with polynomial 0x04C11DB7, most significant bit first, starting from 0.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var crc: UInt32 = 0
        for byte in bytes { crc = (crc << 8) ^ table[Int(UInt8(truncatingIfNeeded: crc >> 24) ^ byte)] }
        return crc
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index) << 24) { value, _ in
            value & 0x8000_0000 != 0 ? (value << 1) ^ 0x04C1_1DB7 : value << 1
        }
    }
}
