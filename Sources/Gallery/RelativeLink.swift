/// A link from a page to a file beside it.
enum RelativeLink {
    /// The path as a relative URL reference (RFC 3986): every byte that is not unreserved or a slash is
    /// percent-encoded, so that neither a scheme nor a query nor markup can be in it; nil for an empty path.
    static func href(_ path: String) -> String? {
        // Leading slashes would leave the page's folder, two of them the machine.
        let relative = path.drop { $0 == "/" }
        guard !relative.isEmpty else { return nil }
        let hexadecimal = Array("0123456789ABCDEF")
        var link = ""
        for byte in relative.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                link.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                link += "%" + String(hexadecimal[Int(byte >> 4)]) + String(hexadecimal[Int(byte & 15)])
            }
        }
        return link
    }

    /// What a browser should expect of a sound file.
    static func mediaType(_ path: String) -> String? {
        let name = path.split(separator: "/").last ?? ""
        return switch name.split(separator: ".").last?.lowercased() {
        case "wav": "audio/wav"
        case "flac": "audio/flac"
        case "ogg", "oga": "audio/ogg"
        case "opus": "audio/ogg; codecs=opus"
        case "mp3": "audio/mpeg"
        case "aif", "aiff": "audio/aiff"
        default: nil
        }
    }
}
