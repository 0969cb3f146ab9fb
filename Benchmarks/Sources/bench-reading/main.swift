import CAllocationCount
import Glibc

// bench-reading PACK RUNS [all|text|defects|bodies|rules]
//
// A pack is repeated [u32 little-endian length][message]. Prints one line of JSON: CPU seconds are the median of RUNS
// passes after one to warm up, single thread; compare only within one run of the machine.

/// Seconds of CPU time of this process.
func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The messages of a pack.
func messages(ofPack path: String) -> [[UInt8]]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var result: [[UInt8]] = []
  var length: UInt32 = 0
  while fread(&length, 4, 1, file) == 1 {
    var octets = [UInt8](repeating: 0, count: Int(UInt32(littleEndian: length)))
    guard fread(&octets, 1, octets.count, file) == octets.count else { return nil }
    result.append(octets)
  }
  return result
}

guard CommandLine.arguments.count > 2, let runs = Int(CommandLine.arguments[2]), runs > 0,
  let pack = messages(ofPack: CommandLine.arguments[1])
else {
  print("usage: bench-reading PACK RUNS [all|text|defects|bodies|rules]")
  exit(2)
}
let mode = CommandLine.arguments.count > 3 ? CommandLine.arguments[3] : "all"
let judging = mode == "rules" ? RuleJudging() : nil
var seconds: [Double] = []
var counters = Counters()
var allocations: UInt = 0
for run in 0...runs {
  counters = Counters()
  allocations = allocation_count()
  let start = cpuSeconds()
  for message in pack {
    if let judging {
      counters.judge(message, by: judging)
    } else if mode == "bodies" {
      counters.readBodies(message)
    } else {
      counters.read(message, decodesAll: mode != "text", judges: mode == "defects")
    }
  }
  if run > 0 { seconds.append(cpuSeconds() - start) }
  allocations = allocation_count() - allocations
}
seconds.sort()
let median = seconds[runs / 2]
var usage = rusage()
getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
print(
  """
  {"peer":"presend(\(mode))","bytes":\(counters.octets),"median_s":\(median),\
  "mb_s":\((Double(counters.octets) / 1e5 / median).rounded() / 10),"msg_s":\(Int(Double(counters.messages) / median)),\
  "rss_mib":\(usage.ru_maxrss / 1024),"allocations_msg":\(Int(allocations) / max(counters.messages, 1)),\
  "counters":"msgs \(counters.messages) parts \(counters.parts) headers \(counters.fields) \
  addrs \(counters.addresses) text \(counters.text) bin \(counters.binary) fields \(counters.fieldOctets) \
  links \(counters.links) fetches \(counters.fetches) findings \(counters.findings)"}
  """)
