    // A text alone is its bytes; within other values its length stands before it.
    override fun lift(value: ByteArray): String = String(value, Charsets.UTF_8)

    override fun read(buf: ByteBuffer): String {
        val length = buf.getInt()
        val at = buf.position()
        buf.position(at + length)
        return String(buf.array(), at, length, Charsets.UTF_8)
    }

    fun toUtf8(value: String): ByteArray {
        val bytes = value.toByteArray(Charsets.UTF_8)
        // A question mark may stand for half of a pair, which is no character: that throws.
        if (bytes.any { it == '?'.code.toByte() }) {
            Charsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT).encode(CharBuffer.wrap(value))
        }
        return bytes
    }

    override fun lower(value: String): ByteArray = toUtf8(value)

