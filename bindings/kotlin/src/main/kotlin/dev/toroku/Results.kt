package dev.toroku

import dev.toroku.engine.Answer
import dev.toroku.engine.Misuse
import dev.toroku.engine.SnapshotException

/** What became of an input. What the applicant got wrong is an [Answer], not a refusal. */
public sealed interface InputResult {
    /** The engine took the input in. */
    public data class Accepted(
        /** What it led to. */
        val answer: Answer,
        /** What to tell the applicant beside the screen, where the answer needs words. */
        val message: String?,
    ) : InputResult

    /** The app called wrongly: nothing has changed. A bug of the app, never of what a person typed. */
    public data class Refused(
        /** Why. */
        val misuse: Misuse,
    ) : InputResult

    /** The answer; a refusal is thrown. */
    public fun answerOrThrow(): Answer = when (this) {
        is Accepted -> answer
        is Refused -> throw misuse
    }
}

/** What became of restoring a snapshot. */
public sealed interface Restored {
    /** The registration goes on. */
    public class Model(
        /** Where it stopped. */
        public val model: RegistrationModel,
    ) : Restored

    /** The bytes cannot be used: start anew, and tell the applicant so. */
    public data class Unusable(
        /** Why. */
        val error: SnapshotException,
        /** What to tell the applicant. */
        val message: String,
    ) : Restored
}
