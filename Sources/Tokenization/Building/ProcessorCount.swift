import Glibc

enum ProcessorCount {
    /// Processors that can run threads now, at least 1.
    static let online = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
