/* Every word of the screen: from the engine's catalogue, where that has it, or from the table here. This file is in
   UTF-8. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counter.h"

typedef struct words {
  const char *key, *japanese, *english;
} words;

/* The same table as CLKWORDS.cpy of the program in COBOL. */
static const words own[] = {
    {"key.next", "次の方", "Next applicant"},
    {"key.continue", "続ける", "Go on"},
    {"key.end", "終了", "End"},
    {"key.top", "トップページに戻る", "Back to Top page"},
    {"key.back", "戻る", "Back"},
    {"key.cancel", "中止", "Cancel"},
    {"key.page", "次のページ", "Next page"},
    {"key.leave", "次へ", "Go on"},
    {"key.field", "項目へ", "To a field"},
    {"key.take", "候補にする", "Take a suggestion"},
    {"key.register", "登録", "Registration"},
    {"key.agree", "同意する", "I agree"},
    {"key.disagree", "同意しない", "I do not agree"},
    {"key.choose", "番号で選択", "Choose a number"},
    {"sex.male", "男", "Male"},
    {"sex.female", "女", "Female"},
    {"search.title", "市区町村の検索結果", "Municipalities found"},
    {"search.none", "市区町村が見つかりません。", "No municipality was found."},
    {"said.entered", "入力", "Entered"},
    {"said.unreadable", "文字として読めません。", "This cannot be read as text."},
    {"said.unwritable", "この端末では表示できません。", "This terminal cannot show it."},
    {"said.no_suggestion", "その候補はありません。", "There is no such suggestion."},
    {"said.problems", "入力内容に誤りがあります。", "There is a problem."},
    {"said.resumed", "前の入力の続きです。", "This goes on where it stopped."},
    {"said.kept", "入力した内容があります。", "There is an unfinished entry."},
    {"said.cancelled", "入力した内容を削除しました。", "The entry was deleted."},
    {"mail.language", "お知らせの言語", "Language of the mail"},
    {"mail.sent", "お知らせの送信先", "The mail goes to"},
    {"next.title", "次にすること", "What to do next"},
    {"next.mail", "お知らせのメールが届くのを待ち、迷惑メールも確認してください。",
     "Wait for the mail. Look in the spam folder too."},
    {"next.link", "メールのリンクを開き、パスワードを設定してください。",
     "Open the link in the mail and set your password."},
    {"slip.keep", "利用者IDはログインに必要です。この紙をなくさないでください。",
     "You need the user ID to log in. Keep this slip."},
    {"slip.file", "印刷用の控え", "Slip to print"},
    {"slip.failed", "控えを作れません。IDを書き写してください。",
     "No slip was made. Write the user ID down."},
};

void wipe(void *bytes, uint64_t size) {
  volatile unsigned char *byte = bytes;
  while (size-- > 0) {
    *byte++ = 0;
  }
}

void shown(const counter *c, toroku_status status, text *it) {
  if (status == TOROKU_UNWRITABLE) {
    word(c, "said.unwritable", it);
  } else if (status == TOROKU_ABSENT) {
    it->length = 0;
  } else {
    must(status, "reading a text");
  }
}

/* A text in UTF-8. */
static void text_of(const char *language, const char *key, text *to) {
  uint64_t i;
  for (i = 0; i < sizeof own / sizeof own[0]; i++) {
    if (strcmp(own[i].key, key) == 0) {
      const char *found = strcmp(language, "ja") == 0 ? own[i].japanese : own[i].english;
      to->length = strlen(found);
      memcpy(to->bytes, found, to->length);
      return;
    }
  }
  must(toroku_language_text(TOROKU_ENCODING_UTF8, language, 2, key, strlen(key), to->bytes, sizeof to->bytes, &to->length), key);
}

void word_with(const counter *c, const char *language, const char *key, const char *value, text *to) {
  char *gap, *end;
  text it;

  text_of(language, key, &it);
  it.bytes[it.length] = '\0';
  /* Filled in before the text is in the terminal's encoding, where a brace may be half of a character. */
  gap = value == NULL ? NULL : strchr(it.bytes, '{');
  end = gap == NULL ? NULL : strchr(gap, '}');
  if (end != NULL && it.length + strlen(value) < sizeof it.bytes) {
    memmove(gap + strlen(value), end + 1, strlen(end + 1) + 1);
    memcpy(gap, value, strlen(value));
    it.length = strlen(it.bytes);
  }
  shown(c, toroku_text_convert(TOROKU_ENCODING_UTF8, it.bytes, it.length, c->encoding, to->bytes, sizeof to->bytes, &to->length), to);
}

void word_in(const counter *c, const char *language, const char *key, text *to) { word_with(c, language, key, NULL, to); }

void word(const counter *c, const char *key, text *to) { word_in(c, c->language, key, to); }
