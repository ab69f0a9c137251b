#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use host::social::domain::Severity;

use super::policies;

fn read(text: &str) -> (Vec<(usize, super::PolicyForm)>, Vec<super::Refused>) {
    policies(text, str::to_owned)
}

#[test]
fn a_list_of_mastodon_is_understood() {
    let (taken, refused) = read(
        "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n\
         bad.example,suspend,False,False,\"spam, lots of it\",False\n\
         loud.example,silence,True,False,,False\n\
         meh.example,noop,true,False,,False\n",
    );
    assert!(refused.is_empty());
    let seen: Vec<_> =
        taken.iter().map(|(_, p)| (p.host.as_str(), p.severity, p.reject_media, p.reason.as_str())).collect();
    assert_eq!(
        seen,
        [
            ("bad.example", Severity::Block, false, "spam, lots of it"),
            ("loud.example", Severity::Silence, true, ""),
            ("meh.example", Severity::None, true, ""),
        ]
    );
}

#[test]
fn a_plain_list_of_hosts_blocks_them() {
    let (taken, refused) = read("one.example\n\ntwo.example\n");
    assert!(refused.is_empty());
    assert_eq!(
        taken.iter().map(|(line, p)| (*line, p.host.as_str())).collect::<Vec<_>>(),
        [(1, "one.example"), (3, "two.example")]
    );
    assert!(taken.iter().all(|(_, policy)| policy.severity == Severity::Block));
}

#[test]
fn a_line_that_says_something_else_is_named() {
    let (taken, refused) = read("domain,severity\na.example,banish\nb.example,suspend\n");
    assert_eq!(taken.len(), 1);
    assert_eq!((refused[0].line, refused[0].text.as_str()), (2, "banish"));
}
