//! Links in the article text: where they lead and whether they stay on the site.

use crate::article::Article;
use crate::dom::{AttributeName, Dom};
use crate::span::Span;

/// A link in the article text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The linked words.
    pub span: Span,
    /// Absolute http or https address.
    pub url: String,
    /// Whether it leads to the page's own site.
    pub same_site: bool,
}

/// The links of the article whose address is known in full. `page_url` resolves addresses without a host.
pub fn find(dom: &Dom, article: &Article, page_url: Option<&str>) -> Vec<Link> {
    let page_host = page_url.and_then(host);
    let links = article.links.iter().filter_map(|link| {
        let href = dom.attribute(link.node, AttributeName::HREF)?;
        let url = absolute(href.trim(), page_url)?;
        let same_site = page_host.is_some_and(|page| host(&url).is_some_and(|host| site(host) == site(page)));
        Some(Link { span: link.span, url, same_site })
    });
    links.collect()
}

/// http and https only: nothing that could run or hide text.
fn absolute(href: &str, page_url: Option<&str>) -> Option<String> {
    if host(href).is_some() {
        return Some(href.to_owned());
    }
    let page = page_url?;
    let scheme = page.split_once("://")?.0;
    if let Some(rest) = href.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    href.starts_with('/').then(|| Some(format!("{scheme}://{}{href}", host(page)?)))?
}

/// The host of an http or https address, without port and user.
fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    Some(host).filter(|host| !host.is_empty())
}

/// The host without `www.` and port.
fn site(host: &str) -> &str {
    let host = host.split(':').next().unwrap_or(host);
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_absolute() {
        let page = Some("https://www.example.org/news/1");
        assert_eq!(absolute("/a", page).as_deref(), Some("https://www.example.org/a"));
        assert_eq!(absolute("//cdn.example.net/b", page).as_deref(), Some("https://cdn.example.net/b"));
        assert_eq!(absolute("javascript:alert(1)", page), None);
        assert_eq!(absolute("#top", page), None);
        assert_eq!(absolute("/a", None), None);
    }

    #[test]
    fn www_is_the_same_site() {
        assert_eq!(site("www.example.org:8080"), site("example.org"));
    }
}
