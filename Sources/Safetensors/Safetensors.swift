import Basics
import FoundationEssentials

/// A set of named tensors, read from or written to one file in the safetensors format.
///
/// Layout: the header's length (8 bytes, little-endian), the header (JSON: type, shape and byte range of each tensor),
/// the data. Everything in a header is checked before it is believed, so a hostile file costs no more memory than
/// its own size. Source: the format description of the safetensors project.
public struct Safetensors: Sendable {
    /// A tensor as stored: type, shape and where its bytes are.
    public struct Entry: Sendable, Equatable {
        /// Element type.
        public let type: TensorType
        /// Extent of each dimension, row-major; empty for a scalar.
        public let shape: [Int]
        let bytes: Range<Int>
    }

    /// The most bytes a header may have, as the reference implementation limits it.
    static let longestHeader = 100_000_000

    /// Free-form text that travels with the tensors.
    public private(set) var metadata: [String: String]
    /// The tensors by name.
    public private(set) var entries: [String: Entry]
    private var data: Data
    private let path: String

    /// Makes an empty set, to be filled with `append`.
    public init(metadata: [String: String] = [:]) {
        self.metadata = metadata
        entries = [:]
        data = Data()
        path = "weights"
    }

    /// Opens and checks a file; the data is memory-mapped.
    ///
    /// - Throws: `SafetensorsError.unreadable` or `.malformed`.
    public init(contentsOf path: String) throws(SafetensorsError) {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw .unreadable(path: path, reason: systemReason(of: error))
        }
        try self.init(bytes: bytes, path: path)
    }

    /// Checks bytes that are already in memory; `path` only names them in errors.
    public init(bytes: Data, path: String = "weights") throws(SafetensorsError) {
        func fault(_ byte: Int, _ reason: String) -> SafetensorsError {
            .malformed(path: path, byte: byte, reason: reason)
        }
        guard bytes.count >= 8 else { throw fault(0, "only \(counted(bytes.count, "byte")) long") }
        let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(min(Self.longestHeader, bytes.count - 8)) else {
            throw fault(
                0, "the header claims \(counted(length, "byte")) but the file has \(bytes.count)")
        }
        let start = 8 + Int(length)
        let header: [String: HeaderEntry]
        do {
            header = try JSONDecoder().decode(
                [String: HeaderEntry].self, from: bytes.subdata(in: bytes.startIndex + 8..<bytes.startIndex + start))
        } catch {
            throw fault(8, "the header is not the JSON it should be")
        }
        metadata = [:]
        entries = [:]
        var covered: [(range: Range<Int>, name: String)] = []
        for (name, entry) in header {
            switch entry {
            case .metadata(let values):
                guard name == "__metadata__" else { throw fault(8, "entry '\(name)' has no type") }
                metadata = values
            case .tensor(let typeName, let shape, let offsets):
                guard let type = TensorType(rawValue: typeName) else {
                    throw fault(8, "tensor '\(name)' has the unknown type \(typeName)")
                }
                guard let count = Self.elementCount(shape), offsets.count == 2, offsets[0] >= 0,
                    offsets[0] <= offsets[1], offsets[1] <= bytes.count - start,
                    count.multipliedReportingOverflow(by: type.byteCount) == (offsets[1] - offsets[0], false)
                else { throw fault(8, "tensor '\(name)' has a shape or byte range that cannot be") }
                entries[name] = Entry(type: type, shape: shape, bytes: start + offsets[0]..<start + offsets[1])
                covered.append((offsets[0]..<offsets[1], name))
            }
        }
        covered.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        for (previous, next) in zip(covered, covered.dropFirst())
        where next.range.lowerBound < previous.range.upperBound {
            throw fault(start + next.range.lowerBound, "tensors '\(previous.name)' and '\(next.name)' overlap")
        }
        data = bytes
        self.path = path
    }

    /// The tensor's elements as single precision, whatever type they are stored in.
    ///
    /// - Parameter shape: the shape that is needed; nil takes any.
    /// - Throws: `SafetensorsError.missingTensor`, or `.wrongShape`.
    public func floats(_ name: String, shape: [Int]? = nil) throws(SafetensorsError) -> [Float] {
        let entry = try entry(name, shape: shape)
        let count = entry.bytes.count / entry.type.byteCount
        return data.withUnsafeBytes { (raw: UnsafeRawBufferPointer) -> [Float] in
            func load<T>(_ index: Int, as type: T.Type) -> T {
                raw.loadUnaligned(fromByteOffset: entry.bytes.lowerBound + index * MemoryLayout<T>.size, as: type)
            }
            switch entry.type {
            case .float64: return (0..<count).map { Float(Double(bitPattern: load($0, as: UInt64.self).littleEndian)) }
            case .float32: return (0..<count).map { Float(bitPattern: load($0, as: UInt32.self).littleEndian) }
            case .float16: return (0..<count).map { HalfPrecision.float(load($0, as: UInt16.self).littleEndian) }
            case .bfloat16:
                return (0..<count).map { Float(bitPattern: UInt32(load($0, as: UInt16.self).littleEndian) << 16) }
            case .uint8: return (0..<count).map { Float(raw[entry.bytes.lowerBound + $0]) }
            }
        }
    }

    /// The tensor's bytes as they are.
    public func rawBytes(_ name: String) throws(SafetensorsError) -> [UInt8] {
        let entry = try entry(name, shape: nil)
        return [UInt8](data[data.startIndex + entry.bytes.lowerBound..<data.startIndex + entry.bytes.upperBound])
    }

    private func entry(_ name: String, shape: [Int]?) throws(SafetensorsError) -> Entry {
        guard let entry = entries[name] else { throw .missingTensor(name) }
        if let shape, shape != entry.shape {
            throw .wrongShape(tensor: name, expected: shape, actual: entry.shape)
        }
        return entry
    }

    static func elementCount(_ shape: [Int]) -> Int? {
        var count = 1
        for extent in shape {
            guard extent >= 0 else { return nil }
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            if overflow { return nil }
            count = product
        }
        return count
    }
}

extension Safetensors {
    /// Adds a tensor of numbers, rounded to `type` (ties to even).
    ///
    /// - Precondition: the product of `shape` is the number of values.
    public mutating func append(_ name: String, _ values: some Sequence<Float>, shape: [Int], as type: TensorType) {
        let start = data.count
        switch type {
        case .float64: append(values.map { Double($0).bitPattern.littleEndian })
        case .float32: append(values.map { $0.bitPattern.littleEndian })
        case .float16: append(values.map { HalfPrecision.bits($0).littleEndian })
        case .bfloat16: append(values.map { HalfPrecision.brainBits($0).littleEndian })
        case .uint8: append(values.map { UInt8(max(0, min(255, $0))) })
        }
        precondition(Self.elementCount(shape).map { $0 * type.byteCount } == data.count - start, "shape of \(name)")
        entries[name] = Entry(type: type, shape: shape, bytes: start..<data.count)
    }

    /// Adds a tensor of bytes.
    public mutating func append(_ name: String, bytes: [UInt8]) {
        entries[name] = Entry(type: .uint8, shape: [bytes.count], bytes: data.count..<data.count + bytes.count)
        data.append(contentsOf: bytes)
    }

    private mutating func append(_ words: [some FixedWidthInteger]) {
        words.withUnsafeBytes { data.append(contentsOf: $0) }
    }

    /// The whole file as bytes; the same tensors appended in the same order give the same bytes.
    public func serialized() throws(SafetensorsError) -> Data {
        let base = entries.values.map(\.bytes.lowerBound).min() ?? data.count
        var header: [String: HeaderEntry] = entries.mapValues {
            .tensor(
                type: $0.type.rawValue, shape: $0.shape,
                offsets: [$0.bytes.lowerBound - base, $0.bytes.upperBound - base])
        }
        if !metadata.isEmpty { header["__metadata__"] = .metadata(metadata) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var json = try? encoder.encode(header) else {
            throw .unwritable(path: path, reason: "the header cannot be written as JSON")
        }
        // Spaces pad the header so that the data starts at a multiple of 8, as the format asks.
        json.append(contentsOf: [UInt8](repeating: 0x20, count: (8 - json.count % 8) % 8))
        var bytes = Data()
        withUnsafeBytes(of: UInt64(json.count).littleEndian) { bytes.append(contentsOf: $0) }
        return bytes + json + data[(data.startIndex + base)...]
    }

    /// Writes the file: a temporary first, then a rename, so that a reader never sees half of it.
    public func write(to path: String) throws(SafetensorsError) {
        let bytes = try serialized()
        do {
            try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .unwritable(path: path, reason: systemReason(of: error))
        }
    }
}
