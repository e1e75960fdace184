//! The words of the staff's pages, in English and Japanese: the office's own people read them.

use toroku::Language;

/// Key, English, Japanese.
const WORDS: &[(&str, &str, &str)] = &[
    ("login.title", "Staff login", "職員ログイン"),
    ("login.name", "Name", "氏名（ログイン名）"),
    ("login.password", "Password", "パスワード"),
    ("login.code", "Code of the authenticator", "認証アプリのコード"),
    ("login.button", "Log in", "ログイン"),
    (
        "login.wrong",
        "Name, password or code is not correct. A code can be used once.",
        "ログイン名、パスワードまたはコードが違います。コードは1回だけ使えます。",
    ),
    (
        "login.again",
        "Nothing was sent: the page was out of date. Type the password and a code again.",
        "送信されていません。ページが古くなっていました。パスワードとコードをもう一度入力してください。",
    ),
    (
        "login.kept",
        "Nothing was done: you are logged out. Log in: what you typed is kept.",
        "まだ実行していません。ログアウトしています。ログインすると、入力した内容が残っています。",
    ),
    (
        "again",
        "Nothing was done so far. Look at it and press the button again.",
        "まだ実行していません。内容を確認して、もう一度ボタンを押してください。",
    ),
    ("logout", "Log out", "ログアウト"),
    ("search.title", "Registrations", "利用者の検索"),
    ("search.user_id", "User ID", "利用者ID"),
    ("search.name", "Name, from its beginning", "氏名（前方一致）"),
    ("search.email", "Email address", "メールアドレス"),
    ("search.from", "Registered from (YYYY-MM-DD)", "登録日から（YYYY-MM-DD）"),
    ("search.to", "Registered to (YYYY-MM-DD)", "登録日まで（YYYY-MM-DD）"),
    ("search.button", "Search", "検索"),
    ("search.none", "Nothing was found.", "見つかりませんでした。"),
    ("search.most", "At most 100 are shown.", "表示は100件までです。"),
    ("search.registered", "Registered", "登録日時"),
    ("search.state", "Account", "アカウント"),
    ("state.open", "Open", "有効"),
    ("state.locked", "Locked", "ロック中"),
    ("state.deactivated", "Deactivated", "無効"),
    ("person.title", "Registration", "利用者情報"),
    ("person.back", "Back to the search", "検索に戻る"),
    ("person.password", "Password until", "パスワードの有効期限"),
    ("person.unset", "Not set", "未設定"),
    ("person.actions", "Actions", "操作"),
    ("do.send-mail", "Send the mail with a new link", "新しいリンクのメールを送る"),
    ("do.correct-email", "Correct the email address", "メールアドレスを訂正する"),
    ("do.lock", "Lock", "ロックする"),
    ("do.unlock", "Unlock", "ロックを解除する"),
    ("do.end-sessions", "End all logins", "すべてのログインを終わらせる"),
    ("do.deactivate", "Deactivate for ever", "無効にする（元に戻せません）"),
    ("do.erase", "Erase the person", "利用者情報を消去する（元に戻せません）"),
    ("do.sure", "Type the user ID to confirm", "確認のため利用者IDを入力"),
    ("done", "Done.", "完了しました。"),
    ("erased", "The person is erased.", "利用者情報を消去しました。"),
    (
        "failed.nobody",
        "Nobody is registered with this user ID.",
        "この利用者IDの登録はありません。",
    ),
    (
        "failed.closed",
        "The account is locked or deactivated.",
        "アカウントはロック中または無効です。",
    ),
    ("failed.already", "There was nothing to do.", "すでにその状態です。"),
    (
        "failed.links",
        "As many links as a day may have were sent already.",
        "本日送信できるリンクの上限に達しています。",
    ),
    ("failed.sure", "The user ID that was typed is another.", "入力した利用者IDが一致しません。"),
    ("failed.value", "What was typed cannot be used.", "入力した内容は使えません。"),
    ("audit.title", "Audit log", "監査ログ"),
    ("audit.at", "When", "日時"),
    ("audit.actor", "Who", "操作した人"),
    ("audit.action", "What", "操作"),
    ("audit.subject", "About", "対象"),
    ("audit.older", "Older", "前のページ"),
];

/// What the audit log has of an action, and Japanese. A name may follow there.
const ACTIONS: &[(&str, &str)] = &[
    ("log in", "ログイン"),
    ("list", "検索"),
    ("show", "表示"),
    ("find user ID", "利用者IDの照会"),
    ("send mail", "メールの送信"),
    ("correct email", "メールアドレスの訂正"),
    ("lock", "ロック"),
    ("unlock", "ロックの解除"),
    ("end sessions", "ログインの終了"),
    ("deactivate", "無効化"),
    ("erase", "消去"),
    ("export registrations", "登録の書き出し"),
    ("export", "利用者情報の書き出し"),
    ("import records", "レコードの取り込み"),
    ("backup", "バックアップ"),
    ("restore", "復元"),
    ("add staff", "職員の追加"),
    ("reset staff", "職員の再設定"),
    ("remove staff", "職員の削除"),
];

/// The words in one of the two languages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StaffWords {
    is_english: bool,
}

impl StaffWords {
    /// Japanese where plain Japanese was asked for too; else English.
    pub(crate) fn of(language: Language) -> Self {
        Self { is_english: !language.tag().starts_with("ja") }
    }

    /// The text of a key. The key itself where there is none, which a test keeps from happening.
    pub(crate) fn say(self, key: &str) -> &str {
        let found = WORDS.iter().find(|(known, _, _)| *known == key);
        found.map_or(key, |(_, english, japanese)| if self.is_english { english } else { japanese })
    }

    /// An action of the audit log; one that has no words here as it is stored.
    pub(crate) fn action(self, stored: &str) -> String {
        let words = ACTIONS.iter().filter(|_| !self.is_english).find_map(|(action, japanese)| {
            let rest = stored.strip_prefix(action)?;
            (rest.is_empty() || rest.starts_with(' ')).then(|| format!("{japanese}{rest}"))
        });
        words.unwrap_or_else(|| stored.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_words() {
        let japanese = StaffWords { is_english: false };
        assert_eq!(japanese.action("add staff hanako clerk"), "職員の追加 hanako clerk");
        assert_eq!(japanese.action("export registrations"), "登録の書き出し");
        assert_eq!(StaffWords { is_english: true }.action("erase"), "erase");
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut folders = vec![root];
        let mut found = 0;
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(folder).unwrap() {
                let path = file.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(path).unwrap();
                for mark in [
                    ".by(\"",
                    ", action: \"",
                    "let action = format!(\"",
                    "save(&stored, &setup, \"",
                ] {
                    for rest in text.split(mark).skip(1) {
                        let action = rest.split(['"', '{']).next().unwrap().trim_end();
                        assert!(
                            action.is_empty() || japanese.action(action) != action,
                            "no words for {action}"
                        );
                        found += 1;
                    }
                }
            }
        }
        assert!(found > 12, "the marks are out of date");
    }

    #[test]
    fn a_user_id_is_called_as_on_the_applicants_pages() {
        for (language, is_english) in [(Language::JAPANESE, false), (Language::ENGLISH, true)] {
            let name = language.text("completion.user_id").unwrap();
            assert_eq!(StaffWords { is_english }.say("search.user_id"), name);
        }
        let japanese = WORDS.iter().map(|(_, _, japanese)| japanese);
        for text in japanese.chain(ACTIONS.iter().map(|(_, japanese)| japanese)) {
            assert_eq!(text.matches("ID").count(), text.matches("利用者ID").count(), "{text}");
        }
    }

    #[test]
    fn every_key_is_used_and_every_used_key_is_there() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sources = std::fs::read_to_string(root.join("src/pages/staff.rs")).unwrap();
        for name in ["staff_bar", "staff_login", "staff_search", "staff_person", "staff_audit"] {
            let path = root.join(format!("templates/{name}.html"));
            sources.push_str(&std::fs::read_to_string(path).unwrap());
        }
        let known = |key: &str| WORDS.iter().filter(|(one, _, _)| *one == key).count() == 1;
        for rest in sources.split(".say(\"").skip(1) {
            let key = rest.split('"').next().unwrap();
            assert!(known(key), "no text for {key}, or two");
        }
        for (key, _, _) in WORDS {
            assert!(sources.contains(&format!("\"{key}\"")), "nothing uses {key}");
        }
    }
}
