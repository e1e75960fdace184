// Phones for tests/whole: so many of them register one person after the other at an office, until there is a file
// `stop` in the folder. Each person is a line: e-mail address and user ID. A phone keeps its snapshot in the folder, and
// goes on with it where it was killed: on Linux an answer that breaks within its head ends the process.
//
//     Phones ADDRESS FOLDER PHONES

import Foundation
import Toroku
import TorokuClient

private let impatient = BackOff(first: 0.02, most: 0.2)

/// A person's registration at the point where the office is asked.
@MainActor
private func submitting(_ policy: Policy) throws -> RegistrationModel {
    let model = RegistrationModel(policy: policy, language: Language(tag: "en")!)
    let email = "s-\(UUID().uuidString.lowercased())@ens-test.com"
    try model.choose(.applicantAtCounter)
    let items: [(Item, String)] = [
        (.userName, "HOUMU HANAKO"), (.sex, "female"), (.birthYear, "2000"), (.birthMonth, "01"), (.birthDay, "01"),
        (.municipality, "011011"), (.streetAddress, "1-1-1 緑ヶ関ハイツ202号"), (.phone, "0312345678"),
        (.email, email), (.emailConfirmation, email), (.userType, "applicant_at_counter"),
    ]
    try model.enter(items.map { ItemText(item: $0.0, text: Personal($0.1)) })
    try model.agree(to: policy.termsVersion())
    try model.confirm()
    guard case .confirmation(let page) = model.state.screen else { fatalError("no STEP2: \(model.state)") }
    try model.register(page.digest)
    return model
}

/// The registration that this phone was killed in, or that of another person; `nil` where it is to stop.
@MainActor
private func next(_ policy: Policy, _ file: SnapshotFile, _ folder: URL) throws -> RegistrationModel? {
    if let kept = file.kept() {
        return try RegistrationModel.restored(kept, policy: policy, language: Language(tag: "en")!).get()
    }
    let isOver = FileManager.default.fileExists(atPath: folder.appendingPathComponent("stop").path)
    return isOver ? nil : try submitting(policy)
}

@MainActor
private func phone(_ client: OfficeClient, _ policy: Policy, _ file: SnapshotFile, _ folder: URL) async throws {
    while let model = try next(policy, file, folder) {
        guard case .submit(let submission)? = model.state.effect else { fatalError("nothing to submit: \(model.state)") }
        let office = RemoteOffice(client, backOff: impatient) { try file.keep($0) }
        try await model.submit(to: office)
        let failure = await office.failure
        guard case .completion(let page) = model.state.screen else {
            fatalError("not registered: \(String(describing: failure)), \(model.state)")
        }
        // Not by `print`, whose buffer would die with the process.
        FileHandle.standardOutput.write(Data("\(submission.confirmed.email.exposed) \(page.userId.text)\n".utf8))
        file.remove()
    }
}

@MainActor
private func known(by client: OfficeClient) async throws -> OfficePolicy {
    while true {
        do {
            return try await client.policy()
        } catch let error as OfficeError where error.isWorthRepeating {
            try await Task.sleep(nanoseconds: 50_000_000)
        }
    }
}

private let arguments = CommandLine.arguments
private let client = OfficeClient(URL(string: arguments[1])!)!
private let folder = URL(fileURLWithPath: arguments[2])
private let policy = try Policy(settings: await known(by: client).settings(at: client.office))
try await withThrowingTaskGroup(of: Void.self) { group in
    for number in 0..<Int(arguments[3])! {
        let file = SnapshotFile(folder.appendingPathComponent("phone-\(number)"))
        group.addTask { try await phone(client, policy, file, folder) }
    }
    try await group.waitForAll()
}
