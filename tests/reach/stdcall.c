/* The twins for callers of stdcall, by their names in the DLL, as Visual Basic asks for them: a record that is good is
   registered, and one that is not has its words. A call that leaves the stack elsewhere is seen. */
#include <stdio.h>
#include <string.h>
#include <windows.h>
#undef TEXT /* the runners have one of their own */

#include "world.h"

typedef uint32_t(__stdcall *version_call)(void);
typedef uint32_t(__stdcall *new_call)(uint32_t, const char *, uint32_t, const char *, uint32_t, toroku_policy **);
typedef uint32_t(__stdcall *set_call)(toroku_policy *, uint32_t, uint32_t);
typedef uint32_t(__stdcall *free_call)(toroku_policy *);
typedef uint32_t(__stdcall *check_call)(toroku_policy *, void *, uint32_t, int64_t, void *, uint32_t, uint32_t *);
typedef uint32_t(__stdcall *register_call)(toroku_policy *, void *, uint32_t, int64_t, uint64_t, uint8_t *, const char *,
                                           uint32_t, void *, uint32_t, uint32_t *, toroku_effect **);
typedef uint32_t(__stdcall *message_call)(toroku_policy *, void *, uint32_t, int64_t, uint32_t, const char *, uint32_t,
                                          char *, uint32_t, uint32_t *);
typedef uint32_t(__stdcall *now_call)(int64_t *);
typedef uint32_t(__stdcall *entropy_call)(uint8_t *, uint32_t);

static HMODULE library;

static uintptr_t stack(void) {
  uintptr_t at;
  __asm__ volatile("movl %%esp, %0" : "=r"(at));
  return at;
}

/* The function with this name, as the kind of the call that stands before. */
#define TWIN(kind, name) ((kind)(void (*)(void))GetProcAddress(library, "toroku_std_" name))
#define GOOD(call)                                                                                              \
  do {                                                                                                          \
    uintptr_t before = stack();                                                                                 \
    uint32_t status = (call);                                                                                   \
    CHECK(stack() == before);                                                                                   \
    CHECK(status == TOROKU_OK);                                                                                 \
  } while (0)

static void put(char *column, const char *value) { memcpy(column, value, strlen(value)); }

static void good_record(toroku_record *record) {
  memset(record, ' ', sizeof *record);
  put(record->user_name, "HOUMU TARO");
  put(record->sex, "1");
  put(record->birth_date, "20000101");
  put(record->municipality, "011011");
  put(record->street_address, "1-1-1");
  put(record->phone, "0312345678");
  put(record->email, "user01@ens-test.com");
  put(record->email_confirmation, "user01@ens-test.com");
  put(record->user_type, "applicant_at_counter");
  put(record->terms_agreed, "1");
  put(record->terms_version, TERMS);
}

int main(void) {
  toroku_policy *policy = NULL;
  toroku_effect *effect = NULL;
  toroku_record record;
  toroku_result result;
  uint8_t entropy[TOROKU_ENTROPY_SIZE];
  uint32_t record_status = 77, size = 0;
  int64_t now = 0;

  library = LoadLibraryA("toroku.dll");
  CHECK(library != NULL);
  current = "twins";
  good_record(&record);
  CHECK(TWIN(version_call, "abi_version")() == TOROKU_ABI_VERSION);
  GOOD(TWIN(new_call, "policy_new")(TOROKU_ENCODING_CP932, TERMS, strlen(TERMS), PASSWORD_URL, strlen(PASSWORD_URL),
                                    &policy));
  GOOD(TWIN(set_call, "policy_set_number")(policy, TOROKU_SETTING_STRICT, 0));
  GOOD(TWIN(now_call, "system_now")(&now));
  CHECK(now > MOMENT);
  GOOD(TWIN(entropy_call, "system_entropy")(entropy, sizeof entropy));
  GOOD(TWIN(check_call, "record_check")(policy, &record, sizeof record, now, &result, sizeof result, &record_status));
  CHECK(record_status == TOROKU_RESULT_GOOD);
  GOOD(TWIN(register_call, "record_register")(policy, &record, sizeof record, now, 0, entropy, "ja", 2, &result,
                                              sizeof result, &record_status, &effect));
  CHECK(record_status == TOROKU_RESULT_GOOD && effect != NULL);
  OK(toroku_effect_free(effect));
  printf("%.10s, ", result.user_id);

  memset(record.phone, ' ', sizeof record.phone);
  GOOD(TWIN(message_call, "record_message")(policy, &record, sizeof record, now, TOROKU_FIELD_PHONE, "en", 2, text,
                                            sizeof text, &size));
  CHECK(size > 10 && size < 600);
  CHECK(TWIN(message_call, "record_message")(policy, &record, sizeof record, now, TOROKU_FIELD_PHONE, "en", 2, text, 1,
                                             &size) == TOROKU_BUFFER_TOO_SMALL &&
        size > 10);
  CHECK(TWIN(message_call, "record_message")(policy, &record, sizeof record, now, TOROKU_FIELD_PHONE, "en", 2, text, 1,
                                             NULL) == TOROKU_NULL);
  GOOD(TWIN(free_call, "policy_free")(policy));
  printf("%d failed checks\n", failures);
  return failures == 0 ? 0 : 1;
}
