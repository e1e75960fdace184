package dev.toroku.client

import dev.toroku.Language
import dev.toroku.RegistrationModel
import dev.toroku.engine.Answer
import dev.toroku.engine.Code
import dev.toroku.engine.Field
import dev.toroku.engine.Problem
import dev.toroku.engine.Screen
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

/** What the office refuses, as a model shows it. */
class ProblemsTest {
    private fun problem(
        code: Int,
        field: String,
        params: String = "{}",
        suggestions: String = "[]",
    ) = """{"code":$code,"name":"a.name","field":"$field","params":$params,"suggestions":$suggestions,""" +
        """"text":"the office's text"}"""

    /** A model whose submission was refused for these. */
    private fun refused(vararg problems: String): RegistrationModel = runBlocking {
        val body = """{"type":"/api/v1/#refused","title":"t","status":422,"problems":[${problems.joinToString(",")}]}"""
        Office { Office.Said(422, body) }.use { office ->
            submitting().also { model ->
                val store = NetworkStore(OfficeClient(office.address, http)) { }
                assertIs<Answer.Problems>(model.carryOutUntilAnswered(store)?.answerOrThrow())
                assertEquals(listOf("/api/v1/registrations"), office.asked)
            }
        }
    }

    private fun shown(model: RegistrationModel): List<Problem> =
        assertIs<Screen.Entry>(model.state.value.screen).page.reports.mapNotNull { it.problem }

    @Test
    fun aProblemHasItsCodeItsParametersItsSuggestionsAndTheEnginesWords() {
        val characters = problem(107, "user_name", """{"char":["É"],"suggestion":["E"]}""", """["HOUMU"]""")
        val parts = problem(302, "date_of_birth", """{"missing":["month","day"]}""")
        val number = problem(603, "phone", """{"actual":["20"],"max":["15"]}""")
        val problems = shown(refused(characters, parts, number))
        assertEquals(
            listOf(
                Code.NAME_DIACRITIC to Field.USER_NAME,
                Code.BIRTH_INCOMPLETE to Field.DATE_OF_BIRTH,
                Code.PHONE_TOO_LONG to Field.PHONE,
            ),
            problems.map { it.code to it.field },
        )
        assertEquals(listOf("HOUMU"), problems[0].suggestions.map { it.expose() })
        assertContains(problems[0].text.expose(), "É")
        assertContains(problems[1].text.expose(), "Month and Day")
        assertContains(problems[2].text.expose(), "15")
        for (one in problems) assertFalse("{" in one.text.expose())
    }

    /** The office's engine is newer: its text stands at the field, in every language and after process death. */
    @Test
    fun whatThisEngineDoesNotKnowKeepsTheOfficesText() {
        val strangers = listOf(
            problem(60000, "phone", suggestions = """["0312345678"]"""),
            problem(-1, "phone"),
            problem(603, "phone", """{"actual":["many"]}"""),
            problem(603, "phone", """{"more":["1"]}"""),
            problem(107, "phone"),
            problem(1208, "phone"),
            problem(302, "phone", """{"missing":["hour"]}"""),
        )
        for (stranger in strangers) {
            val model = refused(stranger)
            val one = shown(model).single()
            assertEquals(Code.TEXT_NOT_ACCEPTED to Field.PHONE, one.code to one.field, stranger)
            val english = "The office did not accept this. the office's text"
            assertEquals(english, one.text.expose())
            assertEquals(english, shown(restored(model.save())).single().text.expose())
            model.language = Language.byTag("ja")!!
            assertEquals("登録先で受け付けられませんでした。the office's text", shown(model).single().text.expose())
        }
        assertEquals("0312345678", shown(refused(strangers[0])).single().suggestions.single().expose())
    }

    @Test
    fun aFieldThatThisEngineDoesNotKnowIsNamedAtTheTerms() {
        val alone = shown(refused(problem(60001, "nationality"))).single()
        assertEquals(Field.TERMS, alone.field)
        assertContains(alone.text.expose(), "the office's text")
        // What is wrong with the terms themselves comes first.
        val both = shown(refused(problem(60001, "nationality"), problem(1002, "terms"))).single()
        assertEquals(Code.TERMS_CHANGED, both.code)
    }
}
