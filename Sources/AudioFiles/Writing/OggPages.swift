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
            let segments = count >= 27 ? Int(page[26]) : 0
            let headerSize = 27 + segments
            guard count >= headerSize, page[0..<4] == [0x4F, 0x67, 0x67, 0x53] else {
                throw .library(path: path, reason: "no Ogg page at byte \(offset)")
            }
            let size = headerSize + page[27..<headerSize].reduce(0) { $0 + Int($1) }
            guard count >= size else { throw .library(path: path, reason: "Ogg page cut at byte \(offset)") }
            store(serialNumber, in: &page, at: 14)
            store(0, in: &page, at: 22)
            store(checksum(page[..<size]), in: &page, at: 22)
            let written = page.withUnsafeBytes { pwrite(file.descriptor, $0.baseAddress!, headerSize, offset) }
            if written != headerSize { throw AudioFileError(code: errno, path: path, operation: "write") }
            offset += size
        }
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
