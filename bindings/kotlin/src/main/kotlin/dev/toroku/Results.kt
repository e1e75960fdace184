package dev.toroku

import dev.toroku.engine.Answer
import dev.toroku.engine.Misuse
import dev.toroku.engine.SnapshotException

/** What an input led to. What the applicant got wrong is an [Answer], not a refusal. */
public sealed interface InputResult {
    /** The engine took the input in. */
    public data class Accepted(
        /** What it led to. */
        val answer: Answer,
        /** What the applicant should read beside the screen, where the answer needs words. */
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

/** What restoring a snapshot led to. */
public sealed interface Restored {
    /** The registration goes on. */
    public class Model(
        /** Where it stopped. */
        public val model: RegistrationModel,
    ) : Restored

    /** The bytes cannot be used: start anew, and show the applicant [message]. */
    public data class Unusable(
        /** Why. */
        val error: SnapshotException,
        /** What the applicant should read. */
        val message: String,
    ) : Restored
}
