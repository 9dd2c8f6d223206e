import CBLAS

/// The library of matrix products (OpenBLAS).
public enum MatrixLibrary {
    /// Makes every product run on the thread that calls it: the batch is what is shared between cores.
    public static func useCallingThreadOnly() { _ = once }

    private static let once: Void = openblas_set_num_threads(1)
}
