/* The words for this library's statuses. This file is in UTF-8. */
#include <string.h>

#include "internal.h"

typedef struct words {
  toroku_status status;
  const char *english, *japanese;
} words;

static const words all[] = {
    {TOROKU_STORE_IN_USE, "Another program is using this. Wait until it has ended, then start again.",
     "ほかのプログラムが使用中です。終わるのを待って、もう一度実行してください。"},
    {TOROKU_STORE_NO_FILE, "There is no such file. Check the name and the disk; nothing was made in its place.",
     "ファイルがありません。名前とディスクを確認してください。新しくは作りません。"},
    {TOROKU_STORE_FILE_EXISTS, "There is such a file already. Move it away first; nothing is written over.",
     "同じ名前のファイルがあります。先に移してください。上書きはしません。"},
    {TOROKU_STORE_DISK_FULL, "The disk is full. Nothing more was stored. Make room, then start again.",
     "ディスクがいっぱいです。保存していません。空きを作り、もう一度実行してください。"},
    {TOROKU_STORE_DISK_FAILED, "The disk could not be read or written. Nothing more was stored.",
     "ディスクの読み書きができません。保存していません。"},
    {TOROKU_STORE_NOT_A_STORE, "This is no store, is damaged, or was made by a later version.",
     "保存ファイルではないか、壊れているか、新しい版で作られています。"},
    {TOROKU_STORE_BAD_KEY, "This is no key. A key file has exactly 32 random bytes: toroku-store make-key makes it.",
     "鍵ではありません。鍵ファイルはちょうど32バイトの乱数で、toroku-store make-keyで作ります。"},
    {TOROKU_STORE_KEY_NOT_SECRET, "Others may read the key. Give its file the mode 0600.",
     "鍵ファイルをほかの人も読めます。モードを0600にしてください。"},
    {TOROKU_STORE_OTHER_KEY, "This is not the key that the store was made with.",
     "この保存ファイルを作った時の鍵ではありません。"},
    {TOROKU_STORE_BAD_NUMBER, "A number is twelve digits, and never lower than the next one.",
     "番号は12桁の数字です。次の番号より小さくはできません。"},
    {TOROKU_STORE_OUT_OF_TURN, "The program calls the store in the wrong order.",
     "プログラムの呼び出しの順番が違います。"},
    {TOROKU_STORE_NO_KEY,
     "The key file is not there. Check its name, or bring back its copy; another key does not open the store.",
     "鍵ファイルがありません。名前を確認するか、控えから戻してください。別の鍵では開けません。"},
    {TOROKU_STORE_LINE_END, "The records are not where they should be: a byte is missing or too many before here.",
     "レコードの位置がずれています。この前でバイトが足りないか、多すぎます。"},
};

toroku_status toroku_store_text(uint32_t encoding, const char *language_tag, uint64_t tag_length,
                                toroku_status status, char *buffer, uint64_t capacity, uint64_t *length) {
  uint64_t i;
  for (i = 0; i < sizeof all / sizeof all[0]; i++) {
    if (all[i].status == status) {
      int is_japanese = language_tag != NULL && tag_length >= 2 && memcmp(language_tag, "ja", 2) == 0;
      const char *text = is_japanese ? all[i].japanese : all[i].english;
      return toroku_text_convert(TOROKU_ENCODING_UTF8, text, strlen(text), encoding, buffer, capacity, length);
    }
  }
  return toroku_status_text(status, buffer, capacity, length);
}
