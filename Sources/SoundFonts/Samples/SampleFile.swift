import Glibc
import Synchronization

/// Room for decoded frames in an unnamed temporary file that is mapped, so that they are to the system what a font's own
/// frames are: they take memory while they are read, and it may put them on the disk when it needs the room.
///
/// What is written does not go through the mapping, so that it takes no page of it.
package final class SampleFile: @unchecked Sendable {
    private let start: UnsafeMutableRawPointer
    private let size: Int
    private let descriptor: Int32
    private let state = Mutex(State())

    private struct State {
        var used = 0
        /// Whether something could not be written, and is in pages that only the mapping has.
        var isTornOff = false
    }

    private static let page = max(4_096, Int(sysconf(Int32(_SC_PAGESIZE))))

    /// Makes a file that takes no room yet; nil where there is no place for one.
    ///
    /// - Parameters:
    ///   - size: bytes that it may have in the end.
    ///   - folder: where it is to be.
    package convenience init?(size: Int, folder: String? = nil) {
        let descriptor = UnnamedFile.open(in: folder ?? UnnamedFile.folder)
        guard descriptor >= 0 else { return nil }
        self.init(size: size, descriptor: descriptor)
    }

    /// Maps an empty file, which is closed in the end.
    package init?(size: Int, descriptor: Int32) {
        self.size = (max(1, size) + Self.page - 1) / Self.page * Self.page
        self.descriptor = descriptor
        // Private, so that what the disk has no room for can be kept all the same; all else is the file's own pages.
        guard
            let base = mmap(
                nil, self.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, descriptor, 0),
            base != MAP_FAILED
        else {
            close(descriptor)
            return nil
        }
        start = base
    }

    deinit {
        munmap(start, size)
        close(descriptor)
    }

    /// Bytes that are taken.
    package var used: Int { state.withLock { $0.used } }

    /// Takes room for some frames, zero until they are written; nil when there is no more.
    package func take(frames: Int) -> UnsafePointer<Int16>? {
        let length = (max(1, frames) * MemoryLayout<Int16>.stride + Self.page - 1) / Self.page * Self.page
        return state.withLock { state -> Int? in
            guard length <= size - state.used, ftruncate(descriptor, state.used + length) == 0 else { return nil }
            defer { state.used += length }
            return state.used
        }
        .map { UnsafePointer((start + $0).assumingMemoryBound(to: Int16.self)) }
    }

    /// Whether a frame is in this file.
    func holds(_ frame: UnsafePointer<Int16>) -> Bool {
        (0..<size).contains(UnsafeRawPointer(frame) - UnsafeRawPointer(start))
    }

    /// Writes frames to a place in room that was taken; each place once.
    package func write(_ frames: UnsafeBufferPointer<Int16>, to target: UnsafePointer<Int16>) {
        let bytes = UnsafeRawBufferPointer(frames)
        let offset = UnsafeRawPointer(target) - UnsafeRawPointer(start)
        precondition(offset >= 0 && bytes.count <= size - offset, "frames outside of the file")
        guard let source = bytes.baseAddress else { return }
        var done = 0
        // A page that only the mapping has would not show what the file gets after that.
        while done < bytes.count, !state.withLock({ $0.isTornOff }) {
            let count = pwrite(descriptor, source + done, bytes.count - done, offset + done)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            done += count
        }
        guard done < bytes.count else { return }
        state.withLock { $0.isTornOff = true }
        (start + offset + done).copyMemory(from: source + done, byteCount: bytes.count - done)
    }

    /// Lets go of the memory of all frames; read again, they come back.
    package func releasePages() {
        state.withLock { state in
            guard !state.isTornOff, state.used > 0 else { return }
            madvise(start, state.used, MADV_DONTNEED)
        }
    }
}
