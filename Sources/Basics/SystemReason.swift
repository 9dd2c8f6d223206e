import FoundationEssentials
import Glibc

/// What the system said was wrong, without the wrapping: `No such file or directory`.
package func systemReason(of error: any Error) -> String {
    if let posix = error as? POSIXError { return systemReason(of: posix.code.rawValue) }
    if let underlying = (error as? CocoaError)?.underlying { return systemReason(of: underlying) }
    return String(describing: error)
}

/// What the system says of a value of `errno`: `No such file or directory`.
package func systemReason(of code: Int32) -> String { String(cString: strerror(code)) }
