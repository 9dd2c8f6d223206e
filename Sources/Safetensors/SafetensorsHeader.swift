import FoundationEssentials

/// One entry of the header: a tensor, or the free-form `__metadata__`.
enum HeaderEntry: Codable {
    case tensor(type: String, shape: [Int], offsets: [Int])
    case metadata([String: String])

    private enum Keys: String, CodingKey {
        case type = "dtype"
        case shape
        case offsets = "data_offsets"
    }

    init(from decoder: any Decoder) throws {
        if let keyed = try? decoder.container(keyedBy: Keys.self), keyed.contains(.type) {
            self = .tensor(
                type: try keyed.decode(String.self, forKey: .type),
                shape: try keyed.decode([Int].self, forKey: .shape),
                offsets: try keyed.decode([Int].self, forKey: .offsets))
        } else {
            self = .metadata(try decoder.singleValueContainer().decode([String: String].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .tensor(let type, let shape, let offsets):
            var keyed = encoder.container(keyedBy: Keys.self)
            try keyed.encode(type, forKey: .type)
            try keyed.encode(shape, forKey: .shape)
            try keyed.encode(offsets, forKey: .offsets)
        case .metadata(let values):
            var single = encoder.singleValueContainer()
            try single.encode(values)
        }
    }
}
