import Glibc
import Synchronization

extension FontBytes {
    /// Brings the pages of a range into memory, so that reading them soon after waits for no disk.
    ///
    /// - Throws: `SoundFontError.changed` if the file no longer has them.
    func prefault(_ range: Range<Int>) throws(SoundFontError) {
        guard isMapped, !range.isEmpty else { return }
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let first = range.lowerBound / page * page
        let pages = UnsafeMutableRawPointer(mutating: start + first)
        if madvise(pages, range.upperBound - first, FontBytes.populateForReading) == 0 { return }
        // Linux before 5.14 does not know this advice; then each page is read.
        guard errno == EINVAL else { throw .changed(path: path) }
        var sum: UInt8 = 0
        for offset in stride(from: first, to: range.upperBound, by: page) { sum &+= u8(offset) }
        FontBytes.sink.store(sum, ordering: .relaxed)
    }

    /// Lets go of the pages that lie within a range and will not be needed soon; read again, they come back.
    func discard(_ range: Range<Int>) {
        guard isMapped else { return }
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let first = (range.lowerBound + page - 1) / page * page
        let last = range.upperBound / page * page
        guard first < last else { return }
        madvise(UnsafeMutableRawPointer(mutating: start + first), last - first, MADV_DONTNEED)
    }

    /// `MADV_POPULATE_READ`, which fails where a touch would raise SIGBUS.
    private static let populateForReading: Int32 = 22
    /// Keeps reading from being optimised away.
    private static let sink = Atomic<UInt8>(0)
}
