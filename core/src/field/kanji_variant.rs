//! Characters that CP932 does not have, and the one that counter systems use for each.

/// Pairs of a character and its usual form, sorted by the first.
///
/// The ideographs are the print standard forms that JIS X 0213:2004 has beside JIS X 0208's, older forms
/// of characters in daily use, and forms that stand in family and place names. The signs are the pairs on
/// which Unicode's and Microsoft's tables of JIS X 0208 differ.
#[rustfmt::skip]
const USUAL: &[(char, char)] = &[
    ('¢', '￠'), ('£', '￡'), ('¥', '￥'), ('¬', '￢'), ('¯', '￣'), ('‖', '∥'),
    ('•', '・'), ('〜', '～'), ('㐂', '喜'), ('㟢', '崎'), ('㠀', '島'), ('俠', '侠'),
    ('俱', '倶'), ('內', '内'), ('剝', '剥'), ('卽', '即'), ('吞', '呑'), ('吳', '呉'),
    ('吿', '告'), ('啞', '唖'), ('噓', '嘘'), ('嚙', '噛'), ('囊', '嚢'), ('塡', '填'),
    ('姸', '妍'), ('娛', '娯'), ('尙', '尚'), ('屛', '屏'), ('屢', '屡'), ('巢', '巣'),
    ('幷', '并'), ('彥', '彦'), ('戶', '戸'), ('搔', '掻'), ('摑', '掴'), ('攢', '攅'),
    ('旣', '既'), ('晚', '晩'), ('槪', '概'), ('步', '歩'), ('每', '毎'), ('淚', '涙'),
    ('溫', '温'), ('潑', '溌'), ('瀆', '涜'), ('焰', '焔'), ('瘦', '痩'), ('禱', '祷'),
    ('稅', '税'), ('簞', '箪'), ('繡', '繍'), ('繫', '繋'), ('萊', '莱'), ('蔣', '蒋'),
    ('虛', '虚'), ('蟬', '蝉'), ('蠟', '蝋'), ('說', '説'), ('軀', '躯'), ('醬', '醤'),
    ('醱', '醗'), ('銳', '鋭'), ('錄', '録'), ('閱', '閲'), ('頰', '頬'), ('顚', '顛'),
    ('驒', '騨'), ('鬭', '闘'), ('鷗', '鴎'), ('鹼', '鹸'), ('麴', '麹'), ('黃', '黄'),
    ('𠀋', '丈'), ('𠮟', '叱'), ('𠮷', '吉'), ('𡈽', '土'), ('𢌞', '廻'), ('𣘺', '橋'),
    ('𣷹', '添'), ('𤋮', '熙'), ('𥔎', '碕'), ('𦊆', '岡'), ('𦚰', '脇'), ('𫝆', '今'),
];

pub(super) fn usual(c: char) -> Option<char> {
    let found = USUAL.binary_search_by_key(&c, |(variant, _)| *variant).ok()?;
    Some(USUAL[found].1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::StreetAddress;

    #[test]
    fn the_table_is_sorted_and_leads_into_cp932() {
        assert!(USUAL.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (variant, usual) in USUAL {
            assert!(!StreetAddress::is_two_byte(*variant), "{variant}");
            assert!(StreetAddress::is_two_byte(*usual), "{usual}");
        }
    }
}
