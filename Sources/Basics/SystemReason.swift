import FoundationEssentials
import Glibc

/// What the system said was wrong, without the wrapping: `No such file or directory`.
package func systemReason(of error: any Error) -> String {
    if let posix = error as? POSIXError { return String(cString: strerror(posix.code.rawValue)) }
    if let underlying = (error as? CocoaError)?.underlying { return systemReason(of: underlying) }
    return String(describing: error)
}
