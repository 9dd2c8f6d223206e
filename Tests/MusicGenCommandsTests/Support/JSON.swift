import Foundation
import Testing

/// JSON as an independent reader sees it.
enum JSON {
    static func object(_ bytes: [UInt8]) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }
}
