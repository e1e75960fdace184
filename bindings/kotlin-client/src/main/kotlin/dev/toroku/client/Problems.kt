package dev.toroku.client

import dev.toroku.Personal
import dev.toroku.engine.BirthPart
import dev.toroku.engine.Code
import dev.toroku.engine.CodeKind
import dev.toroku.engine.Field
import dev.toroku.engine.Param
import dev.toroku.engine.ParamName
import dev.toroku.engine.ParamValue
import dev.toroku.engine.Problem
import dev.toroku.engine.codeByNumber
import dev.toroku.engine.entryFields

/**
 * The office's problems for the engine, which words them anew in each language. One that this engine does not know, as it
 * is older than the office's, is shown in the office's words. One at a field that it does not know stands at the Terms of
 * Use, behind what is wrong with those.
 */
internal fun List<OfficeProblem>.toEngine(): List<Problem> {
    val fields = entryFields().associateBy { it.stableName() }
    val (known, unknown) = partition { it.field in fields }
    return known.map { it.at(fields.getValue(it.field)) } + unknown.map { it.inItsWords(Field.TERMS) }
}

private fun OfficeProblem.at(field: Field): Problem {
    val code = knownCode(field) ?: return inItsWords(field)
    val params = params.map { (name, texts) -> paramOf(name, texts) ?: return inItsWords(field) }
    return Problem(code, field, params, suggestions, text)
}

private fun OfficeProblem.inItsWords(field: Field): Problem {
    val message = Param(ParamName.MESSAGE, ParamValue.Chars(listOf(text)))
    return Problem(Code.TEXT_NOT_ACCEPTED, field, listOf(message), suggestions, text)
}

/** The code, where this engine has it as one that can stand at the field. */
private fun OfficeProblem.knownCode(field: Field): Code? {
    val code = code.takeIf { it in 0..UShort.MAX_VALUE.toInt() }?.let { codeByNumber(it.toUShort()) } ?: return null
    val facts = code.facts()
    val isProblem = facts.kind == CodeKind.PROBLEM || facts.kind == CodeKind.NOTICE
    val isOfField = facts.field == null || facts.field == field
    return code.takeIf { isProblem && isOfField }
}

/** The engine makes each parameter's value of its texts again; `null` where it could not. */
private fun paramOf(name: String, texts: List<Personal>): Param? {
    val known = ParamName.entries.find { it.name.lowercase() == name } ?: return null
    val fits: (String) -> Boolean = when (known) {
        ParamName.ACTUAL, ParamName.MIN, ParamName.MAX, ParamName.POSITION -> { text -> text.toUIntOrNull() != null }
        ParamName.MISSING, ParamName.PARTS -> { text -> BirthPart.entries.any { it.name.lowercase() == text } }
        ParamName.CHARS, ParamName.CHAR, ParamName.SUGGESTION, ParamName.PREFIX, ParamName.RULE,
        ParamName.MESSAGE -> { _ -> true }
    }
    return Param(known, ParamValue.Chars(texts)).takeIf { texts.all { fits(it.expose()) } }
}
