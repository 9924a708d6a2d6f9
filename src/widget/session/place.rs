//! Where the reader is, kept in the fragment of the page's address (`linking="hash"`).

use super::{Desk, Focus, Session};
use crate::{
    locale,
    model::Article,
    platform::{address, host},
    widget::{
        fragment::{self, Place},
        history::{self, Entry},
    },
};
use leptos::prelude::*;

impl Session {
    /// Goes where the page's fragment says, after Back, Forward or a link.
    pub fn follow_place(self) {
        if !self.is_linking() {
            return;
        }
        let place = self.place();
        let Some(shown) = self.shown.get_untracked() else {
            return;
        };
        let take = |desk: &mut Desk| std::mem::take(&mut desk.goes_back);
        if self.desk.try_update_value(take) == Some(true) {
            // The edition stays that was chosen while an article was open.
            if place.edition.is_some() {
                let open = self.open.get_untracked();
                self.write_place(&self.place_of(open.as_deref()), Entry::Same);
            }
            return;
        }
        self.forget_wanted();
        if let Some(edition) = &place.edition {
            let (language, country) = locale::split_edition(edition);
            let exact = shown.stand.editions.iter().position(|candidate| {
                candidate.language == language && candidate.country == country
            });
            if let Some(index) = exact {
                if index != shown.index {
                    match place.article {
                        Some(id) => self.want(id, Focus::Stays),
                        None => self.leave(Focus::Moves),
                    }
                    return self.head_for(index, &shown);
                }
                self.head_for(index, &shown);
            }
        }
        let open = self.open.get_untracked();
        match place.article {
            Some(id) if open.as_ref().is_some_and(|open| open.id == id) => {}
            Some(id) => match shown.article_called(&id) {
                Some(article) if self.permits(article) => self.enter(article, Focus::Moves),
                Some(_) => {}
                None => self.open_called(&id, Focus::Stays),
            },
            None => self.leave(Focus::Moves),
        }
    }

    pub(super) fn name(self) -> String {
        let id = self.desk.with_value(|desk| desk.element.id());
        if id.is_empty() { "news".to_owned() } else { id }
    }

    pub(super) fn is_linking(self) -> bool {
        self.settings.with_untracked(|one| one.linking_hash)
    }

    /// Where the page's fragment says that the reader is.
    pub fn place(self) -> Place {
        if !self.is_linking() {
            return Place::default();
        }
        let hash = host::fragment();
        fragment::read(&hash, &self.name(), address::unescaped)
    }

    pub(super) fn place_of(self, article: Option<&Article>) -> Place {
        let edition = self.shown.with_untracked(|shown| {
            shown
                .as_ref()
                .map(|shown| locale::join_edition(shown.edition()))
        });
        Place {
            article: article.map(|article| article.id.clone()),
            edition,
        }
    }

    pub(super) fn write_place(self, place: &Place, entry: Entry) {
        if !self.is_linking() {
            return;
        }
        let (hash, name) = (host::fragment(), self.name());
        let fragment = fragment::write(&hash, &name, place, address::escaped);
        history::write(&fragment, &name, entry);
    }
}
