//! Which e-mail addresses are one mailbox, where its provider says so.

/// Providers that deliver addresses with a tag behind a plus to the mailbox without it, by the domains that name one
/// mailbox, and the signs in the local part that they do not look at.
const PROVIDERS: &[(&[&str], &str)] = &[
    (&["gmail.com", "googlemail.com"], "."),
    (&["proton.me", "protonmail.com", "pm.me", "protonmail.ch"], ".-_"),
    (&["icloud.com", "me.com", "mac.com"], ""),
    (&["yandex.ru", "yandex.com", "ya.ru"], ""),
    (&["outlook.com"], ""),
    (&["outlook.jp"], ""),
    (&["hotmail.com"], ""),
    (&["hotmail.co.jp"], ""),
    (&["live.com"], ""),
    (&["live.jp"], ""),
    (&["msn.com"], ""),
    (&["fastmail.com"], ""),
    (&["zoho.com"], ""),
];

/// The mailbox of an e-mail address: the same text for all ways to write it that are known. An address of a provider
/// that is not known is a mailbox of its own, but for letters' case.
pub(crate) fn mailbox_of(email: &str) -> String {
    let email = email.to_ascii_lowercase();
    let Some((local, domain)) = email.rsplit_once('@') else { return email };
    let Some((domains, unseen)) = PROVIDERS.iter().find(|(domains, _)| domains.contains(&domain))
    else {
        return email;
    };
    let untagged = local.split('+').next().unwrap_or(local);
    let local: String = untagged.chars().filter(|c| !unseen.contains(*c)).collect();
    format!("{local}@{}", domains[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_write_a_mailbox_are_one_where_the_provider_says_so() {
        for (email, mailbox) in [
            ("Ho.u.mu+1@GoogleMail.com", "houmu@gmail.com"),
            ("houmu@gmail.com", "houmu@gmail.com"),
            ("hou-mu_taro+x+y@pm.me", "houmutaro@proton.me"),
            ("hou.mu+x@outlook.com", "hou.mu@outlook.com"),
            ("hou.mu@hotmail.com", "hou.mu@hotmail.com"),
            ("houmu@mac.com", "houmu@icloud.com"),
            // Somebody else's rules are not known.
            ("Hou.mu+x@ens-test.com", "hou.mu+x@ens-test.com"),
            ("hou.mu+x@sub.gmail.com", "hou.mu+x@sub.gmail.com"),
            ("+@gmail.com", "@gmail.com"),
        ] {
            assert_eq!(mailbox_of(email), mailbox, "{email}");
        }
        assert!(PROVIDERS.iter().all(|(domains, _)| !domains.is_empty()));
    }
}
