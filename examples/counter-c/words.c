/* What is wrong with a fixed-length record, in words for the clerk. */
#include <stdio.h>
#include <string.h>
#include <toroku.h>

int main(void) {
  toroku_record record;
  toroku_policy *policy;
  uint32_t field;
  char words[600];
  uint64_t length;

  memset(&record, ' ', sizeof record);
  memcpy(record.user_name, "MULLER-SMITH", 12);
  memcpy(record.municipality, "011002", 6); /* Sapporo, without its ward */
  if (toroku_policy_new(TOROKU_ENCODING_UTF8, "2023-03", 7, "https://a.example/password", 26, &policy) != TOROKU_OK) {
    return 1;
  }
  for (field = TOROKU_FIELD_USER_NAME; field <= TOROKU_FIELD_TERMS; field++) {
    if (toroku_record_message(policy, (const uint8_t *)&record, sizeof record, 1700000000, field, "en", 2, words,
                              sizeof words, &length) == TOROKU_OK) {
      printf("%u: %.*s\n", (unsigned)field, (int)length, words);
    }
  }
  return toroku_policy_free(policy) == TOROKU_OK ? 0 : 1;
}
