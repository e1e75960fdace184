package dev.toroku

import dev.toroku.engine.parseNotificationKey
import dev.toroku.engine.parseUserId

/**
 * Text that says something about a person. Printing it, or anything that holds it, shows `Personal(..)`;
 * reading it is a visible act: [expose].
 */
public class Personal(private val text: String) {
    /** The text itself, to show to the person it belongs to or to store. */
    public fun expose(): String = text

    override fun equals(other: Any?): Boolean = other is Personal && text == other.text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "Personal(..)"
}

/** Bytes that nobody else may see: entropy, salts, keys, snapshots. Printing it shows `Secret(..)`. */
public class Secret(private val bytes: ByteArray) {
    /** The bytes themselves, not a copy. */
    public fun expose(): ByteArray = bytes

    /** Compares in a time that does not depend on where the bytes differ. */
    override fun equals(other: Any?): Boolean =
        other is Secret && java.security.MessageDigest.isEqual(bytes, other.bytes)

    /** By the length alone: a hash of the bytes would give something of them away. */
    override fun hashCode(): Int = bytes.size

    override fun toString(): String = "Secret(..)"
}

/**
 * A user ID, such as `hdlpf38617`. It is a person's: printing shows `UserId(..)`, [text] is the way to show it.
 */
public class UserId internal constructor(
    /** The ten characters. */
    public val text: String,
) : Comparable<UserId> {
    override fun compareTo(other: UserId): Int = text.compareTo(other.text)

    override fun equals(other: Any?): Boolean = other is UserId && text == other.text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "UserId(..)"

    public companion object {
        /** The user ID written as this text; `null` for anything but five letters a–z and five digits. */
        @JvmStatic
        public fun parse(text: String): UserId? = parseUserId(text)
    }
}

/**
 * Unique to one notification and its registration's commit. The office gives a registration's user ID to whoever has its
 * key: printing shows `NotificationKey(..)`, [text] is the way to send or store it.
 */
public class NotificationKey internal constructor(
    /** 32 hexadecimal digits. */
    public val text: String,
) {
    override fun equals(other: Any?): Boolean = other is NotificationKey && text == other.text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "NotificationKey(..)"

    public companion object {
        /** The key written as this text; `null` for anything but 32 lower-case hexadecimal digits. */
        @JvmStatic
        public fun parse(text: String): NotificationKey? = parseNotificationKey(text)
    }
}

/** The fingerprint of what STEP2 shows; Registration must carry it. */
public class Digest internal constructor(
    /** 64 hexadecimal digits. */
    public val text: String,
) {
    override fun equals(other: Any?): Boolean = other is Digest && text == other.text

    override fun hashCode(): Int = text.hashCode()

    override fun toString(): String = "Digest(..)"

    public companion object {
        /** The digest written as this text; `null` for anything but 64 lower-case hexadecimal digits. */
        @JvmStatic
        public fun parse(text: String): Digest? = dev.toroku.engine.parseDigest(text)
    }
}
