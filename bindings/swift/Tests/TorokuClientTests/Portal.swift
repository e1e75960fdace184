import Foundation
import Toroku
import TorokuClient
import XCTest

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

let english = Language(tag: "en")!
let japanese = Language(tag: "ja")!

/// Portals that no test has ended: they end with this process, whatever still holds them.
nonisolated(unsafe) private var running: Set<pid_t> = []
private let ended: Void = { _ = atexit { for portal in running { kill(portal, SIGKILL) } } }()

/// A portal of its own process, with a database of its own.
final class Portal: @unchecked Sendable {
    private(set) var address: URL
    private let folder: URL
    private var process: Process
    private var token = ""

    init(_ settings: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("toroku-client-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        (process, address) = try Self.started(in: folder, settings)
        let told = try run(["token", "add", "tests", "--scope", "registrations:read"])
        token = try XCTUnwrap(told.split(separator: "\n").first.map(String.init))
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// At once, as with a power cut.
    func stop() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        running.remove(process.processIdentifier)
    }

    /// On the same database, at another port.
    func startAgain(_ settings: [String: String] = [:]) throws {
        stop()
        (process, address) = try Self.started(in: folder, settings)
    }

    var client: OfficeClient { OfficeClient(address)! }

    /// The user IDs of all records, by e-mail address.
    func records() async throws -> [String: [String]] {
        struct Record: Decodable { let email, user_id: String }
        struct List: Decodable { let registrations: [Record] }
        let list = try await JSONDecoder().decode(List.self, from: get("api/v1/registrations?limit=1000"))
        return Dictionary(grouping: list.registrations, by: \.email).mapValues { $0.map(\.user_id) }
    }

    /// How many mails each address has got, once there are as many as `expected`, or after a minute: a mail that a
    /// killed portal had in hand is taken up 31 seconds later. The mailbox shows the last hundred.
    func mails(_ expected: Int) async throws -> [String: Int] {
        var mails: [String: Int] = [:]
        for _ in 0..<1200 {
            let page = String(decoding: try await get("mailbox"), as: UTF8.self)
            let lines = page.components(separatedBy: "<span class=\"quiet\">").dropFirst()
            mails = lines.reduce(into: [:]) { $0[$1.components(separatedBy: " / ")[0], default: 0] += 1 }
            if lines.count >= expected { break }
            try await Task.sleep(nanoseconds: 50_000_000)
        }
        return mails
    }

    /// What the portal wrote on standard error.
    func log() throws -> String { try String(contentsOf: folder.appendingPathComponent("log"), encoding: .utf8) }

    private func get(_ path: String) async throws -> Data {
        var request = URLRequest(url: URL(string: "\(address.absoluteString)/\(path)")!)
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        let (body, response) = try await URLSession(configuration: .ephemeral).data(for: request)
        XCTAssertEqual((response as? HTTPURLResponse)?.statusCode, 200, path)
        return body
    }

    private func run(_ arguments: [String]) throws -> String {
        let command = try Self.command(in: folder, [:])
        command.arguments = arguments
        let pipe = Pipe()
        command.standardOutput = pipe
        try command.run()
        let told = pipe.fileHandleForReading.readDataToEndOfFile()
        command.waitUntilExit()
        XCTAssertEqual(command.terminationStatus, 0, "\(arguments)")
        return String(decoding: told, as: UTF8.self)
    }

    private static func started(in folder: URL, _ settings: [String: String]) throws -> (Process, URL) {
        let process = try command(in: folder, settings)
        let pipe = Pipe()
        process.standardOutput = pipe
        _ = ended
        try process.run()
        running.insert(process.processIdentifier)
        var told = Data()
        while !told.contains(UInt8(ascii: "\n")) {
            let more = pipe.fileHandleForReading.availableData
            guard !more.isEmpty else { throw NoPortal(said: String(decoding: told, as: UTF8.self)) }
            told += more
        }
        let words = String(decoding: told, as: UTF8.self).split(separator: " ")
        guard words.count > 1, let address = URL(string: String(words[1])) else { throw NoPortal(said: "\(words)") }
        return (process, address)
    }

    private static func command(in folder: URL, _ settings: [String: String]) throws -> Process {
        let named = ProcessInfo.processInfo.environment["TOROKU_PORTAL"]
        let portal = try XCTUnwrap(named, "TOROKU_PORTAL names no portal: tests/swift/run does")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: portal)
        process.currentDirectoryURL = folder
        var all = [
            "TOROKU_LISTEN": "127.0.0.1:0",
            "TOROKU_LIMITS_FORMS_PER_MINUTE": "0", "TOROKU_LIMITS_SESSIONS_PER_MINUTE": "0",
            "TOROKU_LIMITS_MAILS_PER_MAILBOX": "0", "TOROKU_MAIL_TIMEOUT_SECONDS": "1", "TOROKU_LOG": "debug",
        ]
        all.merge(settings) { $1 }
        process.environment = all
        process.standardInput = FileHandle.nullDevice
        let log = folder.appendingPathComponent("log")
        if !FileManager.default.fileExists(atPath: log.path) {
            _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        }
        let end = try FileHandle(forWritingTo: log)
        try end.seekToEnd()
        process.standardError = end
        return process
    }
}

struct NoPortal: Error { let said: String }
