import CKernels

/// Denormal numbers on this thread: slow, and too small to hear.
public enum FlushToZero {
    /// Runs `body` with denormals flushed to zero, then restores what was in force.
    @inline(__always)
    public static func during<Result>(_ body: () -> Result) -> Result {
        let state = ck_denormals_off()
        defer { ck_denormals_restore(state) }
        return body()
    }
}
