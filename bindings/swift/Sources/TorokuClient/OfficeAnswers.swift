import Foundation
import Toroku

/// What was registered.
public struct Registered: Sendable, Hashable, Decodable {
    /// The user ID: the same for the same key for ever.
    public let userId: UserId
    /// When, by the office's clock.
    public let registeredAt: Date

    private enum CodingKeys: String, CodingKey {
        case userId = "user_id"
        case registeredAt = "registered_at"
    }

    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        guard let userId = UserId(try members.decode(String.self, forKey: .userId)) else {
            throw DecodingError.dataCorruptedError(forKey: .userId, in: members, debugDescription: "no user ID")
        }
        self.userId = userId
        registeredAt = try members.decode(Date.self, forKey: .registeredAt)
    }
}

/// What an app must know of the office. Encode it to keep it.
public struct OfficePolicy: Sendable, Hashable, Codable {
    /// The version of the Terms of Use in force.
    public let termsVersion: String
    /// The user types to choose from, in the order of the screen.
    public let userTypes: [UserType]
    /// The tags of the languages that the office has words and mails in.
    public let languages: [String]
    /// The settings of its engine that decide what passes.
    public let settings: Settings
    /// How much may be asked for.
    public let limits: Limits
    /// The day that its directory of municipalities holds for, as `2026-09-30`.
    public let directoryAsOf: String
    /// The version of its engine.
    public let engineVersion: String

    /// A user type.
    public struct UserType: Sendable, Hashable, Codable {
        /// What a submission names it.
        public let name: String
        /// Its text for screens.
        public let text: String
    }

    /// Settings of the engine, by its names for them.
    public struct Settings: Sendable, Hashable, Codable {
        /// Nothing is converted.
        public let strict: Bool
        /// A phone number outside Japan's numbering plan does not pass.
        public let phonePlanRequired: Bool
        /// A month or day of birth that is not known is the first.
        public let birthUnknownFirst: Bool
        /// The rules for passwords, which are set at the office's page: `nist-b4` or `legacy`.
        public let passwordRules: String
        /// The fewest characters of a password.
        public let passwordMinLength: Int
        /// The most characters of a password.
        public let passwordMaxLength: Int

        private enum CodingKeys: String, CodingKey {
            case strict
            case phonePlanRequired = "phone_plan_required"
            case birthUnknownFirst = "birth_unknown_first"
            case passwordRules = "password_rules"
            case passwordMinLength = "password_min_length"
            case passwordMaxLength = "password_max_length"
        }
    }

    /// Limits; 0 is none.
    public struct Limits: Sendable, Hashable, Codable {
        /// Requests a minute from one address.
        public let requestsPerMinute: Int
        /// Registrations in 24 hours for one mailbox, and as many new links.
        public let mailsPerMailbox: Int
        /// Bytes of a body.
        public let bodyBytes: Int

        private enum CodingKeys: String, CodingKey {
            case requestsPerMinute = "requests_per_minute"
            case mailsPerMailbox = "mails_per_mailbox"
            case bodyBytes = "body_bytes"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case termsVersion = "terms_version"
        case userTypes = "user_types"
        case languages
        case settings
        case limits
        case directoryAsOf = "directory_as_of"
        case engineVersion = "engine_version"
    }

    /// The settings of an engine that confirms under this policy, and leaves the user ID to the office at this address.
    public func settings(at office: URL) -> PolicySettings {
        PolicySettings(
            termsVersion: termsVersion,
            // The engine wants the page that mails link to; it is the office that writes the mail.
            passwordUrl: "https://\(office.host ?? "office")/password",
            strict: settings.strict,
            phonePlanRequired: settings.phonePlanRequired,
            birthUnknownFirst: settings.birthUnknownFirst,
            issuedByOffice: true,
            userTypes: userTypes.map { UserTypeOffer(name: $0.name, text: $0.text) })
    }
}

/// The Terms of Use.
public struct OfficeTerms: Sendable, Hashable, Codable {
    /// The version, as ``RegistrationModel/agree(to:)`` takes it.
    public let version: String
    /// The tag of the language of the texts.
    public let language: String
    /// The title.
    public let title: String
    /// What stands before the sections.
    public let lead: String
    /// The sections in order.
    public let sections: [Section]

    /// A section of the Terms of Use.
    public struct Section: Sendable, Hashable, Codable {
        /// Its title.
        public let title: String
        /// Its text.
        public let text: String
    }
}

extension Submission {
    /// What is sent: a text for each field that a registration stores, and the language of the mail.
    var members: [String: String] {
        var members = ["language": language.tag]
        for field in entryFields() { members[field.stableName()] = confirmed.text(of: field) }
        return members
    }
}

extension Confirmed {
    /// A field's text as it is registered; `nil` where none is.
    fileprivate func text(of field: Field) -> String? {
        switch field {
        case .userName: userName.exposed
        case .sex:
            switch sex {
            case .male: "male"
            case .female: "female"
            }
        case .dateOfBirth:
            String(format: "%04d-%02d-%02d", Int(dateOfBirth.year), Int(dateOfBirth.month), Int(dateOfBirth.day))
        case .municipality: municipality.code
        case .streetAddress: streetAddress.exposed
        case .phone: phone.exposed
        case .email: email.exposed
        case .userType: userType
        case .terms: termsVersion
        case .emailConfirmation, .password, .passwordConfirmation: nil
        }
    }
}
