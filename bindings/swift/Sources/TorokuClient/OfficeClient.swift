import Foundation
import Toroku

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The office's API for apps, `/api/v1`: a call is one request, and throws ``OfficeError``, or `CancellationError`
/// where its task was cancelled. ``RemoteOffice`` asks again.
///
/// It keeps nothing, no cookie and no copy of an answer, logs nothing, and follows no redirect.
public struct OfficeClient: Sendable {
    /// The office's address, such as `https://registration.example`.
    public let office: URL
    private let session: URLSession

    /// `nil` for an address that is neither `https` nor of this machine: what a person entered goes over no open line.
    ///
    /// A session of the app's own is where certificates are pinned: its delegate answers the challenge. Make it with
    /// ``configuration()``.
    public init?(_ office: URL, session: URLSession = URLSession(configuration: OfficeClient.configuration())) {
        let isOfThisMachine = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(office.host?.lowercased() ?? "")
        switch office.scheme?.lowercased() {
        case "https": break
        case "http" where isOfThisMachine: break
        default: return nil
        }
        self.office = office
        self.session = session
    }

    /// What a session for this client begins with: nothing kept, half a minute for an answer.
    public static func configuration() -> URLSessionConfiguration {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.urlCache = nil
        configuration.timeoutIntervalForRequest = 30
        configuration.timeoutIntervalForResource = 60
        return configuration
    }

    /// What an app must know to confirm what the office will take. Ask at the start and after a refusal; keep the last
    /// answer for a start without a network.
    public func policy() async throws -> OfficePolicy {
        try await read(send("GET", "policy"))
    }

    /// The text of the Terms of Use in force; another version is a problem `not-found`.
    public func terms(_ version: String, in language: Language) async throws -> OfficeTerms {
        try await read(send("GET", "terms/\(escaped(version))", ["Accept-Language": language.tag]))
    }

    /// Registers what was confirmed, once a key. What does not pass there is a problem with ``OfficeProblem/fields``.
    public func register(_ submission: Submission) async throws -> Registered {
        let headers = ["Idempotency-Key": submission.key.text, "Accept-Language": submission.language.tag]
        return try await read(send("POST", "registrations", headers, submission.members))
    }

    /// What was registered under a key; `nil` where nothing was, so far.
    public func registered(_ key: NotificationKey) async throws -> Registered? {
        do {
            let registered: Registered = try await read(send("GET", "registrations/\(key.text)"))
            return registered
        } catch let error as OfficeError where error.problem?.name == "not-found" {
            return nil
        }
    }

    /// Asks for a new password link. A mail comes if the two belong together; the office does not say whether they do.
    public func requestPasswordLink(userId: UserId, email: Personal, language: Language) async throws {
        let members = ["user_id": userId.text, "email": email.exposed, "language": language.tag]
        _ = try await send("POST", "password/links", ["Accept-Language": language.tag], members)
    }

    /// The body of the office's answer to one request.
    private func send(
        _ method: String, _ path: String, _ headers: [String: String] = [:], _ members: [String: String]? = nil
    ) async throws -> Data {
        var address = office.absoluteString
        while address.hasSuffix("/") { address.removeLast() }
        guard let url = URL(string: "\(address)/api/v1/\(path)") else { throw OfficeError.notReached }
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData)
        request.httpMethod = method
        request.httpShouldHandleCookies = false
        request.allHTTPHeaderFields = headers
        request.setValue("application/json, application/problem+json", forHTTPHeaderField: "Accept")
        if let members {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = try encoder.encode(members)
        }
        let (body, response) = try await answer(to: request)
        guard (200..<300).contains(response.statusCode) else { throw OfficeError(response, body) }
        return body
    }

    private func answer(to request: URLRequest) async throws -> (Data, HTTPURLResponse) {
        do {
            let (body, response) = try await session.data(for: request, delegate: NoRedirect())
            // Foundation for Linux follows redirects without asking: what came from elsewhere is not the office's.
            guard let response = response as? HTTPURLResponse, response.url == request.url else {
                throw OfficeError.notReached
            }
            return (body, response)
        } catch {
            // A delegate that refuses a certificate looks like a cancelled request too.
            try Task.checkCancellation()
            throw OfficeError.notReached
        }
    }

    /// An answer that cannot be read is not the office's.
    private func read<Answer: Decodable>(_ body: Data) throws -> Answer {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(Answer.self, from: body)
        } catch {
            throw OfficeError.notReached
        }
    }

    private func escaped(_ text: String) -> String {
        let unreserved = CharacterSet(charactersIn: "-._~").union(.alphanumerics)
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}

/// The API redirects nobody. Whoever does, a café's network for one, is to get no registration.
private final class NoRedirect: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
