import Foundation

/// A server on this machine that does with each connection what it is told: a network's part in these tests.
final class LoopbackServer: @unchecked Sendable {
    let port: UInt16
    private let listener: Int32
    private let lock = NSLock()
    private var count = 0

    init(_ serve: @escaping @Sendable (_ connection: Int32, _ number: Int) -> Void) throws {
        (listener, port) = try Self.listening()
        // A line that breaks is an error of `send`, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        Thread.detachNewThread {
            while true {
                let connection = accept(self.listener, nil, nil)
                guard connection >= 0 else { return }
                let number = self.counted()
                Thread.detachNewThread {
                    serve(connection, number)
                    shutdown(connection, Int32(SHUT_RDWR))
                    close(connection)
                }
            }
        }
    }

    /// No more connections.
    func end() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func counted() -> Int {
        lock.withLock {
            count += 1
            return count
        }
    }

    var address: URL { URL(string: "http://127.0.0.1:\(port)")! }

    /// A port at which nobody listens.
    static func closedPort() throws -> UInt16 {
        let (listener, port) = try listening()
        close(listener)
        return port
    }

    private static func listening() throws -> (Int32, UInt16) {
        let listener = stream()
        var address = loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 512) == 0 && getsockname(listener, $0, &size) == 0
            }
        }
        guard isOpen else { throw POSIXError(.EADDRNOTAVAIL) }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    /// A connection to a port of this machine; `nil` where nobody listens.
    static func connection(to port: UInt16) -> Int32? {
        let connection = stream()
        var address = loopback(port)
        let isOpen = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if isOpen { return connection }
        close(connection)
        return nil
    }

    private static func stream() -> Int32 {
        #if os(Linux)
            socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            socket(AF_INET, SOCK_STREAM, 0)
        #endif
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    /// What came, some bytes; `nil` at the end.
    static func read(_ connection: Int32) -> [UInt8]? {
        let most = 16_384
        var bytes = [UInt8](repeating: 0, count: most)
        let count = recv(connection, &bytes, most, 0)
        return count > 0 ? Array(bytes[..<count]) : nil
    }

    /// A whole request: its head, and as many bytes as that says.
    static func readRequest(_ connection: Int32) -> String {
        var bytes: [UInt8] = []
        while let more = read(connection) {
            bytes += more
            let text = String(decoding: bytes, as: UTF8.self)
            guard let head = text.range(of: "\r\n\r\n") else { continue }
            let lines = text[..<head.lowerBound].lowercased().components(separatedBy: "\r\n")
            let length = lines.first { $0.hasPrefix("content-length:") }?.dropFirst(15)
            let due = length.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) } ?? 0
            if text[head.upperBound...].utf8.count >= due { return text }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @discardableResult
    static func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(connection, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}

/// Where a line breaks.
enum Cut: Sendable, Hashable {
    /// When so many bytes of the request have gone on to the office.
    case request(Int)
    /// When so many bytes of its answer have come back; at 0 the office has answered, and nobody hears it.
    case answer(Int)

    var ofRequest: Int? { if case .request(let bytes) = self { bytes } else { nil } }
    var ofAnswer: Int? { if case .answer(let bytes) = self { bytes } else { nil } }
}

/// A line to the office that breaks where it is told to, once for each cut, and then holds.
final class Line: @unchecked Sendable {
    private let lock = NSLock()
    private var office: UInt16
    private var cuts: [Cut]
    private let whenAnswered: (@Sendable () -> Void)?
    private var server: LoopbackServer!

    init(to office: URL, _ cuts: [Cut], whenAnswered: (@Sendable () -> Void)? = nil) throws {
        self.office = UInt16(office.port!)
        self.cuts = cuts
        self.whenAnswered = whenAnswered
        server = try LoopbackServer { connection, _ in self.carry(connection) }
    }

    func end() { server.end() }

    var address: URL { server.address }

    /// The office is at another port now.
    func lead(to office: URL) { lock.withLock { self.office = UInt16(office.port!) } }

    private func carry(_ phone: Int32) {
        let (port, cut) = lock.withLock { (office, cuts.isEmpty ? nil : cuts.removeFirst()) }
        guard let upstream = LoopbackServer.connection(to: port) else { return }
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            self.pass(from: phone, to: upstream, limit: cut?.ofRequest)
            done.signal()
        }
        Thread.detachNewThread {
            self.pass(from: upstream, to: phone, limit: cut?.ofAnswer) { if cut != nil { self.whenAnswered?() } }
            done.signal()
        }
        // Where one way ends, so does the other.
        done.wait()
        shutdown(upstream, Int32(SHUT_RDWR))
        shutdown(phone, Int32(SHUT_RDWR))
        done.wait()
        close(upstream)
    }

    private func pass(from: Int32, to: Int32, limit: Int?, _ first: () -> Void = {}) {
        var left = limit ?? .max
        var isFirst = true
        while let bytes = LoopbackServer.read(from) {
            if isFirst { first() }
            #if os(Linux)
                // Swift 6.0's Foundation for Linux ends the process where an answer breaks within its head.
                if isFirst, left > 0, let head = String(decoding: bytes, as: UTF8.self).range(of: "\r\n\r\n") {
                    left = max(left, String(decoding: bytes, as: UTF8.self)[..<head.upperBound].utf8.count)
                }
            #endif
            isFirst = false
            guard LoopbackServer.write(Array(bytes.prefix(left)), to: to) else { return }
            left -= min(left, bytes.count)
            if left == 0 { return }
        }
    }
}
