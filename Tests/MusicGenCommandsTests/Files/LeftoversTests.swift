import Foundation
import MusicGenCommands
import Testing

@Suite("Files that are not to stay")
struct LeftoversTests {
    @Test("those in the list go, those taken off it stay; a full list takes no more and forgets nothing")
    func removal() throws {
        let folder = try TemporaryFolder()
        let (first, second) = (try folder.file("first"), try folder.file("second"))
        let entry = try #require(Leftovers.add(first))
        let other = try #require(Leftovers.add(second))
        Leftovers.remove(other)
        Leftovers.remove(nil)
        let many = (0..<1_000).map { Leftovers.add(folder("none-\($0)")) }
        #expect(many.first! != nil && many.last! == nil)
        Leftovers.removeAll()
        #expect(folder.contents == ["second"])
        for entry in many { Leftovers.remove(entry) }
        Leftovers.remove(entry)
        let again = try #require(Leftovers.add(second))
        Leftovers.remove(again)
        #expect(folder.contents == ["second"])
    }
}
