import Glibc

/// How many processors can run threads.
package enum ProcessorCount {
    /// At least 1.
    package static let value = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
