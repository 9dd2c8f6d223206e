import Basics
import SoundFonts

#if canImport(Glibc)
    import Glibc
#endif

/// Keeps stereo frames, first in memory, then in an unnamed temporary file.
///
/// The file is in `$TMPDIR` or else `/var/tmp`, which unlike `/tmp` lies on a disk, and is gone with the process.
/// Silence is left out of it, as holes, so that a day of it between two notes takes no space.
final class FrameSpool {
    /// Frames that it holds.
    private(set) var frames = 0
    private let limit: Int
    /// Numbers that are kept in memory where there is no place for a file: three minutes of a usual piece.
    private static let limitWithoutFile = 1 << 24
    private var memory: [Float] = []
    private var descriptor: Int32 = -1
    private var folder = ""

    /// - Parameter memory: bytes to keep before the file is used.
    init(memory: Int) {
        limit = max(0, memory / 8) * 2
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Appends frames.
    func append(left: UnsafeBufferPointer<Float>, right: UnsafeBufferPointer<Float>) throws(RenderError) {
        if try !needsFile(for: 2 * left.count) {
            if memory.isEmpty { memory.reserveCapacity(min(limit, 1 << 20)) }
            for index in left.indices {
                memory.append(left[index])
                memory.append(right[index])
            }
        } else {
            try file(left, right)
        }
        frames += left.count
    }

    /// Copies frames into two buffers.
    ///
    /// - Precondition: they are there.
    func read(
        _ range: Range<Int>, left: UnsafeMutablePointer<Float>, right: UnsafeMutablePointer<Float>
    ) throws(RenderError) {
        let kept = memory.count / 2
        for frame in range.clamped(to: 0..<kept) {
            left[frame - range.lowerBound] = memory[2 * frame]
            right[frame - range.lowerBound] = memory[2 * frame + 1]
        }
        let filed = max(range.lowerBound, kept)
        guard filed < range.upperBound else { return }
        var samples = [Float](repeating: 0, count: 2 * (range.upperBound - filed))
        let code = samples.withUnsafeMutableBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = pread(descriptor, bytes.baseAddress! + done, bytes.count - done, (filed - kept) * 8 + done)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { return errno }
                // Silence at the end is not in the file.
                if count == 0 { break }
                done += count
            }
            return 0
        }
        guard code == 0 else { throw .cannotKeep(folder: folder, reason: Self.reason(code)) }
        for index in 0..<samples.count / 2 {
            left[filed - range.lowerBound + index] = samples[2 * index]
            right[filed - range.lowerBound + index] = samples[2 * index + 1]
        }
    }

    /// Whether so many numbers more go to the file, which is there then.
    private func needsFile(for count: Int) throws(RenderError) -> Bool {
        guard descriptor < 0, memory.count + count > limit else { return descriptor >= 0 }
        do {
            try open()
            return true
        } catch {
            guard memory.count + count <= Self.limitWithoutFile else { throw error }
            return false
        }
    }

    private func file(_ left: UnsafeBufferPointer<Float>, _ right: UnsafeBufferPointer<Float>) throws(RenderError) {
        // Frames before this are in memory, or were written or left out.
        let start = (frames - memory.count / 2) * 8
        guard !left.allSatisfy({ $0.bitPattern == 0 }) || !right.allSatisfy({ $0.bitPattern == 0 }) else { return }
        var samples: [Float] = []
        samples.reserveCapacity(2 * left.count)
        for index in left.indices {
            samples.append(left[index])
            samples.append(right[index])
        }
        let code = samples.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, start + done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return count < 0 ? errno : EIO }
                done += count
            }
            return 0
        }
        guard code == 0 else { throw .cannotKeep(folder: folder, reason: Self.reason(code)) }
    }

    private func open() throws(RenderError) {
        folder = UnnamedFile.folder
        descriptor = UnnamedFile.open(in: folder)
        guard descriptor >= 0 else { throw .cannotKeep(folder: folder, reason: Self.reason(errno)) }
    }

    private static func reason(_ code: Int32) -> String { systemReason(of: code).lowercased() }
}
