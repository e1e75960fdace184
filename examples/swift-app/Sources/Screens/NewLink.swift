import Foundation
import Toroku
import TorokuClient

// See the head of RegistrationModel.swift: on Linux for the tests alone.
#if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
    import Observation
#endif

/// The request for a new link to set the password. It outlives its page: one that is under way goes on when the page is
/// left, and what came of it is there for whoever comes back, beside what was typed.
#if canImport(Observation) && (!os(Linux) || OBSERVATION_ON_LINUX)
    @Observable
#endif
@MainActor
public final class NewLink {
    /// How far it has come.
    public enum Progress: Sendable { case notAsked, asking, asked, failed }

    /// As typed.
    public var userId = ""
    /// As typed.
    public var email = ""
    public private(set) var progress = Progress.notAsked
    private let client: OfficeClient

    init(_ client: OfficeClient) {
        self.client = client
    }

    public func request(in language: Language) {
        guard progress != .asking else { return }
        progress = .asking
        let (id, email) = (UserId(trimmed(userId)), trimmed(email))
        Task {
            // The answer is the same whether the two belong together or not.
            guard let id, !email.isEmpty else { return progress = .asked }
            do {
                try await client.requestPasswordLink(userId: id, email: Personal(email), language: language)
                progress = .asked
            } catch {
                progress = .failed
            }
        }
    }

    private func trimmed(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
