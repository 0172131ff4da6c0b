extension RandomAccessCollection {
    /// The first place whose element, as all behind it, belongs to the second part; the end where none does.
    ///
    /// The elements must be sorted so that all of the first part come first.
    @inlinable
    package func partitioningIndex(where belongsToSecondPart: (Element) -> Bool) -> Index {
        var (start, count) = (startIndex, self.count)
        while count > 0 {
            let half = count / 2
            let middle = index(start, offsetBy: half)
            if belongsToSecondPart(self[middle]) {
                count = half
            } else {
                start = index(after: middle)
                count -= half + 1
            }
        }
        return start
    }
}
