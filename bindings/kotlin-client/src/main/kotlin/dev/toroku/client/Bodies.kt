package dev.toroku.client

import dev.toroku.Personal
import dev.toroku.UserId
import dev.toroku.engine.Confirmed
import dev.toroku.engine.Field
import dev.toroku.engine.PasswordLengths
import dev.toroku.engine.PasswordRules
import dev.toroku.engine.PasswordSettings
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Submission
import dev.toroku.engine.UserTypeOffer
import dev.toroku.toLocalDate
import java.time.Instant
import java.time.LocalDate
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

// The office's bodies of JSON as this module's values. A member that is missing or not as described throws
// NoSuchElementException, IllegalArgumentException or DateTimeParseException.

private fun JsonObject.member(name: String): JsonElement = getValue(name)

internal fun JsonObject.text(name: String): String = member(name).asText()

internal fun JsonObject.textOrNull(name: String): String? = (get(name) as? JsonPrimitive)?.takeIf { it.isString }?.content

private fun JsonObject.number(name: String): Int = member(name).jsonPrimitive.int

private fun JsonObject.flag(name: String): Boolean = member(name).jsonPrimitive.boolean

private fun JsonObject.objects(name: String): List<JsonObject> = member(name).jsonArray.map { it.jsonObject }

private fun JsonElement.asText(): String = jsonPrimitive.also { require(it.isString) }.content

private fun JsonElement.asPersonalTexts(): List<Personal> = jsonArray.map { Personal(it.asText()) }

/** What is sent to register: a text for each field, and the language of the mail. */
internal fun Submission.toBody(): JsonObject = texts(
    *confirmed.texts().map { (field, text) -> field.stableName() to text }.toTypedArray(),
    "language" to language.tag,
)

private fun Confirmed.texts() = listOf(
    Field.USER_NAME to userName.expose(),
    Field.SEX to sex.name.lowercase(),
    Field.DATE_OF_BIRTH to dateOfBirth.toLocalDate().toString(),
    Field.MUNICIPALITY to municipality.code,
    Field.STREET_ADDRESS to streetAddress.expose(),
    Field.PHONE to phone.expose(),
    Field.EMAIL to email.expose(),
    Field.USER_TYPE to userType,
    Field.TERMS to termsVersion,
)

internal fun texts(vararg members: Pair<String, String>): JsonObject =
    JsonObject(members.associate { (name, text) -> name to JsonPrimitive(text) })

internal fun JsonObject.toRegistration() =
    OfficeRegistration(requireNotNull(UserId.parse(text("user_id"))), Instant.parse(text("registered_at")))

/** The problems of a refusal. */
internal fun JsonObject.toProblems(): List<OfficeProblem> = objects("problems").map { problem ->
    OfficeProblem(
        code = problem.number("code"),
        name = problem.text("name"),
        field = problem.text("field"),
        params = problem.member("params").jsonObject.mapValues { (_, texts) -> texts.asPersonalTexts() },
        suggestions = problem.member("suggestions").asPersonalTexts(),
        text = Personal(problem.text("text")),
    )
}

internal fun JsonObject.toPolicy(passwordUrl: String): OfficePolicy {
    val settings = member("settings").jsonObject
    val limits = member("limits").jsonObject
    return OfficePolicy(
        settings = PolicySettings(
            termsVersion = text("terms_version"),
            passwordUrl = passwordUrl,
            strict = settings.flag("strict"),
            phonePlanRequired = settings.flag("phone_plan_required"),
            birthUnknownFirst = settings.flag("birth_unknown_first"),
            issuedByOffice = true,
            userTypes = objects("user_types").map { UserTypeOffer(it.text("name"), it.text("text")) },
            password = settings.toPasswordSettings(),
        ),
        languages = member("languages").jsonArray.map { it.asText() },
        requestsPerMinute = limits.number("requests_per_minute"),
        mailsPerMailbox = limits.number("mails_per_mailbox"),
        directoryAsOf = LocalDate.parse(text("directory_as_of")),
        engineVersion = text("engine_version"),
    )
}

/** `null` where this engine does not know the rules: passwords are set at the office's page, so that an app can go on. */
private fun JsonObject.toPasswordSettings(): PasswordSettings? {
    val rules = when (text("password_rules")) {
        "nist-b4" -> PasswordRules.NIST_B4
        "legacy" -> PasswordRules.LEGACY
        else -> return null
    }
    val lengths = PasswordLengths(number("password_min_length").toUShort(), number("password_max_length").toUShort())
    return PasswordSettings(rules = rules, lengths = lengths)
}

internal fun JsonObject.toTerms() = Terms(
    version = text("version"),
    language = text("language"),
    title = text("title"),
    lead = text("lead"),
    sections = objects("sections").map { Terms.Section(it.text("title"), it.text("text")) },
)
