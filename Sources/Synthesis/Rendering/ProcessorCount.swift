#if canImport(Glibc)
    import Glibc
#endif

/// How many processors this process may use.
enum ProcessorCount {
    /// At least 1.
    static let value: Int = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
