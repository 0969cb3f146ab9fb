internal import MailSyntax

/// A unified diff of one file, as `git apply` and `patch` read it, made from the edits themselves: all else is the
/// same.
struct UnifiedDiff {
  /// Lines shown around a change, as diff(1) does.
  private static let context = 3

  /// A run of lines of the old file, counted from 0, and what stands in their place.
  private struct Block {
    var lines: Range<Int>
    var new: [UInt8]
  }

  private let old: [UInt8]
  /// Where each line begins; the last one may have no line end.
  private let starts: [Int]

  /// - Parameters:
  ///   - edits: in order, without overlaps.
  ///   - path: as it is to be shown, from the folder in which the diff is applied.
  /// - Returns: empty where nothing changes.
  /// - Complexity: O(octets).
  static func octets(of old: [UInt8], _ edits: [Edit], path: String) -> [UInt8] {
    guard !edits.isEmpty else { return [] }
    let diff = UnifiedDiff(old)
    var result = Array("--- a/\(path)\n+++ b/\(path)\n".utf8)
    var shift = 0
    for hunk in diff.hunks(of: diff.blocks(of: edits)) { result += diff.octets(of: hunk, shift: &shift) }
    return result
  }

  private init(_ old: [UInt8]) {
    self.old = old
    var starts: [Int] = []
    var isStart = true
    for (index, octet) in old.enumerated() {
      if isStart { starts.append(index) }
      isStart = octet == 0x0A
    }
    self.starts = starts
  }

  private func start(of line: Int) -> Int { line < starts.count ? starts[line] : old.count }

  /// The line of an offset, from 0; behind the last octet the number of lines, or the last line where that has no end.
  private func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return offset == old.count && (old.isEmpty || old.last == 0x0A) ? starts.count : low - 1
  }

  private func blocks(of edits: [Edit]) -> [Block] {
    var blocks: [Block] = []
    /// Behind what of the old file has been taken over into the last block.
    var position = 0
    for edit in edits {
      let first = line(of: edit.range.lowerBound)
      if let last = blocks.indices.last, first < blocks[last].lines.upperBound {
        blocks[last].new += old[position..<edit.range.lowerBound] + edit.replacement
      } else {
        finish(&blocks, from: position)
        let new = Array(old[start(of: first)..<edit.range.lowerBound]) + edit.replacement
        blocks.append(Block(lines: first..<first, new: new))
      }
      position = edit.range.upperBound
      let endsAtLine = line(of: position) == starts.count || start(of: line(of: position)) == position
      let isWhole = endsAtLine && (blocks[blocks.count - 1].new.last ?? 0x0A) == 0x0A
      let end = min(starts.count, line(of: position) + (isWhole ? 0 : 1))
      let block = blocks[blocks.count - 1].lines
      blocks[blocks.count - 1].lines = block.lowerBound..<max(block.upperBound, end)
    }
    finish(&blocks, from: position)
    return blocks
  }

  /// Takes the rest of the last block's last line over.
  private func finish(_ blocks: inout [Block], from position: Int) {
    guard let last = blocks.indices.last else { return }
    let end = start(of: blocks[last].lines.upperBound)
    if position < end { blocks[last].new += old[position..<end] }
  }

  private func hunks(of blocks: [Block]) -> [[Block]] {
    var hunks: [[Block]] = []
    for block in blocks {
      if let last = hunks.last?.last, block.lines.lowerBound - last.lines.upperBound <= 2 * Self.context {
        hunks[hunks.count - 1].append(block)
      } else {
        hunks.append([block])
      }
    }
    return hunks
  }

  private func octets(of hunk: [Block], shift: inout Int) -> [UInt8] {
    let first = max(0, hunk[0].lines.lowerBound - Self.context)
    let last = min(starts.count, hunk[hunk.count - 1].lines.upperBound + Self.context)
    var body: [UInt8] = []
    var added = 0
    var position = first
    for block in hunk {
      add(" ", old[start(of: position)..<start(of: block.lines.lowerBound)], to: &body)
      add("-", old[start(of: block.lines.lowerBound)..<start(of: block.lines.upperBound)], to: &body)
      added += add("+", block.new[...], to: &body) - block.lines.count
      position = block.lines.upperBound
    }
    add(" ", old[start(of: position)..<start(of: last)], to: &body)
    let count = last - first
    // An empty range names the line before it.
    let oldStart = count == 0 ? first : first + 1
    let newStart = count + added == 0 ? first + shift : first + shift + 1
    shift += added
    return Array("@@ -\(oldStart),\(count) +\(newStart),\(count + added) @@\n".utf8) + body
  }

  /// Writes lines behind a mark; gives back how many.
  @discardableResult
  private func add(_ mark: String, _ lines: ArraySlice<UInt8>, to body: inout [UInt8]) -> Int {
    var count = 0
    var isStart = true
    for octet in lines {
      if isStart {
        body += mark.utf8
        count += 1
      }
      body.append(octet)
      isStart = octet == 0x0A
    }
    if !isStart { body += "\n\\ No newline at end of file\n".utf8 }
    return count
  }
}
