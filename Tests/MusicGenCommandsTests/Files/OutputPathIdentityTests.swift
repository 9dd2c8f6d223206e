import Foundation
import MusicGenCommands
import Testing

@Suite("What is the same place")
struct OutputPathIdentityTests {
    @Test("by other spellings, through links, before and after the file is there")
    func identity() throws {
        let folder = try TemporaryFolder()
        try #require(symlink(folder.path, folder("link")) == 0)
        #expect(OutputPath.identity(of: folder("new")) == OutputPath.identity(of: folder("link/./new")))
        #expect(OutputPath.identity(of: folder("new")) != OutputPath.identity(of: folder("other")))
        #expect(OutputPath.identity(of: folder("none/new")) == nil)
        let file = try folder.file("new")
        #expect(OutputPath.identity(of: file) == OutputPath.identity(of: folder("link/new")))
    }

    @Test("twice the same output, and an output that is an input, are refused; devices may be named twice")
    func distinct() throws {
        let folder = try TemporaryFolder()
        let input = try folder.file("in")
        let places = try [folder("a"), folder("b"), "-", "-", "/dev/null", "/dev/null"].map {
            try OutputPath($0, force: true)
        }
        try OutputPath.requireDistinct(places, inputs: [input, folder("gone")])
        for more in [folder("./a"), input] {
            let all = try places + [OutputPath(more, force: true)]
            #expect(throws: CommandFailure.self) { try OutputPath.requireDistinct(all, inputs: [input]) }
        }
    }
}
