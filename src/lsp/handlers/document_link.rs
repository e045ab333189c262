//! `textDocument/documentLink`: complete at once, so there is nothing to resolve.

use crate::ide::{Link, LinkTarget, links};
use crate::lsp::query::Query;
use crate::lsp::to_proto::Ordered;
use tower_lsp::lsp_types::{DocumentLink, Url};

/// The links of a document, with real URIs; what has none is left out.
pub fn handle(query: &Query) -> Vec<DocumentLink> {
    let mut ranges = Ordered::new(&query.snapshot.document, query.client.encoding);
    let link = |link: Link| {
        let target = target(query, &link)?;
        let tooltip = match &link.target {
            LinkTarget::Heading(span) => query.snapshot.document.text().slice(*span).into_owned(),
            LinkTarget::File(file) => file.path.clone(),
            LinkTarget::Address(address) => address.clone(),
        };
        let tooltip = Some(tooltip).filter(|_| query.client.link_tooltip);
        Some(DocumentLink {
            range: ranges.range(link.span),
            target: Some(target),
            tooltip,
            data: None,
        })
    };
    links(&query.snapshot).into_iter().filter_map(link).collect()
}

fn target(query: &Query, link: &Link) -> Option<Url> {
    match &link.target {
        LinkTarget::Address(address) => Url::parse(address).ok(),
        LinkTarget::File(file) => query.file_url(file),
        LinkTarget::Heading(heading) => {
            let line = query.range(*heading).start.line;
            let mut url = query.base_url()?;
            url.set_fragment(Some(&format!("L{}", line + 1)));
            Some(url)
        }
    }
}
