package dev.toroku.client

import dev.toroku.Personal
import dev.toroku.UserId
import java.time.Instant
import kotlin.time.Duration

/** What came of asking the office. Asking never throws, cancellation aside. */
public sealed interface OfficeAnswer<out T> {
    /** The office has answered. */
    public class Given<out T>(
        /** What it said. */
        public val value: T,
    ) : OfficeAnswer<T>

    /** What was confirmed does not pass at the office. Nothing is registered. */
    public class Refused(
        /** At least one, in field order. */
        public val problems: List<OfficeProblem>,
    ) : OfficeAnswer<Nothing>

    /** No answer, or none that says whether the office has done it. */
    public class Failed(
        /** Why. */
        public val reason: Reason,
        /** The HTTP status; `null` where no whole answer came. */
        public val status: Int? = null,
        /** The office's name of it, like `too-many-mails`: the last part of the problem's type. */
        public val type: String? = null,
        /** The office's words for it, to show. */
        public val title: String? = null,
        /** What is wrong with the request, in English, for developers. */
        public val detail: String? = null,
        /** How long the office wants to be left alone. */
        public val retryAfter: Duration? = null,
    ) : OfficeAnswer<Nothing> {
        /** Whether the same request may do better later. */
        public val mayPass: Boolean get() = reason != Reason.NOT_TAKEN

        override fun toString(): String = "Failed($reason, status=$status, type=$type, retryAfter=$retryAfter)"
    }

    /** Why there is no answer. */
    public enum class Reason {
        /** No network, or the connection broke. */
        NO_ANSWER,

        /** Whoever answered has no certificate that is trusted, or not the pinned one. */
        NOT_TRUSTED,

        /** The answer is not the office's: the login page of a hotel's network, for example. */
        UNREADABLE,

        /** The office cannot do it now. */
        BUSY,

        /** The office does not take such a request: the app, or its release, does not fit. */
        NOT_TAKEN,
    }
}

/** What was registered. */
public class OfficeRegistration(
    /** The user ID: the same for the same key for ever. */
    public val userId: UserId,
    /** When, by the office's clock. */
    public val registeredAt: Instant,
)

/** What is wrong with one field, as the office says it. Printing shows which problem and where, not its texts. */
public class OfficeProblem(
    /** The engine's number of it. The office's engine may be newer, and know more. */
    public val code: Int,
    /** The engine's name of it, like `name.diacritic`. */
    public val name: String,
    /** The field, like `user_name`. */
    public val field: String,
    /** What the words need beside the code, by name. */
    public val params: Map<String, List<Personal>>,
    /** What could be entered instead, the likeliest first. */
    public val suggestions: List<Personal>,
    /** What to show at the field, in the language of the submission. */
    public val text: Personal,
) {
    override fun toString(): String = "OfficeProblem($code at $field)"
}
