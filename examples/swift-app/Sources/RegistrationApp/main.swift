// The manual's registration on a terminal, with its own samples: what an app does, without the pixels.
//
//   swift run RegistrationApp        a new registration, in the language of the terminal
//   swift run RegistrationApp ja     in Japanese
//   swift run RegistrationApp en http://127.0.0.1:8080    at the office's portal, which issues the user ID

import Foundation
import Toroku
import TorokuClient

let arguments = CommandLine.arguments.dropFirst()
let wished = arguments.first.map { [$0] } ?? Locale.preferredLanguages
guard let language = Language(preferring: wished) ?? Language(tag: "en") else {
    fatalError("the engine has words in English")
}
let office = arguments.dropFirst().first.flatMap { URL(string: $0) }.flatMap { OfficeClient($0) }
let settings =
    try await office?.policy().settings(at: office!.office)
    ?? PolicySettings(termsVersion: "2023-03", passwordUrl: "https://registration.example/password")
let policy = try Policy(settings: settings)
let store = TerminalStore()
let model = RegistrationModel(policy: policy, language: language)

show(model)
// 1. The top page: the third button.
try model.choose(.applicantAtCounter)
// 2. STEP1, first as people do it: something is missing, something is written otherwise.
try model.enter(.userName, "Houmu Taro")
try model.enter(.phone, "03-1234-5678")
try model.enter(.streetAddress, "1-1-1 緑ヶ関ハイツ202号")
try model.confirm()
show(model)
// 3. The municipality's window, then the rest.
let found = try model.searchMunicipalities("sapporo chuo", in: nil, limit: 5)[0]
print("   sapporo chuo -> \(found.fullName), \(found.english)\n")
try model.take(found, searched: "sapporo chuo")
let rest: [(Item, String)] = [
    (.sex, "male"), (.birthYear, "2000"), (.birthMonth, "1"), (.birthDay, "1"),
    (.email, "user01@ens-test.com"), (.emailConfirmation, "user01@ens-test.com"),
    (.userType, policy.userTypes()[0].value),
]
try model.enter(rest.map { ItemText(item: $0.0, text: Personal($0.1)) })
// 4. The Terms of Use: the version shown is the version agreed to.
if case .terms(let version) = try model.showTerms() {
    try model.agree(to: version)
}
// 5. STEP2.
try model.confirm()
show(model)
// 6. Registration, and what the engine orders: from the app's store, or from the office.
if case .confirmation(let page) = model.state.screen {
    try model.register(page.digest)
}
if let office {
    // An app keeps the snapshot, and goes on with it where it was killed meanwhile.
    try await model.submit(to: RemoteOffice(office) { _ in })
} else {
    try await model.carryOut(store)
}
// 7. STEP3.
show(model)
for mail in await store.outbox.values {
    print(mail.text.exposed)
}
