import Glibc
import Synchronization
import TestSupport

@testable import MailQueue

/// A disk in memory that can fail, stop or lose power at any system call.
///
/// Octets are on disk after `fsync` of the file, names after `fsync` of the folder; a rename is one change of both
/// folders, as on every journaling file system.
final class ModelDisk: FileSystem, Sendable {
  /// What goes wrong, and at which call (counted from 1).
  enum Fault: Sendable, Hashable, CustomStringConvertible {
    case never
    /// This one call fails.
    case error(Int32, at: Int)
    /// These calls fail.
    case errors(Int32, at: Set<Int>)
    /// This and all later calls fail.
    case dead(Int32, from: Int)
    /// The process is killed before this call.
    case stop(at: Int)
    /// The writes of this call and later are cut to a few octets each.
    case shortWrites

    /// Whether the process still exists.
    func isAlive(at call: Int) -> Bool { if case .stop(let at) = self { call < at } else { true } }

    var description: String {
      switch self {
      case .never: "never"
      case .error(let code, let call): "errno \(code) at call \(call)"
      case .errors(let code, let calls): "errno \(code) at calls \(calls.sorted())"
      case .dead(let code, let call): "errno \(code) from call \(call)"
      case .stop(let call): "stop at call \(call)"
      case .shortWrites: "short writes"
      }
    }
  }

  /// What survives.
  enum Loss: Sendable, Hashable {
    /// The process is gone, the machine is not.
    case nothing
    /// Power went: all that was not synchronised is lost.
    case unsynchronised
    /// Power went: of what was not synchronised, chance decides.
    case some(seed: UInt64)
  }

  /// The `errno` of a process that no longer exists.
  static let stopped: Int32 = -1

  private struct Inode {
    var octets: [UInt8] = []
    var durable: [UInt8] = []
    var lockedBy: Int32?
    var modified = 0
  }

  private enum Change {
    case link(String, Int)
    case unlink(String)
    case rename(String, String)
  }

  private struct State {
    var inodes: [Int: Inode] = [:]
    var names: [String: Int] = [:]
    /// Every change of a name so far, and whether it is on disk.
    var log: [(change: Change, isDurable: Bool)] = []
    var descriptors: [Int32: Int] = [:]
    var nextDescriptor: Int32 = 100
    var nextInode = 1
    var calls = 0
    var fault = Fault.never
    var trace: [String] = []
    var now = 0
    var free: UInt64 = 1 << 40
    var hasUnnamedFiles = true
    var watcher: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// - Parameter hasUnnamedFiles: whether files may be written before they have a name.
  init(hasUnnamedFiles: Bool = true) { state.withLock { $0.hasUnnamedFiles = hasUnnamedFiles } }

  // MARK: Faults

  /// Starts counting calls anew.
  func arm(_ fault: Fault) {
    state.withLock {
      $0.fault = fault
      $0.calls = 0
      $0.trace = []
    }
  }

  /// Calls since `arm`.
  var calls: Int { state.withLock { $0.calls } }
  var trace: [String] { state.withLock { $0.trace } }

  func setFree(_ octets: UInt64) { state.withLock { $0.free = octets } }
  func setTime(_ now: Int) { state.withLock { $0.now = now } }

  /// Has another look in before each call from now on. Its own calls are not counted, and nothing is wrong with them.
  func watch(_ watcher: (@Sendable () -> Void)?) { state.withLock { $0.watcher = watcher } }

  private func runWatcher() {
    let (watcher, fault, calls, trace) = state.withLock { state in
      defer { (state.watcher, state.fault) = (nil, state.watcher == nil ? state.fault : .never) }
      return (state.watcher, state.fault, state.calls, state.trace)
    }
    guard let watcher else { return }
    watcher()
    state.withLock { ($0.watcher, $0.fault, $0.calls, $0.trace) = (watcher, fault, calls, trace) }
  }

  /// The machine starts again: no descriptors, no locks, and of the disk what the loss leaves.
  func restart(_ loss: Loss) {
    state.withLock { state in
      var random = SplitMix64(seed: 1)
      if case .some(let seed) = loss { random = SplitMix64(seed: seed) }
      var names: [String: Int] = [:]
      for (change, isDurable) in state.log {
        let survives =
          switch loss {
          case .nothing: true
          case .unsynchronised: isDurable
          case .some: isDurable || random.next() & 1 == 0
          }
        if survives { Self.apply(change, to: &names) }
      }
      for id in state.inodes.keys.sorted() {
        state.inodes[id]!.lockedBy = nil
        let (octets, durable) = (state.inodes[id]!.octets, state.inodes[id]!.durable)
        switch loss {
        case .nothing: break
        case .unsynchronised: state.inodes[id]!.octets = durable
        case .some:
          // Files grow at the end alone, so some of what was appended may be there.
          let extra = octets.count - durable.count
          if extra > 0 {
            state.inodes[id]!.octets = Array(octets.prefix(durable.count + Int(random.next() % UInt64(extra + 1))))
          }
        }
        state.inodes[id]!.durable = state.inodes[id]!.octets
      }
      state.names = names
      state.log = names.sorted { $0.key < $1.key }.map { (.link($0.key, $0.value), true) }
      state.descriptors = [:]
      state.fault = .never
    }
  }

  private static func apply(_ change: Change, to names: inout [String: Int]) {
    switch change {
    case .link(let path, let inode): names[path] = inode
    case .unlink(let path): names[path] = nil
    case .rename(let from, let to):
      // Without its first name (the change that made it was lost) there is nothing to rename.
      if let inode = names.removeValue(forKey: from) { names[to] = inode }
    }
  }

  // MARK: FileSystem

  private func call<Result>(
    _ name: String, _ path: String = "", _ body: (inout sending State) throws(SystemError) -> sending Result
  ) throws(SystemError) -> Result {
    runWatcher()
    return try state.withLock { (state) throws(SystemError) in
      state.calls += 1
      state.trace.append(path.isEmpty ? name : "\(name) \(path)")
      let code: Int32? =
        switch state.fault {
        case .never, .shortWrites: nil
        case .error(let code, let at): at == state.calls ? code : nil
        case .errors(let code, let at): at.contains(state.calls) ? code : nil
        case .dead(let code, let from): state.calls >= from ? code : nil
        case .stop(let at): state.calls >= at ? Self.stopped : nil
        }
      if let code { throw SystemError(call: name, path: path, code: code) }
      return try body(&state)
    }
  }

  func open(_ path: String, _ intent: OpenIntent) throws(SystemError) -> Int32 {
    try call("open", path) { (state) throws(SystemError) in
      let inode: Int
      if let known = state.names[path] {
        if intent == .create { throw SystemError(call: "open", path: path, code: EEXIST) }
        inode = known
      } else {
        if intent == .read { throw SystemError(call: "open", path: path, code: ENOENT) }
        inode = state.nextInode
        state.nextInode += 1
        state.inodes[inode] = Inode(modified: state.now)
        state.names[path] = inode
        state.log.append((.link(path, inode), false))
      }
      return Self.descriptor(of: inode, &state)
    }
  }

  private static func descriptor(of inode: Int, _ state: inout State) -> Int32 {
    let descriptor = state.nextDescriptor
    state.nextDescriptor += 1
    state.descriptors[descriptor] = inode
    return descriptor
  }

  func openUnnamed(in folder: String) throws(SystemError) -> Int32? {
    try call("open", folder) { (state) throws(SystemError) in
      guard state.hasUnnamedFiles else { return nil }
      let inode = state.nextInode
      state.nextInode += 1
      state.inodes[inode] = Inode(modified: state.now)
      return Self.descriptor(of: inode, &state)
    }
  }

  func write(_ descriptor: Int32, _ octets: UnsafeRawBufferPointer) throws(SystemError) -> Int {
    let all = Array(octets)
    return try call("write") { (state) throws(SystemError) in
      let inode = try Self.inode(descriptor, state)
      let taken = state.fault == .shortWrites ? min(all.count, 7) : all.count
      state.inodes[inode]!.octets += all.prefix(taken)
      state.inodes[inode]!.modified = state.now
      return taken
    }
  }

  func read(_ descriptor: Int32, at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    try call("read") { (state) throws(SystemError) in
      Array(state.inodes[try Self.inode(descriptor, state)]!.octets.dropFirst(offset).prefix(count))
    }
  }

  func synchronise(_ descriptor: Int32) throws(SystemError) {
    try call("fsync") { (state) throws(SystemError) in
      let inode = try Self.inode(descriptor, state)
      state.inodes[inode]!.durable = state.inodes[inode]!.octets
    }
  }

  func truncate(_ descriptor: Int32, to length: Int) throws(SystemError) {
    try call("ftruncate") { (state) throws(SystemError) in
      let inode = try Self.inode(descriptor, state)
      state.inodes[inode]!.octets = Array(state.inodes[inode]!.octets.prefix(length))
    }
  }

  func close(_ descriptor: Int32) throws(SystemError) {
    defer { release(descriptor) }
    try call("close") { (state) throws(SystemError) in _ = try Self.inode(descriptor, state) }
  }

  /// Whatever close says, Linux gives the descriptor and its lock back.
  private func release(_ descriptor: Int32) {
    state.withLock { state in
      guard state.fault.isAlive(at: state.calls), let inode = state.descriptors[descriptor] else { return }
      state.descriptors[descriptor] = nil
      if state.inodes[inode]!.lockedBy == descriptor { state.inodes[inode]!.lockedBy = nil }
    }
  }

  func lock(_ descriptor: Int32) throws(SystemError) -> Bool {
    try call("flock") { (state) throws(SystemError) in
      let inode = try Self.inode(descriptor, state)
      if let other = state.inodes[inode]!.lockedBy, other != descriptor { return false }
      state.inodes[inode]!.lockedBy = descriptor
      return true
    }
  }

  func status(_ descriptor: Int32) throws(SystemError) -> FileStatus {
    try call("fstat") { (state) throws(SystemError) in Self.status(try Self.inode(descriptor, state), state) }
  }

  func status(of path: String) throws(SystemError) -> FileStatus? {
    try call("lstat", path) { (state) throws(SystemError) in state.names[path].map { Self.status($0, state) } }
  }

  func link(_ path: String, to newPath: String) throws(SystemError) {
    try call("link", newPath) { (state) throws(SystemError) in
      guard let inode = state.names[path] else { throw SystemError(call: "link", path: path, code: ENOENT) }
      if state.names[newPath] != nil { throw SystemError(call: "link", path: newPath, code: EEXIST) }
      state.names[newPath] = inode
      state.log.append((.link(newPath, inode), false))
    }
  }

  func link(_ descriptor: Int32, to newPath: String) throws(SystemError) {
    try call("linkat", newPath) { (state) throws(SystemError) in
      let inode = try Self.inode(descriptor, state)
      if state.names[newPath] != nil { throw SystemError(call: "linkat", path: newPath, code: EEXIST) }
      state.names[newPath] = inode
      state.log.append((.link(newPath, inode), false))
    }
  }

  func rename(_ path: String, to newPath: String) throws(SystemError) {
    try call("rename", newPath) { (state) throws(SystemError) in
      guard let inode = state.names.removeValue(forKey: path) else {
        throw SystemError(call: "rename", path: path, code: ENOENT)
      }
      state.names[newPath] = inode
      state.log.append((.rename(path, newPath), false))
    }
  }

  func unlink(_ path: String) throws(SystemError) {
    try call("unlink", path) { (state) throws(SystemError) in
      guard state.names.removeValue(forKey: path) != nil else {
        throw SystemError(call: "unlink", path: path, code: ENOENT)
      }
      state.log.append((.unlink(path), false))
    }
  }

  func synchroniseFolder(_ path: String) throws(SystemError) {
    try call("fsync", path) { (state) throws(SystemError) in
      for index in state.log.indices where Self.folders(of: state.log[index].change).contains(path) {
        state.log[index].isDurable = true
      }
    }
  }

  func names(in folder: String) throws(SystemError) -> [String] {
    try call("readdir", folder) { (state) throws(SystemError) in
      state.names.keys.compactMap { Self.folder($0) == folder ? String($0.dropFirst(folder.count + 1)) : nil }
    }
  }

  func makeFolder(_ path: String, for users: FolderUsers) throws(SystemError) {
    try call("mkdir", path) { (_) throws(SystemError) in }
  }

  func freeOctets(at path: String) throws(SystemError) -> UInt64 {
    try call("statvfs", path) { (state) throws(SystemError) in state.free }
  }

  // MARK: Paths

  private static func inode(_ descriptor: Int32, _ state: State) throws(SystemError) -> Int {
    guard let inode = state.descriptors[descriptor] else { throw SystemError(call: "", path: "", code: EBADF) }
    return inode
  }

  private static func status(_ inode: Int, _ state: State) -> FileStatus {
    let file = state.inodes[inode]!
    return FileStatus(size: file.octets.count, modified: file.modified, inode: UInt64(inode), device: 1)
  }

  private static func folder(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  private static func folders(of change: Change) -> [String] {
    switch change {
    case .link(let path, _), .unlink(let path): [folder(path)]
    case .rename(let from, let to): [folder(from), folder(to)]
    }
  }
}
