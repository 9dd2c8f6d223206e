import Basics
import Glibc

extension CommandFailure {
    /// The failure to read an input, from `errno`.
    package static func cannotRead(_ path: String, errno code: Int32) -> CommandFailure {
        switch code {
        case ENOENT:
            return CommandFailure(.noInput, "\(path): no such file; check the path")
        case EISDIR:
            return CommandFailure(.noInput, "\(path): is a directory; name a file in it")
        case EACCES:
            return CommandFailure(.noInput, "\(path): permission denied; make it readable with chmod +r")
        default:
            return CommandFailure(.noInput, "\(path): cannot be read: \(reason(code))")
        }
    }

    /// The failure to create or finish an output, from `errno`.
    package static func cannotWrite(_ path: String, errno code: Int32) -> CommandFailure {
        switch code {
        case ENOTDIR:
            return CommandFailure(.cannotCreate, "\(path): one of its folders is a file; choose another place")
        case ENOENT:
            return CommandFailure(.cannotCreate, "\(path): its folder does not exist; create it with mkdir -p")
        case EISDIR:
            return CommandFailure(.cannotCreate, "\(path): is a directory; name a file in it")
        case EACCES, EPERM, EROFS:
            return CommandFailure(.cannotCreate, "\(path): cannot be written: \(reason(code)); choose another place")
        case ENOSPC, EDQUOT:
            return CommandFailure(.cannotCreate, "\(path): \(reason(code)); free some space or choose another place")
        default:
            return CommandFailure(.cannotCreate, "\(path): cannot be written: \(reason(code))")
        }
    }

    /// The failure to write data to standard output, from `errno`.
    package static func standardOutput(errno code: Int32) -> CommandFailure {
        guard code != EPIPE else { return .closedPipe }
        return CommandFailure(.inputOutput, cannotWrite("standard output", errno: code).message)
    }

    private static func reason(_ code: Int32) -> String {
        systemReason(of: code).lowercased()
    }
}
