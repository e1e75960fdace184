/* So much of a JVM as the library for Android asks for: arrays of bytes, over JNI's table. It loads the library, and calls
 * native methods as Kotlin does: an answer, a refusal that the API declares, and a panic, which must come back as the code for
 * an exception, over the library's own unwinder.
 *
 *   jvm LIBRARY FINGERPRINT
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  int32_t length;
  uint8_t bytes[1 << 20];
} array;

/* JNI's functions by their places in its table, as its specification numbers them. */
enum {
  GetArrayLength = 171,
  SetObjectArrayElement = 174,
  NewByteArray = 176,
  GetByteArrayRegion = 200,
  SetByteArrayRegion = 208
};
static void *table[235];
static void **environment = table;
static array *thrown;
static int failed;

static int32_t array_length(void *env, array *of) {
  (void)env;
  return of->length;
}

static array *new_bytes(void *env, int32_t length) {
  array *made = malloc(sizeof *made);
  (void)env;
  made->length = length;
  return made;
}

static void get_bytes(void *env, array *from, int32_t start, int32_t length, void *into) {
  (void)env;
  memcpy(into, from->bytes + start, (size_t)length);
}

static void set_bytes(void *env, array *into, int32_t start, int32_t length, const void *from) {
  (void)env;
  memcpy(into->bytes + start, from, (size_t)length);
}

static void set_object(void *env, void *objects, int32_t at, array *element) {
  (void)env;
  (void)objects;
  thrown = at == 0 ? element : 0;
}

static void nothing_else(void) {
  puts("FAILED: a function of JNI that no part of this has");
  exit(1);
}

static void *found(void *library, const char *name) {
  void *function = dlsym(library, name);
  if (function == 0) {
    printf("FAILED: %s\n", dlerror());
    exit(1);
  }
  return function;
}

static void check(int holds, const char *what) {
  printf("%s: %s\n", holds ? "ok" : "FAILED", what);
  failed += !holds;
}

/* A text as UniFFI hands it over. */
static array *text(const char *of) {
  array *made = new_bytes(0, (int32_t)strlen(of));
  memcpy(made->bytes, of, strlen(of));
  return made;
}

static int has(const array *in, const char *what) {
  int32_t at, length = (int32_t)strlen(what);
  for (at = 0; at + length <= in->length; at++) {
    if (memcmp(in->bytes + at, what, (size_t)length) == 0) return 1;
  }
  return 0;
}

#define METHOD "Java_dev_toroku_engine_UniffiLib_uniffi_1toroku_1uniffi_1fn_1"

int main(int count, char **given) {
  void *library;
  array *(*api)(void *, void *);
  int64_t (*user_ids)(void *, void *, void *);
  array *(*one_text)(void *, void *, array *, void *);
  int64_t (*new_policy)(void *, void *, array *, void *);
  array *answer;
  size_t at;
  char objects[1];
  if (count != 3) return 2;
  for (at = 0; at < sizeof table / sizeof *table; at++) table[at] = (void *)nothing_else;
  table[GetArrayLength] = (void *)array_length;
  table[SetObjectArrayElement] = (void *)set_object;
  table[NewByteArray] = (void *)new_bytes;
  table[GetByteArrayRegion] = (void *)get_bytes;
  table[SetByteArrayRegion] = (void *)set_bytes;

  library = dlopen(given[1], RTLD_NOW | RTLD_LOCAL);
  if (library == 0) {
    printf("FAILED: %s\n", dlerror());
    return 1;
  }
  api = (array * (*)(void *, void *)) found(library, "Java_dev_toroku_NativeLibrary_api");
  answer = api(&environment, 0);
  check(answer->length == (int32_t)strlen(given[2]) && has(answer, given[2]), "the API's fingerprint");

  user_ids = (int64_t(*)(void *, void *, void *))found(library, METHOD "func_1user_1id_1count");
  check(user_ids(&environment, 0, objects) == INT64_C(408410100000), "a number of 64 bits");

  one_text = (array * (*)(void *, void *, array *, void *)) found(library, METHOD "func_1look_1up_1municipality");
  answer = one_text(&environment, 0, text("北海道札幌市中央区"), objects);
  check(thrown == 0 && has(answer, "011011"), "a municipality by its name");

  one_text = (array * (*)(void *, void *, array *, void *)) found(library, METHOD "func_1parse_1user_1id");
  answer = one_text(&environment, 0, text("hdlpf38617"), objects);
  check(thrown == 0 && answer->bytes[0] == 1 && has(answer, "hdlpf38617"), "a user ID");

  /* Settings that are cut off cannot be read: a panic in UniFFI, with its words. */
  new_policy = (int64_t(*)(void *, void *, array *, void *))found(library, METHOD "constructor_1policy_1new");
  new_policy(&environment, 0, text("\1"), objects);
  check(thrown != 0 && thrown->bytes[0] == 2 && has(thrown, "settings"), "a panic is an exception");
  printf("%s\n", failed == 0 ? "5 calls" : "FAILED");
  return failed != 0;
}
