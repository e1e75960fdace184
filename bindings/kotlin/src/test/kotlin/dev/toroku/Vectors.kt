package dev.toroku

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Code
import dev.toroku.engine.Field
import dev.toroku.engine.Item
import dev.toroku.engine.ItemText
import dev.toroku.engine.Notice
import dev.toroku.engine.Param
import dev.toroku.engine.ParamValue
import dev.toroku.engine.PatternRule
import dev.toroku.engine.Policy
import dev.toroku.engine.PolicySettings
import dev.toroku.engine.Problem
import dev.toroku.engine.UserTypeOffer
import java.io.File
import java.time.Instant
import kotlin.test.fail

const val TERMS = "2023-03"
const val PASSWORD_URL = "https://registration.example/password"

/** From a vector's words to the engine's values, and back. Holds no rules. */
object Vectors {
    private val root = File(System.getProperty("toroku.vectors") ?: "../../tests/vectors")

    fun read(name: String): JsonObject = JsonParser.parseString(File(root, name).readText()).asJsonObject

    fun files(folder: String): List<String> =
        File(root, folder).list()!!.filter { it.endsWith(".json") }.sorted().map { "$folder/$it" }

    private fun texts(path: String): List<String> =
        (if (path.endsWith(".json")) listOf(path) else files(path)).map { File(root, it).readText() }

    /** How many cases stand in a file, or in a folder's files: counted in their text, not by the runner's own reading. */
    fun count(path: String): Int = texts(path).sumOf { Regex("\"id\":").findAll(it).count() }

    /** All texts that a file, or a folder's files, have under this key. */
    fun values(path: String, key: String): Set<String> {
        fun walk(value: JsonElement): List<String> = when {
            value.isJsonArray -> value.asJsonArray.flatMap(::walk)
            value.isJsonObject -> value.asJsonObject.entrySet().flatMap { (name, inner) ->
                if (name == key && inner.isJsonPrimitive) listOf(inner.asString) else walk(inner)
            }
            else -> emptyList()
        }
        return texts(path).flatMap { walk(JsonParser.parseString(it)) }.toSet()
    }

    fun secret(hex: String) = Secret(bytes(hex))

    fun bytes(hex: String): ByteArray = ByteArray(hex.length / 2) { hex.substring(2 * it, 2 * it + 2).toInt(16).toByte() }

    fun field(name: String): Field = Field.valueOf(name.uppercase())

    fun item(name: String): Item = Item.valueOf(name.uppercase())

    fun category(name: String): ApplicantCategory = ApplicantCategory.valueOf(name.uppercase())

    fun moment(seconds: Long): Instant = Instant.ofEpochSecond(seconds)

    /** A text, or a text repeated. */
    fun text(value: JsonElement): String =
        if (value.isJsonObject) {
            value.asJsonObject["text"].asString.repeat(value.asJsonObject["times"].asInt)
        } else {
            value.asString
        }

    fun items(value: JsonObject): List<ItemText> =
        value.entrySet().map { (name, text) -> ItemText(item(name), Personal(text(text))) }

    fun policy(settings: JsonObject?): Policy = Policy(
        PolicySettings(
            termsVersion = settings?.text("terms_version") ?: TERMS,
            passwordUrl = PASSWORD_URL,
            strict = settings?.get("strict")?.asBoolean,
            phonePlanRequired = settings?.get("phone_plan_required")?.asBoolean,
            inactivityLimit = settings?.get("inactivity_limit")?.asLong?.toUInt(),
            draftOutlivesExpiry = settings?.get("draft_outlives_expiry")?.asBoolean,
            birthUnknownFirst = settings?.get("birth_unknown_first")?.asBoolean,
            issuedByOffice = settings?.get("issued_by_office")?.asBoolean,
            sequenceKey = settings?.text("sequence_key")?.let(::secret),
            userTypes = settings?.getAsJsonArray("user_types")?.map {
                UserTypeOffer(it.asJsonObject["name"].asString, it.asJsonObject["text"].asString)
            },
            patterns = settings?.getAsJsonArray("patterns")?.map {
                val rule = it.asJsonObject
                PatternRule(field(rule["field"].asString), rule["name"].asString, rule["expression"].asString)
            },
        ),
    )

    /** The manual's samples. */
    val sample: List<ItemText> = listOf(
        Item.USER_NAME to "HOUMU TARO",
        Item.SEX to "male",
        Item.BIRTH_YEAR to "2000",
        Item.BIRTH_MONTH to "01",
        Item.BIRTH_DAY to "01",
        Item.MUNICIPALITY to "011011",
        Item.STREET_ADDRESS to "1-1-1 緑ヶ関ハイツ202号",
        Item.PHONE to "0312345678",
        Item.EMAIL to "user01@ens-test.com",
        Item.EMAIL_CONFIRMATION to "user01@ens-test.com",
        Item.USER_TYPE to "applicant_at_counter",
    ).map { (item, text) -> ItemText(item, Personal(text)) }

    private val names: Map<Code, String> by lazy { Code.entries.associateWith { it.facts().name } }

    fun name(code: Code): String = names.getValue(code)

    fun said(problem: Problem) =
        Said(name(problem.code), params(problem.params), problem.suggestions.map { it.expose() })

    fun said(notice: Notice) =
        Said(name(notice.code), params(notice.params), listOfNotNull(notice.suggestion?.expose()))

    fun params(params: List<Param>): Map<String, Any> = params.associate {
        it.name.name.lowercase() to when (val value = it.value) {
            is ParamValue.Number -> value.number.toLong()
            is ParamValue.Text -> value.text.expose()
            is ParamValue.Chars -> value.characters.map { one -> one.expose() }
            is ParamValue.Parts -> value.parts.map { part -> part.name.lowercase() }
        }
    }

    fun expectedSaid(value: JsonObject) = Said(
        value["code"].asString,
        expectedParams(value.getAsJsonObject("params")),
        value.getAsJsonArray("suggestions")?.map { it.asString }.orEmpty(),
    )

    fun expectedParams(value: JsonObject?): Map<String, Any> = value?.entrySet().orEmpty().associate { (name, it) ->
        name to when {
            it.isJsonArray -> it.asJsonArray.map { one -> one.asString }
            it.asJsonPrimitive.isNumber -> it.asLong
            else -> it.asString
        }
    }
}

/** A problem or notice: code, parameters by name, suggestions. */
data class Said(val code: String, val params: Map<String, Any>, val suggestions: List<String>)

fun JsonObject.text(name: String): String? = get(name)?.takeUnless { it.isJsonNull }?.asString

fun JsonObject.texts(name: String): List<String> = getAsJsonArray(name)?.map { it.asString }.orEmpty()

fun JsonObject.long(name: String): Long? = get(name)?.takeUnless { it.isJsonNull }?.asLong

fun JsonObject.cases(): List<JsonObject> = getAsJsonArray("cases").map { it.asJsonObject }

/** `OtherUserId` as the vectors write it. */
fun snake(name: String): String = name.replace(Regex("(?<=.)(?=[A-Z])"), "_").lowercase()

inline fun <reified T> Any?.mustBe(id: String): T = this as? T ?: fail("$id: $this is not ${T::class.simpleName}")
