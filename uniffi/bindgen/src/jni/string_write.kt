    override fun write(value: String, buf: ByteBuffer) {
        val bytes = toUtf8(value)
        buf.putInt(bytes.size)
        buf.put(bytes)
    }
}

