extension FontBytes {
    /// The first list of a kind that stands anywhere and starts with a chunk of one of these names.
    ///
    /// For files whose lengths lead elsewhere. It reads the whole file, about a gigabyte a second.
    func searchList(_ kind: FourCC, startingWith names: Set<FourCC>) -> Chunk? {
        guard count >= 28 else { return nil }
        for place in 20...count - 8 where u32(place) == kind.code {
            guard fourCC(place - 8) == "LIST", names.contains(fourCC(place + 4)) else { continue }
            let first = place + 4
            return Chunk(name: kind, contents: first..<max(first, min(place + Int(u32(place - 4)), count)))
        }
        return nil
    }
}
