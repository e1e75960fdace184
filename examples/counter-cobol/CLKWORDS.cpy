      *> The words of the clerk's screens that the engine's catalogue
      *> does not have: key, Japanese and English. This file is in
      *> UTF-8. The same table as wording.c of the program in C.
       01  CLKWORDS.
           05  PIC X(20) VALUE "key.next".
           05  PIC X(96) VALUE "次の方".
           05  PIC X(50) VALUE "Next applicant".
           05  PIC X(20) VALUE "key.continue".
           05  PIC X(96) VALUE "続ける".
           05  PIC X(50) VALUE "Go on".
           05  PIC X(20) VALUE "key.end".
           05  PIC X(96) VALUE "終了".
           05  PIC X(50) VALUE "End".
           05  PIC X(20) VALUE "key.top".
           05  PIC X(96) VALUE "トップページに戻る".
           05  PIC X(50) VALUE "Back to Top page".
           05  PIC X(20) VALUE "key.back".
           05  PIC X(96) VALUE "戻る".
           05  PIC X(50) VALUE "Back".
           05  PIC X(20) VALUE "key.cancel".
           05  PIC X(96) VALUE "中止".
           05  PIC X(50) VALUE "Cancel".
           05  PIC X(20) VALUE "key.page".
           05  PIC X(96) VALUE "次のページ".
           05  PIC X(50) VALUE "Next page".
           05  PIC X(20) VALUE "key.leave".
           05  PIC X(96) VALUE "次へ".
           05  PIC X(50) VALUE "Go on".
           05  PIC X(20) VALUE "key.field".
           05  PIC X(96) VALUE "項目へ".
           05  PIC X(50) VALUE "To a field".
           05  PIC X(20) VALUE "key.take".
           05  PIC X(96) VALUE "候補にする".
           05  PIC X(50) VALUE "Take a suggestion".
           05  PIC X(20) VALUE "key.register".
           05  PIC X(96) VALUE "登録".
           05  PIC X(50) VALUE "Registration".
           05  PIC X(20) VALUE "key.agree".
           05  PIC X(96) VALUE "同意する".
           05  PIC X(50) VALUE "I agree".
           05  PIC X(20) VALUE "key.disagree".
           05  PIC X(96) VALUE "同意しない".
           05  PIC X(50) VALUE "I do not agree".
           05  PIC X(20) VALUE "key.choose".
           05  PIC X(96) VALUE "番号で選択".
           05  PIC X(50) VALUE "Choose a number".
           05  PIC X(20) VALUE "sex.male".
           05  PIC X(96) VALUE "男".
           05  PIC X(50) VALUE "Male".
           05  PIC X(20) VALUE "sex.female".
           05  PIC X(96) VALUE "女".
           05  PIC X(50) VALUE "Female".
           05  PIC X(20) VALUE "search.title".
           05  PIC X(96) VALUE "市区町村の検索結果".
           05  PIC X(50) VALUE "Municipalities found".
           05  PIC X(20) VALUE "search.none".
           05  PIC X(96) VALUE
           "市区町村が見つかりません。".
           05  PIC X(50) VALUE "No municipality was found.".
           05  PIC X(20) VALUE "said.entered".
           05  PIC X(96) VALUE "入力".
           05  PIC X(50) VALUE "Entered".
           05  PIC X(20) VALUE "said.unreadable".
           05  PIC X(96) VALUE "文字として読めません。".
           05  PIC X(50) VALUE "This cannot be read as text.".
           05  PIC X(20) VALUE "said.unwritable".
           05  PIC X(96) VALUE
           "この端末では表示できません。".
           05  PIC X(50) VALUE "This terminal cannot show it.".
           05  PIC X(20) VALUE "said.no_suggestion".
           05  PIC X(96) VALUE "その候補はありません。".
           05  PIC X(50) VALUE "There is no such suggestion.".
           05  PIC X(20) VALUE "said.problems".
           05  PIC X(96) VALUE
           "入力内容に誤りがあります。".
           05  PIC X(50) VALUE "There is a problem.".
           05  PIC X(20) VALUE "said.resumed".
           05  PIC X(96) VALUE "前の入力の続きです。".
           05  PIC X(50) VALUE "This goes on where it stopped.".
           05  PIC X(20) VALUE "said.kept".
           05  PIC X(96) VALUE "入力した内容があります。".
           05  PIC X(50) VALUE "There is an unfinished entry.".
           05  PIC X(20) VALUE "said.cancelled".
           05  PIC X(96) VALUE
           "入力した内容を削除しました。".
           05  PIC X(50) VALUE "The entry was deleted.".
           05  PIC X(20) VALUE "mail.language".
           05  PIC X(96) VALUE "お知らせの言語".
           05  PIC X(50) VALUE "Language of the mail".
           05  PIC X(20) VALUE "mail.sent".
           05  PIC X(96) VALUE "お知らせの送信先".
           05  PIC X(50) VALUE "The mail goes to".
           05  PIC X(20) VALUE "next.title".
           05  PIC X(96) VALUE "次にすること".
           05  PIC X(50) VALUE "What to do next".
           05  PIC X(20) VALUE "next.mail".
           05  PIC X(54) VALUE
           "お知らせのメールが届くのを待ち、迷惑".
           05  PIC X(42) VALUE
           "メールも確認してください。".
           05  PIC X(50) VALUE
           "Wait for the mail. Look in the spam folder too.".
           05  PIC X(20) VALUE "next.link".
           05  PIC X(54) VALUE
           "メールのリンクを開き、パスワードを設".
           05  PIC X(42) VALUE "定してください。".
           05  PIC X(50) VALUE
           "Open the link in the mail and set your password.".
           05  PIC X(20) VALUE "slip.keep".
           05  PIC X(53) VALUE
           "利用者IDはログインに必要です。この紙".
           05  PIC X(43) VALUE "をなくさないでください。".
           05  PIC X(50) VALUE
           "You need the user ID to log in. Keep this slip.".
           05  PIC X(20) VALUE "slip.file".
           05  PIC X(96) VALUE "印刷用の控え".
           05  PIC X(50) VALUE "Slip to print".
           05  PIC X(20) VALUE "slip.failed".
           05  PIC X(53) VALUE
           "控えを作れません。IDを書き写してくだ".
           05  PIC X(43) VALUE "さい。".
           05  PIC X(50) VALUE
           "No slip was made. Write the user ID down.".
       01  FILLER REDEFINES CLKWORDS.
           05  WORD-ROW                OCCURS 34.
               10  WORD-KEY            PIC X(20).
               10  WORD-JAPANESE       PIC X(96).
               10  WORD-ENGLISH        PIC X(50).
       01  WORD-COUNT                  BINARY-LONG VALUE 34.
