/// The page that a report for people is written on; what stands on it is the report's own business.
package struct PageStyle: Equatable, Sendable {
    /// The columns of the page; 80 where no terminal tells.
    package var columns: Int
    /// Whether to use ANSI colours.
    package var isColored: Bool
    /// Whether to write ASCII alone, for a locale that is not UTF-8.
    package var isASCII: Bool

    package init(columns: Int = 80, isColored: Bool = false, isASCII: Bool = false) {
        self.columns = columns
        self.isColored = isColored
        self.isASCII = isASCII
    }
}
