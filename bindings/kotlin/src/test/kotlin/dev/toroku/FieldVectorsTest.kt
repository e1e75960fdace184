package dev.toroku

import com.google.gson.JsonObject
import dev.toroku.engine.Answer
import dev.toroku.engine.ApplicantCategory
import dev.toroku.engine.Field
import dev.toroku.engine.FieldReport
import dev.toroku.engine.Input
import dev.toroku.engine.Item
import dev.toroku.engine.Registration
import dev.toroku.engine.Screen
import dev.toroku.engine.wordProblem
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test

/** One field at a time, all others filled with the manual's samples. */
class FieldVectorsTest {
    @Test
    fun everyFieldCase() {
        var ran = 0
        for (case in Vectors.files("fields").flatMap { Vectors.read(it).cases() }) {
            run(case)
            ran++
        }
        println("$ran field cases")
        assertEquals(Vectors.count("fields"), ran)
    }

    private fun run(case: JsonObject) {
        val id = case["id"].asString
        val settings = case.getAsJsonObject("policy")
        val now = Vectors.moment(case.long("now") ?: 1_700_000_000)
        val field = Vectors.field(case["field"].asString)
        val expected = case.getAsJsonObject("expect")
        Registration(Vectors.policy(settings), Language.byTag("en")!!).use { registration ->
            fun handle(input: Input) = registration.handle(input, now)
            handle(Input.ChooseCategory(ApplicantCategory.APPLICANT_AT_COUNTER, Vectors.secret("0f1e".repeat(16))))
            handle(Input.Fill(Vectors.sample))
            if (settings?.get("strict")?.asBoolean == true) {
                handle(Input.Set(Item.STREET_ADDRESS, Personal("１－１－１")))
            }
            handle(Input.Fill(Vectors.items(case.getAsJsonObject("items"))))
            val accepted = handle(Input.Agree(TERMS))

            // As the page reports it while a person types.
            val entry = accepted.screen.mustBe<Screen.Entry>(id).page
            expectReport(id, entry.reports.single { it.field == field }, expected)

            // As Confirm answers.
            val confirmed = handle(Input.Confirm)
            when (val answer = confirmed.answer) {
                is Answer.Problems -> {
                    val problem = answer.problems.single()
                    assertEquals(field, problem.field, id)
                    assertEquals(Vectors.expectedSaid(expected.getAsJsonObject("problem")), Vectors.said(problem), id)
                    assertTrue(problem.text.expose().isNotEmpty(), id)
                    // In each language what its page says.
                    for (language in Language.all()) {
                        registration.setLanguage(language)
                        val page = registration.screen(now).mustBe<Screen.Entry>(id).page
                        val worded = page.reports.single { it.field == field }.problem?.text
                        assertEquals(worded?.expose(), wordProblem(problem, language).expose(), "$id in $language")
                    }
                }
                else -> {
                    assertEquals(Answer.ReadyToConfirm, answer, id)
                    assertTrue(!expected.has("problem"), id)
                    val page = confirmed.screen.mustBe<Screen.Confirmation>(id).page
                    val shown = page.items.find { it.field == field }
                    assertEquals(expected.text("value"), shown?.text?.expose(), id)
                    if (shown != null) {
                        assertEquals(expected.texts("conversions"), shown.conversions.map { Vectors.name(it.code) }, id)
                    }
                    val notices = page.notices.filter { it.field == field }.map(Vectors::said)
                    assertEquals(notices(expected), notices, id)
                }
            }
        }
    }

    private fun expectReport(id: String, report: FieldReport, expected: JsonObject) {
        val problem = expected.getAsJsonObject("problem")?.let(Vectors::expectedSaid)
        assertEquals(problem, report.problem?.let(Vectors::said), id)
        assertEquals(notices(expected), report.notices.map(Vectors::said), id)
        assertEquals(expected.texts("conversions"), report.conversions.map { Vectors.name(it.code) }, id)
        val conversion = report.conversions.firstOrNull()
        val value = expected.text("value")
        if (conversion != null && value != null && report.field !in setOf(Field.SEX, Field.USER_TYPE)) {
            assertEquals(value, conversion.after.expose(), id)
        }
    }

    private fun notices(expected: JsonObject) =
        expected.getAsJsonArray("notices")?.map { Vectors.expectedSaid(it.asJsonObject) }.orEmpty()
}
