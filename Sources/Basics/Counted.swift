/// A number with its noun: `1 note`, `2 notes`, `0 notes`.
///
/// - Parameters:
///   - noun: in the singular.
///   - plural: where that is not the noun with an s.
package func counted(_ count: some BinaryInteger, _ noun: String, plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
