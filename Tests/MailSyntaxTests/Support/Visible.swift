/// Text with CR, LF and other controls made visible, for messages of failing tests.
func visible(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0..<0x20: result.unicodeScalars.append(Unicode.Scalar(scalar.value + 0x2400)!)
    case 0x7F: result += "␡"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

extension String {
  var octets: [UInt8] { Array(utf8) }
}
