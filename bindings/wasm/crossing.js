// How calls cross into toroku.wasm: requests as numbered texts, answers as JSON. See src/exchange.rs.

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const HEAD = 5;

/** The program called wrongly. Nothing has changed, and nothing in it is what a person typed. */
export class TorokuError extends Error {
  constructor({ class: cls, name, message, ...more }) {
    super(name === "malformed" ? `malformed ${more.what}` : message);
    this.name = { snapshot: "SnapshotError", policy: "PolicyError" }[cls] ?? "Misuse";
    this.reason = name;
    Object.assign(this, more);
  }
}

/** A bug of the engine, which has ended it: load it again. Its text says nothing of what was typed. */
export class EngineEnded extends Error {
  constructor() {
    super("a bug has ended the engine; load it again");
    this.name = "EngineEnded";
  }
}

export class Crossing {
  #functions;
  #at = 0; // where the request's room is
  #size = 0;
  #bytes = new Uint8Array(0);
  #view;
  #length = 0; // of the request so far
  #hasEnded = false;

  constructor(instance) {
    this.#functions = instance.exports;
    this.#makeRoom(4096);
  }

  /** Begins a request. */
  begin() {
    this.#length = 0;
    return this;
  }

  /** Adds a text, bytes or a number to the request; `number` is the place that it is for. */
  add(value, number = 0) {
    if (value instanceof Uint8Array) {
      this.#need(value.length);
      this.#bytes.set(value, this.#length + HEAD);
      return this.#added(number, value.length);
    }
    const text = typeof value === "string" ? value : String(value);
    // UTF-8 has three bytes at most for each unit of UTF-16.
    this.#need(text.length * 3);
    const bytes = this.#bytes;
    const start = this.#length + HEAD;
    let length = 0;
    // Short texts of ASCII, which most are, are quicker copied than encoded.
    for (; length < text.length && length < 64; length++) {
      const unit = text.charCodeAt(length);
      if (unit > 0x7f) break;
      bytes[start + length] = unit;
    }
    if (length < text.length) length += encoder.encodeInto(text.slice(length), bytes.subarray(start + length)).written;
    return this.#added(number, length);
  }

  /** Calls a function with the request: what it says, or null. Throws what it refuses. */
  call(name, ...numbers) {
    const length = this.#run(name, ...numbers, this.#length);
    return length === 0 ? null : JSON.parse(this.#read(length));
  }

  /** Calls a function that takes no request. */
  ask(name, ...numbers) {
    const length = this.#run(name, ...numbers);
    return length === 0 ? null : JSON.parse(this.#read(length));
  }

  /** Calls a function whose answer is bytes. */
  callForBytes(name, ...numbers) {
    const length = this.#run(name, ...numbers, this.#length);
    const bytes = new Uint8Array(this.#functions.memory.buffer, this.#functions.answer(), length).slice();
    this.#functions.wipe();
    return bytes;
  }

  /** Calls a function whose result is a number as it is. */
  number(name, ...numbers) {
    if (this.#hasEnded) throw new EngineEnded();
    try {
      return this.#functions[name](...numbers);
    } catch {
      // The trap's own text would be an offset in the file.
      this.#hasEnded = true;
      throw new EngineEnded();
    }
  }

  /** Frees a value that the engine holds; also after the engine has ended. */
  free(name, handle) {
    if (!this.#hasEnded) this.#functions[name](handle);
  }

  #run(name, ...numbers) {
    const length = this.number(name, ...numbers);
    if (length < 0) throw new TorokuError(JSON.parse(this.#read(-length)));
    return length;
  }

  #read(length) {
    const text = decoder.decode(new Uint8Array(this.#functions.memory.buffer, this.#functions.answer(), length));
    this.#functions.wipe();
    return text;
  }

  #added(number, length) {
    const start = this.#length;
    this.#bytes[start] = number;
    this.#view.setUint32(start + 1, length, true);
    this.#length = start + HEAD + length;
    return this;
  }

  /** Room for this many bytes more, in memory that may have moved since the last request. */
  #need(more) {
    const size = this.#length + HEAD + more;
    if (size > this.#size) this.#makeRoom(size * 2);
    else if (this.#bytes.byteLength === 0) this.#look();
  }

  #makeRoom(size) {
    const before = this.#length ? this.#bytes.slice(0, this.#length) : null;
    this.#at = this.number("room", size);
    this.#size = size;
    this.#look();
    if (before) this.#bytes.set(before);
  }

  #look() {
    this.#bytes = new Uint8Array(this.#functions.memory.buffer, this.#at, this.#size);
    this.#view = new DataView(this.#functions.memory.buffer, this.#at, this.#size);
  }
}
