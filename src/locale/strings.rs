//! What the interface itself says.
//!
//! One file a language in `locales/`, a flat JSON object: key → text with `{placeholders}`.
//! A text that depends on a number stands there once for each plural category of the language
//! (`result_count.one`, `result_count.other`, …). English is built in; what another file lacks is
//! said in English.
//!
//! The program knows no keys: the build puts the texts of each file in the order of those in
//! `locales/en.json`, which is that of [`Text`] (`xtask/src/embed/texts.rs`).

use super::{
    cldr,
    tag::{pair, parents, primary, script as usual_script},
};
use crate::model::{Value, nth_part};

/// Declares [`Text`] from one list, so that a key that does not exist does not compile.
macro_rules! texts {
    ($($(#[$about:meta])* $name:ident = $key:literal,)*) => {
        /// A text of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Text {
            $($(#[$about])* $name,)*
        }

        impl Text {
            /// All of them.
            pub const ALL: &'static [Text] = &[$(Text::$name,)*];

            /// Its key in the files.
            pub fn key(self) -> &'static str {
                match self {
                    $(Text::$name => $key,)*
                }
            }
        }
    };
}

texts! {
    /// Name of the language picker.
    SelectLanguage = "select_language",
    /// Name of the country picker.
    SelectCountry = "select_country",
    /// Short label of the language picker.
    Language = "language",
    /// Short label of the country picker.
    Country = "country",
    /// The choice that stands for editions of no country.
    AllCountries = "all_countries",
    /// Label of a picker's search field.
    Search = "search",
    /// A search has found nothing, in a picker or among the headlines.
    NoMatches = "no_matches",
    /// How many choices or headlines a search has found: plural, `{count}`.
    ResultCount = "result_count",
    /// Heading of what a picker offers first.
    Suggested = "suggested",
    /// Heading of what else a picker offers.
    More = "more",
    /// Closes an open picker.
    Close = "close",
    /// The front's choice of all sections.
    TopStories = "top_stories",
    /// Name of the list of headlines.
    Headlines = "headlines",
    /// Shows further headlines.
    MoreHeadlines = "more_headlines",
    /// Name of the choice of sections.
    Sections = "sections",
    /// Name of the field that searches the headlines.
    SearchNews = "search_news",
    /// Empties that field.
    ClearSearch = "clear_search",
    /// Name of the choice of days.
    Day = "day",
    /// That choice's way back to all headlines.
    AllDays = "all_days",
    /// Name of the first carousel under an article.
    SimilarNews = "similar_news",
    /// Heading of a carousel: `{section}`.
    MoreIn = "more_in",
    /// Heading of a carousel: `{author}`.
    MoreBy = "more_by",
    /// Heading of a carousel: `{country}`.
    LatestFrom = "latest_from",
    /// The other languages of an article: `{languages}`.
    AlsoIn = "also_in",
    /// Leads from a carousel to the front, or to the publisher's where only carousels are shown.
    AllNews = "all_news",
    /// Turns a carousel back.
    Previous = "previous",
    /// Turns a carousel on.
    Next = "next",
    /// Name of a slide: `{position}`, `{total}`.
    SlidePosition = "slide_position",
    /// The slides in sight: `{first}`, `{last}`, `{total}`.
    SlidesShown = "slides_shown",
    /// What a carousel is called (`aria-roledescription`).
    Carousel = "carousel",
    /// What a slide is called (`aria-roledescription`).
    Slide = "slide",
    /// Leads from an article to the front.
    Back = "back",
    /// The stand is on its way.
    Loading = "loading",
    /// The article's body is on its way.
    LoadingArticle = "loading_article",
    /// Byline: `{authors}`.
    By = "by",
    /// Leads to the publication on a network: `{name}`, `{network}`.
    Follow = "follow",
    /// Leads to the publisher's own page: `{site}`.
    ReadAt = "read_at",
    /// Shows a film, a post or a chart in its place: `{site}`.
    ShowEmbed = "show_embed",
    /// Leads to the same on its own site: `{site}`.
    OpensEmbed = "opens_embed",
    /// Announces the edition: `{language}`, `{country}`.
    EditionNow = "edition_now",
    /// The chosen language had to move the country: `{language}`, `{wanted}`, `{country}`.
    CountryMoved = "country_moved",
    /// The chosen country had to move the language: `{language}`, `{wanted}`, `{country}`.
    LanguageMoved = "language_moved",
    /// The open story does not exist in the chosen language: `{language}`, `{original}`.
    StoryMissing = "story_missing",
    /// The wanted article is not in the feed.
    ArticleMissing = "article_missing",
    /// Only what the feed carries of the article can be shown.
    ArticlePartial = "article_partial",
    /// Repeats what has failed.
    TryAgain = "try_again",
    /// The device has no network.
    ErrorOffline = "error_offline",
    /// No connection, or refused by the other side or the browser.
    ErrorNetwork = "error_network",
    /// No answer in time.
    ErrorTimeout = "error_timeout",
    /// 404 and 410.
    ErrorNotFound = "error_not_found",
    /// Other failures of the server.
    ErrorServer = "error_server",
    /// The answer cannot be read.
    ErrorFormat = "error_format",
    /// The answer can be read but is no news.
    ErrorShape = "error_shape",
    /// The server does not let everybody read.
    ErrorRefused = "error_refused",
    /// There is more of it than can be read.
    ErrorTooLarge = "error_too_large",
    /// There is no news.
    ErrorEmpty = "error_empty",
    /// Brings in the stories that have come since: plural, `{count}`.
    NewStories = "new_stories",
    /// How long an article takes to read: plural, `{count}`.
    ReadingMinutes = "reading_minutes",
    /// Name of the group of an article's tools.
    Tools = "tools",
    /// Makes the text larger.
    LargerText = "larger_text",
    /// Makes the text smaller.
    SmallerText = "smaller_text",
    /// Hands the article's link on.
    Share = "share",
    /// The link is in the clipboard.
    LinkCopied = "link_copied",
    /// The link could not be put into the clipboard.
    LinkNotCopied = "link_not_copied",
    /// Prints the article.
    Print = "print",
    /// Reads the article aloud.
    Listen = "listen",
    /// Holds the voice.
    Pause = "pause",
    /// Lets the voice go on.
    Resume = "resume",
    /// Silences the voice.
    Stop = "stop",
    /// Translates the article: `{language}`.
    Translate = "translate",
    /// The translation is under way: `{progress}`.
    Translating = "translating",
    /// The article is translated: `{language}` is its own.
    Translated = "translated",
    /// Shows the article in its own language again.
    ShowOriginal = "show_original",
    /// The translation has failed.
    TranslationFailed = "translation_failed",
}

impl Text {
    /// True where the text depends on a number (see [`Strings::plural`]).
    pub fn is_plural(self) -> bool {
        matches!(
            self,
            Self::ResultCount | Self::NewStories | Self::ReadingMinutes
        )
    }
}

/// The texts of `locales/en.json`, a line each.
const ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/english.txt"));

/// The interface strings of one language; the default is English.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strings {
    texts: Value,
}

impl Strings {
    /// The strings of a file that the build has made of one in `locales/`, read as JSON; what is
    /// no array has none.
    pub fn new(file: Value) -> Self {
        Self { texts: file }
    }

    /// A text without placeholders.
    pub fn get(&self, text: Text) -> &str {
        let place = text as usize;
        let own = self.texts.as_array().and_then(|texts| texts.get(place));
        own.and_then(Value::as_str)
            .filter(|own| !own.is_empty())
            .or_else(|| nth_part(ENGLISH, '\n', place))
            .unwrap_or_default()
    }

    /// A text with its `{placeholders}` filled in; a placeholder without a value stays as it is.
    pub fn format(&self, text: Text, values: &[(&str, &str)]) -> String {
        fill(self.get(text), values)
    }

    /// A text that depends on a number, in the form for its CLDR plural `category` (`"one"`,
    /// `"other"`, …, as `Intl.PluralRules` says for the language of these strings). A form that is
    /// missing is replaced by `other`.
    pub fn plural(&self, text: Text, category: &str, values: &[(&str, &str)]) -> String {
        let form = |wanted: &str| {
            let mut forms = self
                .get(text)
                .split('|')
                .filter_map(|form| form.split_once(' '));
            forms.find_map(|(category, form)| (category == wanted).then_some(form))
        };
        let template = form(category).or_else(|| form("other"));
        fill(template.unwrap_or_default(), values)
    }
}

fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after.split_once('}').and_then(|(name, behind)| {
            let (_, value) = values.iter().find(|(key, _)| *key == name)?;
            Some((*value, behind))
        });
        match known {
            Some((value, behind)) => {
                filled.push_str(value);
                rest = behind;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// The languages that `locales/` has a file for.
pub fn files() -> impl Iterator<Item = &'static str> {
    env!("NEWSSTAND_LOCALES").split(' ')
}

/// The file of `locales/` (without `.json`) for readers of the canonical tag `language`: that of the
/// tag or the nearest of its parents (RFC 4647, section 3.4, with CLDR's parents), in the same
/// script; else that of a language which its readers can probably read (CLDR's language matching).
/// `None` where there is none.
pub fn file_for(language: &str) -> Option<&'static str> {
    own_file(language).or_else(|| own_file(pair(cldr::SUBSTITUTES, ' ', primary(language))?))
}

fn own_file(language: &str) -> Option<&'static str> {
    let script = usual_script(language);
    let in_script = [primary(language), "-", script.unwrap_or_default()].concat();
    let mut tags = parents(language);
    tags.push(&in_script);
    let is_named = |tag: &&str, name: &&str| name == tag && usual_script(name) == script;
    tags.iter()
        .find_map(|tag| files().find(|name| is_named(tag, name)))
}

#[cfg(test)]
mod tests {
    use super::{super::canonical_tag, *};

    #[test]
    fn english_is_built_in() {
        let strings = Strings::default();
        assert_eq!(strings.get(Text::SelectLanguage), "Select Language");
        for text in Text::ALL {
            let said = if text.is_plural() {
                strings.plural(*text, "other", &[])
            } else {
                strings.get(*text).to_owned()
            };
            assert!(!said.is_empty(), "{text:?}");
        }
    }

    #[test]
    fn texts_are_in_the_order_of_the_english_file() {
        let file = include_str!("../../locales/en.json");
        let place = |text: &Text| {
            let of_plural = file.find(&format!("\"{}.other\":", text.key()));
            file.find(&format!("\"{}\":", text.key())).or(of_plural)
        };
        let places: Vec<_> = Text::ALL.iter().map(place).collect();
        assert!(!places.contains(&None) && places.is_sorted(), "{places:?}");
        assert_eq!(ENGLISH.lines().count(), Text::ALL.len());
    }

    #[test]
    fn placeholders_are_filled_once() {
        assert_eq!(
            fill("{a}–{b} of {a}", &[("a", "{b}"), ("b", "2")]),
            "{b}–2 of {b}"
        );
        assert_eq!(fill("{unknown} {", &[("a", "1")]), "{unknown} {");
        assert_eq!(fill("", &[]), "");
    }

    #[test]
    fn plural_forms_follow_the_category() {
        let strings = Strings::default();
        let count =
            |category, count| strings.plural(Text::ResultCount, category, &[("count", count)]);
        assert_eq!(count("one", "1"), "1 result");
        assert_eq!(count("other", "3"), "3 results");
        assert_eq!(count("few", "3"), "3 results");
    }

    #[test]
    fn what_is_missing_or_no_text_is_said_in_english() {
        let strings = Strings::new(Value::Array(vec![
            Value::String("Sprache auswählen".to_owned()),
            Value::Number(1.0),
            Value::String(String::new()),
        ]));
        assert_eq!(strings.get(Text::SelectLanguage), "Sprache auswählen");
        assert_eq!(strings.get(Text::SelectCountry), "Select Country");
        assert_eq!(strings.get(Text::Language), "Language");
        assert_eq!(
            strings.plural(Text::ResultCount, "one", &[]),
            "{count} result"
        );
        assert_eq!(Strings::new(Value::Null), Strings::default());
    }

    #[test]
    fn files_are_found_by_dropping_subtags() {
        assert_eq!(file_for("en"), Some("en"));
        assert_eq!(file_for("en-IN"), Some("en"));
        assert_eq!(file_for("tlh"), None);
    }

    #[test]
    fn files_are_found_as_readers_expect() {
        for (language, file) in [
            ("zh-TW", "zh-Hant"),
            ("zh-HK", "zh-Hant"),
            ("zh-CN", "zh-Hans"),
            ("zh", "zh-Hans"),
            ("zh-Hant-MO", "zh-Hant"),
            ("pt-AO", "pt-PT"),
            ("pt-BR", "pt"),
            ("pt", "pt"),
            ("no", "nb"),
            ("nn-NO", "nb"),
            ("he-IL", "he"),
            ("sr", "sr"),
            ("sr-Latn-RS", "sr-Latn"),
            ("sr-ME", "sr-Latn"),
            ("uz-Cyrl-UZ", "uz-Cyrl"),
            ("uz-UZ", "uz"),
            ("pa-PK", "pa-Arab"),
            ("pa-IN", "pa"),
            ("fa-AF", "fa-AF"),
            ("fa-TJ", "fa"),
            ("es-419", "es"),
            ("arz-EG", "ar"),
            ("gl", "es"),
            ("wuu", "zh-Hans"),
        ] {
            let language = canonical_tag(language).unwrap();
            assert_eq!(file_for(&language), Some(file), "{language}");
        }
        // A script that readers of Latin letters cannot read is not theirs.
        assert_eq!(file_for("uz-AF"), None);
    }
}
