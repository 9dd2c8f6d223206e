/// A page of pieces to look at, hear and download.
///
/// The page is one HTML file that opens from disk: it asks for nothing but the files beside it, runs no script, and
/// suits small and large, light and dark screens.
public struct GalleryPage: Sendable {
    /// The page's title.
    public var title: String
    /// A sentence or two under it; empty for none.
    public var introduction: String
    /// The pieces in order.
    public var entries: [GalleryEntry]
    /// What made the page, at its foot; empty for none.
    public var colophon: String

    /// Describes a page.
    public init(title: String, introduction: String = "", entries: [GalleryEntry], colophon: String = "") {
        self.title = title
        self.introduction = introduction
        self.entries = entries
        self.colophon = colophon
    }
}
