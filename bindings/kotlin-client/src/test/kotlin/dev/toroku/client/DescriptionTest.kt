package dev.toroku.client

import java.io.File
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import dev.toroku.NotificationKey
import dev.toroku.Personal
import dev.toroku.UserId
import org.junit.jupiter.api.Test

/** What is sent is what the API's description says. */
class DescriptionTest {
    private val description =
        Json.parseToJsonElement(File(System.getProperty("toroku.root"), "examples/portal/openapi.json").readText()).jsonObject

    private fun JsonObject.at(vararg names: String): JsonObject =
        names.fold(this) { found, name -> found.getValue(name).jsonObject }

    @Test
    fun theBodyHasTheMembersThatAreDescribed() {
        val schema = description.at("components", "schemas", "Submission")
        val sent = submitting().submission.toBody()
        assertEquals(schema.at("properties").keys, sent.keys)
        assertEquals(schema.getValue("required").jsonArray.map { it.jsonPrimitive.content }.toSet(), sent.keys)
        for ((name, member) in schema.at("properties")) {
            val example = member.jsonObject["examples"]?.jsonArray?.single() ?: continue
            assertEquals(example, sent.getValue(name), name)
        }
    }

    @Test
    fun theAddressesAreThoseDescribed(): Unit = runBlocking {
        val described = description.at("paths").keys.map { Regex(it.replace(Regex("\\{[a-z_]+}"), "[^/]+")) }
        Office { Office.Said(503) }.use { office ->
            val client = OfficeClient(office.address, http)
            client.register(submitting().submission)
            client.registered(NotificationKey.parse("9f86d081884c7d659a2feaa0c55ad015")!!)
            client.policy()
            client.terms("sample-1", english)
            client.requestPasswordLink(UserId.parse("hdlpf38617")!!, Personal("user01@ens-test.com"), english)
            assertEquals(5, office.asked.size)
            for (path in office.asked) assertTrue(described.any { it.matches(path) }, path)
        }
    }
}
