#if canImport(Glibc)
    import Glibc
#endif

/// How many processors this process may use.
package enum ProcessorCount {
    /// At least 1.
    package static let value: Int = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
