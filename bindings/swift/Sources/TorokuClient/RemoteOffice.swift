import Foundation
import Toroku

/// The office behind a network, as ``RegistrationModel`` submits to it.
///
/// One for a registration: it remembers how often its submission failed, and how long the office wants to be left
/// alone.
public actor RemoteOffice: OfficeStore {
    /// The requests.
    public let client: OfficeClient
    /// Why the last submission has no answer; `nil` where it has one. Where the office gave its reasons, show
    /// ``OfficeProblem/title``.
    public private(set) var failure: OfficeError?

    private let backOff: BackOff
    private let keeper: @Sendable (Snapshot) async throws -> Void
    private var failures = 0
    private var failedAt = Date.distantPast

    /// `keep` stores a snapshot, as ``SnapshotFile/keep(_:)`` does, before anything is sent.
    public init(
        _ client: OfficeClient, backOff: BackOff = BackOff(), keep: @escaping @Sendable (Snapshot) async throws -> Void
    ) {
        self.client = client
        self.backOff = backOff
        keeper = keep
    }

    public func keep(_ snapshot: Snapshot) async throws { try await keeper(snapshot) }

    /// One try. Before the time that the office has asked for is over nothing is sent.
    public func submit(_ submission: Submission) async throws -> SubmissionResult {
        if askedToWait > 0 { return .notReached }
        do {
            let registered = try await client.register(submission)
            succeeded()
            return .registered(registered.userId)
        } catch let error as OfficeError {
            let problems = error.problem?.fields.compactMap(\.problem) ?? []
            if error.problem?.status == 422, !problems.isEmpty {
                succeeded()
                return .refused(problems)
            }
            failure = error
            failures += 1
            failedAt = Date()
            return .notReached
        }
    }

    private func succeeded() {
        failure = nil
        failures = 0
    }

    /// Seconds for which the office wants to be left alone. A clock that was set back does not make them more.
    private var askedToWait: TimeInterval {
        guard let asked = failure?.retryAfter else { return 0 }
        let passed = Date().timeIntervalSince(failedAt)
        return (0..<asked).contains(passed) ? asked - passed : 0
    }

    /// Seconds before the next try; `nil` where the same submission would fail again.
    func pause() -> TimeInterval? {
        if let failure, !failure.isWorthRepeating { return nil }
        return askedToWait + backOff.pause(after: max(failures, 1))
    }
}

/// How long to wait between tries: twice as long after each failure, less a random part of half of it, so that phones
/// that lost the office together do not come back together. It is added to what the office asks for.
public struct BackOff: Sendable, Hashable {
    /// The most seconds after the first failure.
    public let first: TimeInterval
    /// The most seconds after any.
    public let most: TimeInterval

    public init(first: TimeInterval = 1, most: TimeInterval = 300) {
        self.first = first
        self.most = most
    }

    func pause(after failures: Int) -> TimeInterval {
        let doubled = first * pow(2, Double(min(failures, 32) - 1))
        return min(doubled, most) * Double.random(in: 0.5...1)
    }
}

extension RegistrationModel {
    /// Carries out what the engine orders until the office has answered, with pauses between the tries. Meanwhile
    /// ``RegistrationState/isWaitingForNetwork`` is true, and ``retry()`` tries at once, for a button or for when the
    /// network is back.
    ///
    /// It ends without an answer where the office would say the same again: ``RemoteOffice/failure`` has its words.
    /// Cancelling the task ends it too. The order stands: call it again, after a restart as well.
    @discardableResult
    public func submit(to office: RemoteOffice) async throws -> Answer? {
        repeat {
            try await carryOut(office)
            guard state.isWaitingForNetwork, let pause = await office.pause() else { break }
            try await Task.sleep(nanoseconds: UInt64(pause * 1_000_000_000))
        } while state.effect != nil
        return state.answer
    }
}
