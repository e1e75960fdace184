//! Readings above kanji.
//!
//! Plain Japanese is written `登録（とうろく）する`. Where HTML shows it as text, the reading in brackets becomes
//! ruby; in titles, attributes and options, which can hold no elements, and in what a person typed
//! (`translate="no"`) it stays as it is. A browser that knows no ruby shows the brackets.

/// The page with its readings as ruby.
pub(crate) fn annotated(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 4);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        annotate(&rest[..start], &mut out);
        let tag_end = start + tag_length(&rest[start..]);
        let tag = &rest[start..tag_end];
        out.push_str(tag);
        rest = &rest[tag_end..];
        if let Some(name) = as_it_is(tag) {
            let close = format!("</{name}");
            let end = rest.find(&close).unwrap_or(rest.len());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    annotate(rest, &mut out);
    out
}

/// The length of the tag that the text begins with; a `>` within quotes does not end it.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None, b'>') => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The name of an element whose content stays as it is.
fn as_it_is(tag: &str) -> Option<&str> {
    let name = tag[1..].split([' ', '>', '\n', '/']).next().filter(|name| !name.is_empty())?;
    let holds_no_elements = ["title", "option", "pre", "script", "style", "textarea"];
    (holds_no_elements.contains(&name) || tag.contains("translate=\"no\"")).then_some(name)
}

fn annotate(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(open) = rest.find('（') {
        let (before, after) = (&rest[..open], &rest[open + '（'.len_utf8()..]);
        let base_start = before.char_indices().rev().take_while(|(_, c)| is_kanji(*c)).last();
        let reading = after.find('）').map(|end| &after[..end]).filter(|text| is_reading(text));
        let (Some((base_start, _)), Some(reading)) = (base_start, reading) else {
            out.push_str(before);
            out.push('（');
            rest = after;
            continue;
        };
        out.push_str(&before[..base_start]);
        let base = &before[base_start..];
        let parts =
            ["<ruby>", base, "<rp>（</rp><rt>", reading, "</rt><rp>）</rp></ruby>"].concat();
        out.push_str(&parts);
        rest = &after[reading.len() + '）'.len_utf8()..];
    }
    out.push_str(rest);
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '々')
}

fn is_reading(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '\u{3041}'..='\u{3096}' | 'ー'))
}

#[cfg(test)]
mod tests {
    use super::annotated;

    #[test]
    fn readings_stand_above_kanji_and_nothing_else_changes() {
        for (html, expected) in [
            (
                "<p>登録（とうろく）を<b>受（う）ける</b></p>",
                "<p><ruby>登録<rp>（</rp><rt>とうろく</rt><rp>）</rp></ruby>を<b>\
                 <ruby>受<rp>（</rp><rt>う</rt><rp>）</rp></ruby>ける</b></p>",
            ),
            ("（窓口（まど））", "（<ruby>窓口<rp>（</rp><rt>まど</rt><rp>）</rp></ruby>）"),
            ("<title>登録（とうろく）</title>", "<title>登録（とうろく）</title>"),
            ("<p title=\"登録（とうろく）> \">a</p>", "<p title=\"登録（とうろく）> \">a</p>"),
            ("<b translate=\"no\">緑（みどり）町</b>", "<b translate=\"no\">緑（みどり）町</b>"),
            (
                "全角（A～Z）、東京都（区）、かな（かな）",
                "全角（A～Z）、東京都（区）、かな（かな）",
            ),
            ("未（", "未（"),
            ("<a", "<a"),
        ] {
            assert_eq!(annotated(html), expected);
        }
    }
}
