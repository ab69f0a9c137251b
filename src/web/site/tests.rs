use super::*;

fn current(entry: &'static str, path: &str) -> Option<&'static str> {
    NavItem { label: "nav-home", path: entry, icon: "home", needs: Needs::Everyone }.current(path)
}

#[test]
fn an_entry_is_marked_on_its_page_and_on_those_below_it() {
    assert_eq!(current("/settings", "/settings"), Some("page"));
    assert_eq!(current("/settings", "/settings/security"), Some("true"));
    assert_eq!(current("/settings", "/settings-elsewhere"), None);
    assert_eq!(current("/", "/"), Some("page"));
    assert_eq!(current("/", "/local"), None, "everything lies below the front page");
}
