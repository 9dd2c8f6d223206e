import CBLAS

/// The library of matrix products (OpenBLAS), which is loaded with the first of them.
///
/// Every product runs on the thread that calls it: the batch is what is shared between cores.
public enum MatrixLibrary {
    /// Loads it, if it is not there yet.
    ///
    /// - Returns: nil, or why it cannot be loaded; a product would then end the program.
    public static func load() -> String? { cb_load().map { String(cString: $0) } }

    /// What a user can do when it cannot be loaded.
    public static let remedy = "sudo apt-get install libopenblas0"
}
