import Foundation

/// A certification authority of one test, made with openssl, and a server certificate that it signed.
struct TestAuthority {
  let folder: URL
  var authorityFile: String { folder.appendingPathComponent("ca.pem").path }
  var certificate: String { folder.appendingPathComponent("server.pem").path }
  var key: String { folder.appendingPathComponent("server.key").path }

  struct Failed: Error { let arguments: [String] }

  /// - Parameter names: the subject alternative names, as openssl writes them ("DNS:localhost,IP:127.0.0.1").
  init(names: String) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("presend-ca-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try openssl([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "ca.key",
      "-out",
      "ca.pem", "-days", "2", "-subj", "/CN=Test authority",
    ])
    try openssl([
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "server.key", "-out",
      "server.csr", "-subj", "/CN=server", "-addext", "subjectAltName=\(names)",
    ])
    try openssl([
      "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "server.pem",
      "-days", "2", "-copy_extensions", "copy",
    ])
  }

  /// The server's public key as curl's pins say it.
  var pin: String {
    get throws {
      try openssl(["x509", "-in", "server.pem", "-pubkey", "-noout", "-out", "key.pem"])
      try openssl(["pkey", "-pubin", "-in", "key.pem", "-outform", "DER", "-out", "key.der"])
      try openssl(["dgst", "-sha256", "-binary", "-out", "key.digest", "key.der"])
      return "sha256//" + (try Data(contentsOf: folder.appendingPathComponent("key.digest"))).base64EncodedString()
    }
  }

  /// A folder with the authority under the name that OpenSSL looks for.
  var authorityFolder: String {
    get throws {
      let authorities = folder.appendingPathComponent("authorities")
      try FileManager.default.createDirectory(at: authorities, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: authorityFile, toPath: authorities.appendingPathComponent("ca.pem").path)
      try openssl(["rehash", authorities.path])
      return authorities.path
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  private func openssl(_ arguments: [String]) throws {
    let status = try ChildProcess(["openssl"] + arguments, in: folder.path).wait()
    if status != 0 { throw Failed(arguments: arguments) }
  }
}
