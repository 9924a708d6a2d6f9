//! The element's attributes, read leniently: a malformed value is named once and its default used.

use crate::model::nth_part;

/// An attribute of `<news-stand>` that the program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// `src`
    Source,
    /// `language`
    Language,
    /// `country`
    Country,
    /// `view`
    View,
    /// `article`
    Article,
    /// `links`
    Links,
    /// `linking`
    Linking,
    /// `theme`
    Theme,
    /// `storage`
    Storage,
    /// `loading`
    Loading,
    /// `heading-level`
    HeadingLevel,
    /// `refresh`
    Refresh,
}

/// The names in the order of [`Setting::ALL`].
const NAMES: &str =
    "src language country view article links linking theme storage loading heading-level refresh";

impl Setting {
    /// All of them, in the order in which the loader hands over their values.
    pub const ALL: [Self; 12] = [
        Self::Source,
        Self::Language,
        Self::Country,
        Self::View,
        Self::Article,
        Self::Links,
        Self::Linking,
        Self::Theme,
        Self::Storage,
        Self::Loading,
        Self::HeadingLevel,
        Self::Refresh,
    ];

    /// The attribute's name.
    pub fn name(self) -> &'static str {
        nth_part(NAMES, ' ', self as usize).unwrap_or_default()
    }

    /// The words that it accepts, the default first; none where it takes other values.
    fn words(self) -> &'static str {
        match self {
            Self::View => "front related",
            Self::Links => "inside outside",
            Self::Linking => "none hash",
            Self::Theme => "auto light dark",
            Self::Storage => "local none",
            Self::Loading => "lazy eager",
            Self::HeadingLevel => "1 2 3 4",
            _ => "",
        }
    }

    /// What the attribute accepts, the default first where it is one of a few words.
    fn accepted(self) -> String {
        let accepted = match self {
            Self::Source => "the URL of a stand or a feed",
            Self::Language => "a BCP 47 language tag such as \"en\" or \"pt-BR\"",
            Self::Country => "an ISO 3166-1 country code such as \"ES\"",
            Self::Article => "the id or the URL of an article",
            Self::Refresh => "a whole number of minutes from 1 to 1440",
            _ => return ["\"", &self.words().replace(' ', "\" or \""), "\""].concat(),
        };
        accepted.to_owned()
    }
}

/// What the attributes say, defaults filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The stand or feed to show, as written; empty where it is missing.
    pub source: String,
    /// The wanted language, canonical.
    pub language: Option<String>,
    /// The wanted country, in capitals.
    pub country: Option<String>,
    /// True for `view="related"`: only the carousels.
    pub related_only: bool,
    /// The article to open, or to show related news for.
    pub article: Option<String>,
    /// True for `links="outside"`: every click follows the article's own URL.
    pub links_outside: bool,
    /// True for `linking="hash"`: the open article and the edition live in the page's fragment.
    pub linking_hash: bool,
    /// `auto`, `light` or `dark`.
    pub theme: &'static str,
    /// False for `storage="none"`: nothing is written on the device.
    pub storage_allowed: bool,
    /// The level of the open article's headline, 1 to 4.
    pub heading_level: u8,
    /// After how many minutes the news is fetched again by itself; `None` for never.
    pub refresh_minutes: Option<u16>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            source: String::new(),
            language: None,
            country: None,
            related_only: false,
            article: None,
            links_outside: false,
            linking_hash: false,
            theme: "auto",
            storage_allowed: true,
            heading_level: 1,
            refresh_minutes: None,
        }
    }
}

impl Settings {
    /// Takes an attribute's value; `None` is an absent attribute and sets the default.
    ///
    /// # Errors
    /// A sentence for the integrator where the value is not one of those accepted; the default is
    /// in force then.
    pub fn set(&mut self, setting: Setting, value: Option<&str>) -> Result<(), String> {
        let value = value.map(str::trim).filter(|value| !value.is_empty());
        let words = setting.words();
        // Where the value is none of them: the first, which is the default.
        let word = words.split(' ').find(|word| value == Some(*word));
        let default = words.split(' ').next().unwrap_or_default();
        let mut sound = value.is_none() || words.is_empty() || word.is_some();
        let word = word.unwrap_or(default);
        let is_other = word != default;
        match setting {
            Setting::Source => self.source = value.unwrap_or_default().to_owned(),
            Setting::Article => self.article = value.map(str::to_owned),
            Setting::View => self.related_only = is_other,
            Setting::Links => self.links_outside = is_other,
            Setting::Linking => self.linking_hash = is_other,
            Setting::Theme => self.theme = word,
            Setting::Storage => self.storage_allowed = !is_other,
            Setting::Loading => {}
            Setting::HeadingLevel => {
                self.heading_level = word.bytes().next().map_or(1, |digit| digit - b'0');
            }
            Setting::Refresh => {
                let minutes = value.and_then(|value| value.parse().ok());
                self.refresh_minutes = minutes.filter(|minutes| (1..=1440).contains(minutes));
                sound = value.is_none() || self.refresh_minutes.is_some();
            }
            Setting::Language => {
                self.language = value.and_then(crate::locale::canonical_tag);
                sound = value.is_none() || self.language.is_some();
            }
            Setting::Country => {
                self.country = value.and_then(crate::locale::canonical_country);
                sound = value.is_none() || self.country.is_some();
            }
        }
        if sound {
            return Ok(());
        }
        let sentence = [
            "the attribute ",
            setting.name(),
            " does not accept \"",
            value.unwrap_or_default(),
            "\"; it takes ",
            &setting.accepted(),
            ". The default is used.",
        ];
        Err(sentence.concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_outside_the_list_are_named_and_the_default_is_used() {
        let mut settings = Settings::default();
        assert_eq!(settings.set(Setting::Theme, Some("dark")), Ok(()));
        assert_eq!(settings.theme, "dark");
        let complaint = settings.set(Setting::Theme, Some("neon")).unwrap_err();
        assert!(complaint.contains("theme") && complaint.contains("\"auto\""));
        assert_eq!(settings.theme, "auto");
    }

    #[test]
    fn the_names_stand_in_the_order_of_the_settings() {
        for (place, setting) in Setting::ALL.into_iter().enumerate() {
            assert_eq!(setting as usize, place);
        }
        assert_eq!(Setting::ALL.map(Setting::name).join(" "), NAMES);
        assert_eq!(Setting::HeadingLevel.name(), "heading-level");
    }

    #[test]
    fn a_removed_attribute_is_its_default_without_complaint() {
        let mut settings = Settings::default();
        for setting in Setting::ALL {
            assert_eq!(settings.set(setting, None), Ok(()));
        }
        assert_eq!(settings, Settings::default());
    }

    #[test]
    fn heading_levels_are_one_to_four() {
        let mut settings = Settings::default();
        assert_eq!(settings.set(Setting::HeadingLevel, Some("3")), Ok(()));
        assert_eq!(settings.heading_level, 3);
        assert!(settings.set(Setting::HeadingLevel, Some("7")).is_err());
        assert_eq!(settings.heading_level, 1);
    }

    #[test]
    fn a_refresh_is_a_whole_number_of_minutes_up_to_a_day() {
        let mut settings = Settings::default();
        assert_eq!(settings.set(Setting::Refresh, Some("10")), Ok(()));
        assert_eq!(settings.refresh_minutes, Some(10));
        for wrong in ["0", "-1", "1.5", "1441", "99999999", "often"] {
            assert!(settings.set(Setting::Refresh, Some(wrong)).is_err());
            assert_eq!(settings.refresh_minutes, None, "{wrong}");
        }
    }

    #[test]
    fn countries_are_two_letters() {
        let mut settings = Settings::default();
        assert_eq!(settings.set(Setting::Country, Some("es")), Ok(()));
        assert_eq!(settings.country.as_deref(), Some("ES"));
        assert!(settings.set(Setting::Country, Some("uk")).is_ok());
        assert_eq!(settings.country.as_deref(), Some("GB"));
        assert!(settings.set(Setting::Country, Some("Spain")).is_err());
        assert_eq!(settings.country, None);
    }
}
