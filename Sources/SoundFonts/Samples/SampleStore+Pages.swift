import Glibc
import Synchronization

extension SampleStore {
    /// Bytes of frames, mapped or in the temporary file, that may be in this process's memory before `trim()` lets go
    /// of them: 12 MiB.
    public static let pageLimit = 12 << 20

    /// Lets go of the memory of frames that lie in files, the font's own and decoded ones, when there is too much of it.
    ///
    /// They can be read all the time: what voices read next comes back from the system's cache, 64 KB in about a
    /// microsecond. Memory that converted samples take is kept. From any thread but the audio thread; a look that finds
    /// nothing to do costs some ten microseconds.
    ///
    /// - Parameter limit: bytes of files that the process may have mapped in beyond what it had when this was last
    ///   necessary.
    public func trim(beyond limit: Int = SampleStore.pageLimit) {
        guard ProcessPages.ofFiles > otherPages.load(ordering: .relaxed) + limit else { return }
        font.bytes.discard(font.layout.smpl)
        file?.releasePages()
        // What is left, the program's own code for the most part, would not go another time either.
        otherPages.store(ProcessPages.ofFiles, ordering: .relaxed)
    }

    /// The temporary file of decoded samples once there is one.
    var file: SampleFile? { storage.withLock { $0.file } }

    /// Room for the frames of a decoded sample, and what keeps it: in the temporary file, or in memory if there is no
    /// place for one.
    func takeRoom(frames: Int) -> (frames: UnsafePointer<Int16>, owner: any AnyObject & Sendable) {
        let file = storage.withLock { storage in
            if storage.file == nil, !storage.hasFailed {
                storage.file = SampleFile(size: memoryLimit)
                storage.hasFailed = storage.file == nil
            }
            return storage.file
        }
        if let file, let room = file.take(frames: frames) { return (room, file) }
        let memory = SampleMemory<Int16>(count: frames)
        return (UnsafePointer(memory.frames), memory)
    }

    /// Where decoded frames go.
    struct Storage {
        var file: SampleFile?
        var hasFailed = false
    }
}

/// The memory of this process as Linux counts it.
enum ProcessPages {
    /// Bytes of files that are in it; 0 where that cannot be told.
    static var ofFiles: Int {
        let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 128) { text in
            let count = read(descriptor, text.baseAddress, text.count)
            // The third number, in pages: those that the process shares with files (proc(5)).
            let words = text.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
            guard words.count > 2 else { return 0 }
            return words[2].reduce(0) { $0 * 10 + Int($1) - 48 } * Int(sysconf(Int32(_SC_PAGESIZE)))
        }
    }
}
