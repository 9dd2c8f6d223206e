import Glibc
import Synchronization

/// Files that are not to stay if the process must end at once, as a signal handler may have to end it.
package enum Leftovers {
    /// A file in the list.
    package struct Entry: Sendable {
        fileprivate let slot: Int
    }

    private static let capacity = 256
    nonisolated(unsafe) private static let slots: UnsafeMutablePointer<Atomic<UInt>> = {
        let slots = UnsafeMutablePointer<Atomic<UInt>>.allocate(capacity: capacity)
        for index in 0..<capacity { (slots + index).initialize(to: Atomic(0)) }
        return slots
    }()

    /// Makes the list, which a signal handler may not.
    package static func prepare() { _ = slots }

    /// Enters a file, which need not be there yet; nil when the list is full.
    package static func add(_ path: String) -> Entry? {
        guard let name = strdup(path) else { return nil }
        for index in 0..<capacity {
            let new = UInt(bitPattern: name)
            if slots[index].compareExchange(expected: 0, desired: new, ordering: .sequentiallyConsistent).exchanged {
                return Entry(slot: index)
            }
        }
        free(name)
        return nil
    }

    /// Takes a file off the list: it is whole, or gone.
    package static func remove(_ entry: Entry?) {
        guard let entry else { return }
        free(UnsafeMutablePointer<CChar>(bitPattern: slots[entry.slot].exchange(0, ordering: .sequentiallyConsistent)))
    }

    /// Removes the files; a signal handler may call it.
    package static func removeAll() {
        for index in 0..<capacity {
            if let name = UnsafePointer<CChar>(bitPattern: slots[index].load(ordering: .sequentiallyConsistent)) {
                unlink(name)
            }
        }
    }
}
