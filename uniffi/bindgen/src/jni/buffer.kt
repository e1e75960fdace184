    // A buffer crosses as an array of bytes, which is copied.
    fun lowerIntoRustBuffer(value: KotlinType): ByteArray {
        val bytes = ByteArray(Math.toIntExact(allocationSize(value).toLong()))
        val buffer = ByteBuffer.wrap(bytes)
        write(value, buffer)
        return if (buffer.hasRemaining()) bytes.copyOf(buffer.position()) else bytes
    }

    fun liftFromRustBuffer(rbuf: ByteArray): KotlinType {
        val buffer = ByteBuffer.wrap(rbuf)
        val item = read(buffer)
        if (buffer.hasRemaining()) {
            throw RuntimeException("junk remaining in buffer after lifting, something is very wrong!!")
        }
        return item
    }
}

