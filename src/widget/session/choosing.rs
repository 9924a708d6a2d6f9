//! Which edition a stand shows: what the page, the reader's browser and the reader wish for.

use super::{Session, Shown};
use crate::{
    locale::{self, Text, Wishes},
    model::Edition,
    platform::{host, intl},
    widget::fragment::Place,
};
use leptos::prelude::*;

impl Session {
    /// Languages and countries in the order in which they are wished for; of the reader's last
    /// choices the newest, at most so many.
    pub fn wishes(self, place: Place, choices: usize) -> (Vec<String>, Vec<String>) {
        let (language, country, may_store) = self.settings.with_untracked(|settings| {
            (
                settings.language.clone(),
                settings.country.clone(),
                settings.storage_allowed,
            )
        });
        let (mut languages, mut countries) = (Vec::new(), Vec::new());
        if let Some(edition) = &place.edition {
            let (language, country) = locale::split_edition(edition);
            languages.push(language);
            countries.extend(country);
        }
        let own_region = language.as_deref().and_then(locale::region);
        countries.extend(country.or(own_region));
        languages.extend(language);
        if may_store {
            let texts: Vec<String> = host::texts(&host::choices()).collect();
            for choice in texts.chunks(2).take(choices) {
                languages.extend(choice.first().cloned());
                countries.extend(choice.get(1).cloned());
            }
        }
        for tag in host::texts(&host::readers_languages()) {
            let tag = locale::canonical_tag(&tag);
            countries.extend(tag.as_deref().and_then(locale::region));
            languages.extend(tag);
        }
        (languages, countries)
    }

    /// The index of the edition that the wishes lead to.
    pub fn choose(self, editions: &[Edition], place: Place) -> usize {
        let (languages, countries) = self.wishes(place, 1);
        locale::choose(
            editions,
            &Wishes {
                languages: &languages,
                countries: &countries,
            },
        )
    }

    /// Moves to the best edition in `language`.
    pub fn choose_language(self, language: &str) {
        self.choose_by(Text::CountryMoved, |editions, current| {
            locale::choose_language(editions, current, language)
        });
    }

    /// Moves to the best edition for `country`; `None` for editions of no country.
    pub fn choose_country(self, country: Option<&str>) {
        self.choose_by(Text::LanguageMoved, |editions, current| {
            locale::choose_country(editions, current, country)
        });
    }

    fn choose_by(self, if_moved: Text, choose: impl FnOnce(&[Edition], usize) -> usize) {
        let Some(shown) = self.shown.get_untracked() else {
            return;
        };
        let current = self.heading(&shown);
        let index = choose(&shown.stand.editions, current);
        let before = shown.stand.editions[current].clone();
        self.remember(&shown.stand.editions[index]);
        self.forget_wanted();
        self.desk
            .update_value(|desk| desk.left = Some((before, if_moved)));
        self.choose_edition(index);
    }

    /// Says which edition is on screen now, and what had to move for it.
    pub(super) fn announce(self, shown: &Shown) {
        let Some((left, if_moved)) = self.take(|desk| desk.left.take()) else {
            return;
        };
        let (locale, edition) = (&shown.words.locale, shown.edition());
        let country_name = |code: &Option<String>| match code {
            Some(code) => intl::country_name(locale, code),
            None => shown.words.strings.get(Text::AllCountries).to_owned(),
        };
        let both_moved = left.language != edition.language && left.country != edition.country;
        let text = if both_moved {
            if_moved
        } else {
            Text::EditionNow
        };
        let wanted = match text {
            Text::LanguageMoved => intl::language_name(locale, &left.language),
            _ => country_name(&left.country),
        };
        let notice = shown.words.strings.format(
            text,
            &[
                ("language", &intl::language_name(locale, &edition.language)),
                ("wanted", &wanted),
                ("country", &country_name(&edition.country)),
            ],
        );
        self.notice.set(notice);
    }
}
