import Testing
import Visualization

@Suite struct MarkupTextTests {
    @Test func `the five special characters become entities`() {
        #expect(
            MarkupText.escape("<a href=\"x\">R&B</a> 'n'")
                == "&lt;a href=&quot;x&quot;&gt;R&amp;B&lt;/a&gt; &#39;n&#39;")
    }

    @Test func `what XML forbids is replaced, what it allows stays`() {
        #expect(MarkupText.escape("a\u{0}b\u{1B}c\u{FFFE}d\u{85}") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}")
        #expect(MarkupText.escape("tab\tline\nü 音 🎹") == "tab\tline\nü 音 🎹")
    }

    @Test(
        "Numbers are short and the same everywhere",
        arguments: [
            (0, "0"), (-0.001, "0"), (1, "1"), (2.5, "2.5"), (-3.14159, "-3.14"), (100, "100"), (0.05, "0.05"),
            (-0.5, "-0.5"), (.nan, "0"), (.infinity, "0"), (1e300, "0"),
        ])
    func numbers(value: Double, text: String) {
        #expect(MarkupText.number(value) == text)
    }

    @Test func `decimals are clamped`() {
        #expect(MarkupText.number(2.6, decimals: 0) == "3")
        #expect(MarkupText.number(1.0 / 3, decimals: 99) == "0.333333")
    }
}
