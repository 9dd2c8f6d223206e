import SoundFonts
import Testing

/// The regions of the first preset of a font, which must be without a fault.
func regions(_ font: RawFont, sourceLocation: SourceLocation = #_sourceLocation) throws -> [Region] {
    let font = try SoundFont(bytes: font.bytes, name: "memory")
    #expect(font.warnings.isEmpty, sourceLocation: sourceLocation)
    let (regions, warnings) = font.regions(ofPreset: 0)
    #expect(warnings.isEmpty, sourceLocation: sourceLocation)
    return regions
}

/// The only region of the first preset, and what was wrong with its zones.
func region(
    _ font: RawFont, sourceLocation: SourceLocation = #_sourceLocation
) throws -> (region: Region, warnings: [SoundFontWarning]) {
    let font = try SoundFont(bytes: font.bytes, name: "memory")
    let (regions, warnings) = font.regions(ofPreset: 0)
    #expect(regions.count == 1, sourceLocation: sourceLocation)
    return (try #require(regions.first, sourceLocation: sourceLocation), warnings)
}

extension RawFont.Bag {
    /// A zone with generators in this order, and modulators.
    static func zone(_ generators: KeyValuePairs<UInt16, Int16> = [:], modulators: [RawFont.RawModulator] = [])
        -> RawFont.Bag
    {
        RawFont.Bag(generators: generators.map { ($0.key, UInt16(bitPattern: $0.value)) }, modulators: modulators)
    }
}

/// A key or velocity range as its generator has it.
func keyBounds(_ low: UInt8, _ high: UInt8) -> Int16 { Int16(bitPattern: UInt16(low) | UInt16(high) << 8) }
