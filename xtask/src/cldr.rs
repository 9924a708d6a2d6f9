//! `cargo xtask cldr`: what the stand knows of languages, from Unicode's CLDR.
//!
//! ```text
//! cldr-core (npm, pinned) + names of locales/*.json ─┬─▶ src/locale/cldr.rs
//! cldr-localenames-full                              └─▶ tests/fixtures/locales.json
//! ```
//!
//! Only what makes a difference is kept: scripts of languages that are written in several or from
//! right to left, parents that are not found by dropping a subtag, and so on. The browser's `Intl`
//! knows the rest.

use crate::console::note;
use crate::project::Project;
use crate::setup;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How the tables begin.
const HEAD: &str = "//! What Unicode's CLDR {version} says of languages, under the Unicode License V3\n\
    //! (<https://www.unicode.org/license.txt>). Written by `cargo xtask cldr`; do not edit.\n";

/// A language that is further away than this (CLDR's measure) stands in for none: 20 is a language
/// that most who read the other can read as well, 30 one that they have probably learnt.
const FARTHEST: u64 = 30;

/// A parent of more regions than this is said by its exceptions.
const MOST: usize = 50;

/// No further away than this it is the same language by another code.
const SAME: u64 = 1;

/// So many speakers make a language one that news may be in, whether CLDR has texts of it or not.
const MANY: f64 = 5_000_000.0;

/// So many make one whose direction has to be right where somebody uses its code.
const SOME: f64 = 300_000.0;

/// A language is one of a territory where it is official, where so many of a hundred people speak it,
/// or where it is official in a region and so many do.
const SIZEABLE_PERCENT: f64 = 50.0;
const SIZEABLE_REGIONAL_PERCENT: f64 = 5.0;

/// Fewer people than this are found by what the browser knows: the main language of their territory.
const PEOPLE: f64 = 1_000_000.0;

/// Languages of `locales/` that Chromium has no texts of, so that its `Intl` has no own name of them.
/// A browser test names every language of `locales/` by its own name in all three engines.
const UNNAMED: &str = "bho ha ig jv ky my ne om pcm ps rn rw si so ti yo yue";

/// Reasons why a code has been replaced that matter to documents of today; the others are codes
/// that nobody writes.
const REASONS: [&str; 4] = ["deprecated", "legacy", "macrolanguage", "overlong"];

/// Codes of three letters in place of two, which documents do write. Other overlong codes are
/// those of `eng` for `en`, which no browser sends and no feed of the corpus has.
const OVERLONG: [&str; 1] = ["prs"];

/// Writes the tables of `src/locale/cldr.rs` anew from Unicode's data.
pub fn run(project: &Project) -> Result<()> {
    for (path, text) in files(project)? {
        std::fs::write(project.path(path), text).with_context(|| format!("cannot write {path}"))?;
        note(&format!("{path} is written"));
    }
    Ok(())
}

/// Fails where what was generated is not what would be generated now.
pub fn check(project: &Project) -> Result<()> {
    for (path, text) in files(project)? {
        if project.read(path)? != text {
            bail!("{path} is not what `cargo xtask cldr` makes of CLDR and locales/");
        }
    }
    Ok(())
}

fn files(project: &Project) -> Result<[(&'static str, String); 2]> {
    let folder = |package: &str| {
        let found = setup::find_installed(project, package)?;
        found.with_context(|| format!("{package} is not there"))
    };
    let cldr = Cldr::read(&folder("cldr-core")?, &folder("cldr-localenames-full")?)?;
    let locales = locales(&project.path("locales"))?;
    Ok([
        ("src/locale/cldr.rs", cldr.tables(&locales)),
        ("tests/fixtures/locales.json", cldr.expectations(&locales)?),
    ])
}

/// The tags of `locales/`, in order.
fn locales(folder: &Path) -> Result<BTreeSet<String>> {
    let mut tags = BTreeSet::new();
    for entry in std::fs::read_dir(folder).context("locales/ cannot be read")? {
        let name = entry?.file_name();
        tags.extend(
            name.to_string_lossy()
                .strip_suffix(".json")
                .map(str::to_owned),
        );
    }
    Ok(tags)
}

struct Cldr {
    version: String,
    likely: Value,
    scripts: Value,
    aliases: Value,
    parents: Value,
    matches: Value,
    plurals: Value,
    territories: Value,
    /// The names of all languages in English.
    english_names: Value,
    /// What the languages of [`UNNAMED`] call themselves.
    own_names: Vec<(&'static str, String)>,
    /// Languages of which CLDR has more than the basic texts, or that many people speak.
    known: BTreeSet<String>,
    /// Languages that some people speak.
    spoken: BTreeSet<String>,
    /// All tags that CLDR has something of.
    available: Vec<String>,
}

impl Cldr {
    fn read(core: &Path, names: &Path) -> Result<Self> {
        let read = |path: &str| read(&core.join(path));
        let supplemental = |name: &str| read(&format!("supplemental/{name}.json"));
        let mut known = BTreeSet::new();
        let mut available = strings(&read("availableLocales.json")?["availableLocales"]["full"]);
        // Those that say no more than their language alone.
        available.extend(strings(&read("defaultContent.json")?["defaultContent"]));
        let levels = read("coverageLevels.json")?;
        for (tag, level) in members(&levels["coverageLevels"]) {
            if level != "basic" {
                known.insert(primary(tag).to_owned());
            }
        }
        let territories = supplemental("territoryInfo")?;
        known.extend(spoken_by(MANY, &territories));
        let mut own_names = Vec::new();
        for tag in UNNAMED.split(' ') {
            let name = language_names(names, tag)?[tag].take();
            let name = name
                .as_str()
                .with_context(|| format!("{tag} has no name"))?;
            own_names.push((tag, name.to_owned()));
        }
        let take = |mut value: Value, path: &[&str]| {
            path.iter()
                .fold(value.take(), |mut value, name| value[*name].take())
        };
        Ok(Self {
            version: read("package.json")?["version"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            likely: take(
                supplemental("likelySubtags")?,
                &["supplemental", "likelySubtags"],
            ),
            scripts: take(read("scriptMetadata.json")?, &["scriptMetadata"]),
            aliases: take(
                supplemental("aliases")?,
                &["supplemental", "metadata", "alias", "languageAlias"],
            ),
            parents: take(
                supplemental("parentLocales")?,
                &["supplemental", "parentLocales", "parentLocale"],
            ),
            matches: take(
                supplemental("languageMatching")?,
                &[
                    "supplemental",
                    "languageMatching",
                    "written-new",
                    "languageMatch",
                ],
            ),
            plurals: take(
                supplemental("plurals")?,
                &["supplemental", "plurals-type-cardinal"],
            ),
            english_names: language_names(names, "en")?,
            own_names,
            known,
            spoken: spoken_by(SOME, &territories),
            territories: take(territories, &["supplemental", "territoryInfo"]),
            available,
        })
    }

    fn tables(&self, locales: &BTreeSet<String>) -> String {
        let version = &self.version;
        let rtl: Vec<_> = self.rtl_scripts().into_iter().collect();
        let table = |about: &str, name: &str, text: &str| {
            format!("\n{about}\npub const {name}: &str = \"{text}\";\n")
        };
        let mut file = HEAD.replace("{version}", version);
        file += &table(
            "/// Scripts that run from right to left.",
            "RTL_SCRIPTS",
            &rtl.join(" "),
        );
        file += &table(
            "/// Groups of a script and those who usually write it: languages that are written in several\n\
             /// scripts or from right to left, and `language-REGION` where it is another there.",
            "LIKELY_SCRIPTS",
            &self.likely_scripts(),
        );
        file += &table(
            "/// Groups of a tag and the regions in which its language is nearest to it, where that is not\n\
             /// the language without a region; after `!` all regions but these. The first group counts.",
            "PARENTS",
            &self.region_parents(),
        );
        file += &table(
            "/// Codes that have been replaced, with what has replaced them.",
            "ALIASES",
            &self.language_aliases(locales),
        );
        file += &table(
            "/// Languages that `locales/` does not have, with the nearest that it has.",
            "SUBSTITUTES",
            &self.substitutes(locales),
        );
        file += &table(
            "/// Groups of a language and the countries where it is official, then where it is spoken by many,\n\
             /// most speakers first. The browser knows where the main language of a country is at home.",
            "TERRITORIES",
            &self.territories(),
        );
        file += &table(
            "/// Codes of libraries (ISO 639-2/B) that are not how the English name begins, with today's.",
            "LIBRARY_CODES",
            &self.library_codes(),
        );
        file += &table(
            "/// Languages of `locales/` that some browsers have no own name of, with that name.",
            "OWN_NAMES",
            &self.own_names(),
        );
        file
    }

    /// Languages by the number of their speakers, each with its countries by the number of theirs.
    fn territories(&self) -> String {
        let mut languages: BTreeMap<&str, Vec<(bool, f64, &str)>> = BTreeMap::new();
        for (territory, info) in members(&self.territories) {
            let population = number(&info["_population"]);
            for (tag, share) in members(&info["languagePopulation"]) {
                let percent = number(&share["_populationPercent"]);
                let people = population * percent / 100.0;
                let status = share["_officialStatus"].as_str().unwrap_or_default();
                let is_official = matches!(status, "official" | "de_facto_official");
                let least = match status {
                    "official_regional" => SIZEABLE_REGIONAL_PERCENT,
                    _ => SIZEABLE_PERCENT,
                };
                if people < PEOPLE || !is_official && percent < least {
                    continue;
                }
                let language = tag.split('_').next().unwrap_or_default();
                let own = languages.entry(language).or_default();
                // In the script that more write it in, where there are several.
                match own.iter_mut().find(|(.., other)| *other == territory) {
                    Some((_, most, _)) => *most = most.max(people),
                    None => own.push((is_official, people, territory)),
                }
            }
        }
        let is_said = |language: &str, territory: &str| {
            let main = self.likely[language].as_str().unwrap_or_default();
            let there = self.likely[&format!("und-{territory}")].as_str();
            main.ends_with(territory) && primary(there.unwrap_or_default()) == language
        };
        let mut groups: Vec<(f64, String)> = Vec::new();
        for (language, mut own) in languages {
            own.sort_by(|one, other| {
                (other.0, other.1)
                    .partial_cmp(&(one.0, one.1))
                    .unwrap_or(Ordering::Equal)
            });
            let all = own.iter().map(|(_, people, _)| people).sum();
            let left = own.into_iter().map(|(.., territory)| territory);
            let left: Vec<_> = left.filter(|one| !is_said(language, one)).collect();
            if !left.is_empty() {
                groups.push((all, group(language, left.into_iter())));
            }
        }
        groups.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let groups = groups.into_iter().map(|(_, group)| group);
        groups.collect::<Vec<_>>().join(";")
    }

    fn library_codes(&self) -> String {
        let mut pairs = Vec::new();
        for (code, alias) in members(&self.aliases) {
            let new = alias["_replacement"].as_str().unwrap_or_default();
            let english = self.english_names[new].as_str().unwrap_or_default();
            let is_found = english.to_lowercase().replace('ā', "a").starts_with(code);
            if alias["_reason"] == "bibliographic" && !is_found {
                pairs.push(format!("{code}={new}"));
            }
        }
        pairs.join(" ")
    }

    fn own_names(&self) -> String {
        let names = self.own_names.iter();
        let names = names.map(|(tag, name)| format!("{tag}={name}"));
        names.collect::<Vec<_>>().join(";")
    }

    fn rtl_scripts(&self) -> BTreeSet<&str> {
        let scripts = members(&self.scripts);
        // Those that nobody writes any more are not in the news.
        let rtl = scripts
            .filter(|(_, script)| script["rtl"] == "YES" && script["idUsage"] != "EXCLUSION");
        rtl.map(|(code, _)| code).collect()
    }

    /// The script of a key of the likely subtags.
    fn likely_script(&self, key: &str) -> Option<&str> {
        self.likely[key].as_str()?.split('-').nth(1)
    }

    fn likely_scripts(&self) -> String {
        let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut several = BTreeSet::new();
        for (key, _) in members(&self.likely) {
            let Some((language, region)) = key.split_once('-') else {
                continue;
            };
            if !self.known.contains(language) {
                continue;
            }
            let (own, usual) = (self.likely_script(key), self.likely_script(language));
            if is_region(region) && own != usual {
                several.insert(language);
                groups
                    .entry(own.unwrap_or_default())
                    .or_default()
                    .insert(key);
            } else if region.len() == 4 && usual != Some(region) {
                several.insert(language);
            }
        }
        for language in &self.known {
            if several.contains(language.as_str()) {
                let script = self.likely_script(language).unwrap_or_default();
                groups.entry(script).or_default().insert(language);
            }
        }
        for language in self.rtl_languages() {
            let script = self.likely_script(language).unwrap_or_default();
            groups.entry(script).or_default().insert(language);
        }
        join_groups(groups)
    }

    /// The languages that are usually written from right to left: those that CLDR has texts of, that
    /// some people speak, or that would be taken for a near one which is written the other way.
    fn rtl_languages(&self) -> BTreeSet<&str> {
        let rtl = self.rtl_scripts();
        let is_rtl = |language: &str| {
            let script = self.likely_script(language);
            script.is_some_and(|script| rtl.contains(script))
        };
        let available = self.available.iter().map(|tag| primary(tag));
        let matched = self.matches.as_array().into_iter().flatten();
        let matched = matched.filter_map(|one| {
            let nearest = one["_supported"].as_str()?;
            one["_desired"].as_str().filter(|_| !is_rtl(nearest))
        });
        let all = available
            .chain(matched)
            .chain(self.spoken.iter().map(String::as_str));
        all.filter(|language| is_rtl(language)).collect()
    }

    fn region_parents(&self) -> String {
        let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (tag, parent) in members(&self.parents) {
            let (Some((language, region)), Some(parent)) = (tag.split_once('-'), parent.as_str())
            else {
                continue;
            };
            if is_region(region) && parent.starts_with(&format!("{language}-")) {
                groups.entry(parent).or_default().insert(region);
            }
        }
        // What most regions of a language have in common is said by the exceptions. They come last:
        // smaller groups are exceptions too.
        let listed = |language: &str, region: &str| {
            let mut own = groups.iter().filter(|(head, _)| primary(head) == language);
            own.any(|(_, members)| members.contains(region))
        };
        let (most, few): (Vec<_>, Vec<_>) =
            groups.iter().partition(|(_, members)| members.len() > MOST);
        let few = few
            .into_iter()
            .map(|(head, members)| group(head, members.iter().copied()));
        let most = most.into_iter().map(|(head, _)| {
            let (language, own) = head.split_once('-').unwrap_or_default();
            let own_regions = self
                .available
                .iter()
                .filter_map(|tag| tag.strip_prefix(language)?.strip_prefix('-'));
            let exceptions = own_regions.filter(|region| {
                is_region(region) && (*region == own || !listed(language, region))
            });
            group(head, std::iter::once("!").chain(exceptions))
        });
        few.chain(most).collect::<Vec<_>>().join(";")
    }

    fn language_aliases(&self, locales: &BTreeSet<String>) -> String {
        let mut languages: BTreeSet<&str> = locales.iter().map(|tag| primary(tag)).collect();
        languages.extend(self.rtl_languages());
        let mut pairs = Vec::new();
        for (code, alias) in members(&self.aliases) {
            let reason = alias["_reason"].as_str().unwrap_or_default();
            let new = alias["_replacement"].as_str().unwrap_or_default();
            let is_wanted = code.len() <= 3
                && REASONS.contains(&reason)
                && (reason != "overlong" || OVERLONG.contains(&code))
                // Of three letters these have been gone for so long that no feed has them.
                && (reason != "deprecated" || code.len() == 2)
                && (code.len() == 2 || languages.contains(primary(new)))
                && !new.contains(' ');
            if is_wanted {
                pairs.push(format!("{code}={new}"));
            }
        }
        // Two codes of one language.
        for (desired, (distance, supported)) in self.nearest(locales) {
            if distance <= SAME {
                pairs.push(format!("{desired}={supported}"));
            }
        }
        pairs.join(" ")
    }

    fn substitutes(&self, locales: &BTreeSet<String>) -> String {
        let nearest = self.nearest(locales).into_iter();
        // Everybody without a file gets English anyway.
        let useful =
            nearest.filter(|(_, (distance, supported))| *distance > SAME && *supported != "en");
        let pairs = useful.map(|(desired, (_, supported))| format!("{desired}={supported}"));
        pairs.collect::<Vec<_>>().join(" ")
    }

    /// Languages that `locales/` does not have, with how far the nearest is that it has, and which.
    fn nearest(&self, locales: &BTreeSet<String>) -> BTreeMap<&str, (u64, &str)> {
        let languages: BTreeSet<&str> = locales.iter().map(|tag| primary(tag)).collect();
        let mut nearest: BTreeMap<&str, (u64, &str)> = BTreeMap::new();
        let matches = self.matches.as_array().into_iter().flatten();
        for one in matches {
            let text = |name: &str| one[name].as_str().unwrap_or_default();
            let (desired, supported) = (text("_desired"), text("_supported"));
            let distance = one["_distance"].as_u64().unwrap_or(u64::MAX);
            let mut directions = vec![(desired, supported)];
            if one["_oneway"] != true {
                directions.push((supported, desired));
            }
            for (desired, supported) in directions {
                let is_language = |tag: &str| tag.chars().all(|c| c.is_ascii_lowercase());
                let is_wanted = is_language(desired)
                    && is_language(supported)
                    && !languages.contains(desired)
                    && languages.contains(supported)
                    && self.known.contains(desired)
                    && distance <= FARTHEST;
                if is_wanted {
                    let best = nearest.entry(desired).or_insert((distance, supported));
                    *best = (*best).min((distance, supported));
                }
            }
        }
        nearest
    }

    /// For each file of `locales/` the script and the plural categories that its texts need, as
    /// JSON.
    fn expectations(&self, locales: &BTreeSet<String>) -> Result<String> {
        let mut all: BTreeMap<&str, Value> = BTreeMap::new();
        for tag in locales {
            let rules = [tag.as_str(), primary(tag)]
                .into_iter()
                .find(|key| self.plurals[*key].is_object());
            // A language without rules of its own has those of the root: one form for all numbers.
            let categories: Vec<&str> = match rules {
                Some(key) => members(&self.plurals[key])
                    .filter_map(|(name, _)| name.strip_prefix("pluralRule-count-"))
                    .collect(),
                None => vec!["other"],
            };
            let named = tag.split('-').find(|subtag| subtag.len() == 4);
            let script = named.or_else(|| self.likely_script(primary(tag)));
            all.insert(tag, json!({ "script": script, "plurals": categories }));
        }
        let mut lines = Vec::new();
        for (tag, expected) in all {
            lines.push(format!("  {tag:?}: {}", serde_json::to_string(&expected)?));
        }
        Ok(format!("{{\n{}\n}}\n", lines.join(",\n")))
    }
}

fn read(path: &Path) -> Result<Value> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

/// What languages are called in the language `tag`, from the package of names at `folder`.
fn language_names(folder: &Path, tag: &str) -> Result<Value> {
    let mut file = read(&folder.join(format!("main/{tag}/languages.json")))?;
    Ok(file["main"][tag]["localeDisplayNames"]["languages"].take())
}

/// A number that CLDR writes as a text; 0 where there is none.
fn number(value: &Value) -> f64 {
    let number = value.as_str().and_then(|text| text.parse().ok());
    number.unwrap_or_default()
}

/// The languages of so many people and more, as CLDR's `territoryInfo` counts them.
fn spoken_by(people: f64, info: &Value) -> BTreeSet<String> {
    let mut speakers: BTreeMap<String, f64> = BTreeMap::new();
    for (_, territory) in members(&info["supplemental"]["territoryInfo"]) {
        let population = number(&territory["_population"]);
        for (tag, share) in members(&territory["languagePopulation"]) {
            let language = tag.split(['_', '-']).next().unwrap_or_default().to_owned();
            let percent = number(&share["_populationPercent"]);
            *speakers.entry(language).or_default() += population * percent / 100.0;
        }
    }
    speakers.retain(|_, count| *count >= people);
    speakers.into_keys().collect()
}

fn join_groups(groups: BTreeMap<&str, BTreeSet<&str>>) -> String {
    let groups = groups
        .into_iter()
        .map(|(head, members)| group(head, members.into_iter()));
    groups.collect::<Vec<_>>().join(";")
}

fn group<'a>(head: &'a str, members: impl Iterator<Item = &'a str>) -> String {
    std::iter::once(head)
        .chain(members)
        .collect::<Vec<_>>()
        .join(" ")
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

fn is_region(subtag: &str) -> bool {
    matches!(subtag.len(), 2 | 3)
        && subtag
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

fn members(object: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = object.as_object().into_iter().flatten();
    members.map(|(name, value)| (name.as_str(), value))
}

fn strings(array: &Value) -> Vec<String> {
    let elements = array.as_array().into_iter().flatten();
    elements
        .filter_map(|one| one.as_str().map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cldr() -> Cldr {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        Cldr {
            version: "1".to_owned(),
            likely: json!({
                "ar": "ar-Arab-EG", "en": "en-Latn-US", "ks": "ks-Arab-IN", "sr": "sr-Cyrl-RS", "sr-ME": "sr-Latn-ME",
                "uz": "uz-Latn-UZ", "uz-AF": "uz-Arab-AF", "und-RS": "sr-Cyrl-RS", "xx": "xx-Cyrl-XX", "xx-YY": "xx-Latn-YY",
            }),
            scripts: json!({
                "Arab": { "rtl": "YES", "idUsage": "RECOMMENDED" },
                "Phnx": { "rtl": "YES", "idUsage": "EXCLUSION" },
                "Latn": { "rtl": "NO", "idUsage": "RECOMMENDED" },
            }),
            aliases: json!({
                "iw": { "_reason": "deprecated", "_replacement": "he" },
                "sh": { "_reason": "legacy", "_replacement": "sr-Latn" },
                "eng": { "_reason": "overlong", "_replacement": "en" },
                "cmn": { "_reason": "macrolanguage", "_replacement": "zh" },
                "baq": { "_reason": "bibliographic", "_replacement": "eu" },
                "ger": { "_reason": "bibliographic", "_replacement": "de" },
                "mao": { "_reason": "bibliographic", "_replacement": "mi" },
            }),
            parents: json!({ "pt-AO": "pt-PT", "zh-Hant": "und", "nb": "no" }),
            matches: json!([
                { "_desired": "no", "_supported": "nb", "_distance": 1 },
                { "_desired": "gl", "_supported": "es", "_distance": 20, "_oneway": true },
                { "_desired": "is", "_supported": "en", "_distance": 20, "_oneway": true },
                { "_desired": "ja", "_supported": "es", "_distance": 80 },
            ]),
            territories: json!({
                "RS": { "_population": "6000000", "languagePopulation": { "sr": { "_officialStatus": "official", "_populationPercent": "90" }, "sr_Latn": { "_officialStatus": "official", "_populationPercent": "90" }, "en": { "_populationPercent": "20" } } },
                "ME": { "_population": "6000000", "languagePopulation": { "sr": { "_officialStatus": "official", "_populationPercent": "40" }, "en": { "_populationPercent": "51" } } },
                "US": { "_population": "300000000", "languagePopulation": { "en": { "_officialStatus": "de_facto_official", "_populationPercent": "95" } } },
                "GB": { "_population": "60000000", "languagePopulation": { "en": { "_officialStatus": "official", "_populationPercent": "99" }, "gl": { "_officialStatus": "official_regional", "_populationPercent": "1" } } },
                "VA": { "_population": "500", "languagePopulation": { "it": { "_officialStatus": "official", "_populationPercent": "99" } } },
            }),
            english_names: json!({ "de": "German", "eu": "Basque", "mi": "Māori" }),
            own_names: vec![("my", "မြန်မာ".to_owned()), ("ne", "नेपाली".to_owned())],
            plurals: json!({ "sr": { "pluralRule-count-one": "", "pluralRule-count-other": "" } }),
            known: words("ar en gl is no sr uz").into_iter().collect(),
            spoken: words("ks").into_iter().collect(),
            available: words("ar en sr sr-Latn uz"),
        }
    }

    fn locales() -> BTreeSet<String> {
        let tags = "en es nb rn sr sr-Latn".split(' ');
        tags.map(str::to_owned).collect()
    }

    #[test]
    fn only_scripts_that_make_a_difference_are_kept() {
        let scripts = cldr().likely_scripts();
        assert_eq!(scripts, "Arab ar ks uz-AF;Cyrl sr;Latn sr-ME uz");
        assert_eq!(cldr().rtl_scripts(), BTreeSet::from(["Arab"]));
    }

    #[test]
    fn parents_that_drop_a_subtag_are_not_said() {
        assert_eq!(cldr().region_parents(), "pt-PT AO");
    }

    #[test]
    fn what_most_regions_have_in_common_is_said_by_the_exceptions() {
        let mut cldr = cldr();
        let regions = (0..=MOST).map(|number| format!("{:03}", 100 + number));
        let parents = regions.map(|region| (format!("en-{region}"), json!("en-001")));
        cldr.parents = Value::Object(parents.collect());
        cldr.available = ["en-001", "en-100", "en-US", "es-MX"]
            .map(str::to_owned)
            .into();
        assert_eq!(cldr.region_parents(), "en-001 ! 001 US");
    }

    #[test]
    fn codes_and_languages_that_stand_in_lead_to_what_is_there() {
        assert_eq!(
            cldr().language_aliases(&locales()),
            "iw=he sh=sr-Latn no=nb"
        );
        assert_eq!(cldr().substitutes(&locales()), "gl=es");
    }

    #[test]
    fn countries_of_a_language_come_by_their_speakers() {
        // That Serbian is the main language of Serbia, and English of the United States, is known.
        assert_eq!(cldr().territories(), "en US GB ME;sr ME");
        let mut cldr = cldr();
        cldr.likely["und-US"] = "en-Latn-US".into();
        assert_eq!(cldr.territories(), "en GB ME;sr ME");
    }

    #[test]
    fn codes_of_libraries_are_kept_where_the_name_does_not_begin_so() {
        assert_eq!(cldr().library_codes(), "baq=eu");
        assert_eq!(cldr().own_names(), "my=မြန်မာ;ne=नेपाली");
    }

    #[test]
    fn each_file_has_a_script_and_plural_categories() {
        let expected = cldr().expectations(&locales()).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        assert_eq!(
            expected["sr-Latn"],
            json!({ "script": "Latn", "plurals": ["one", "other"] })
        );
        assert_eq!(expected["sr"]["script"], "Cyrl");
        assert_eq!(expected["rn"]["plurals"], json!(["other"]));
    }

    #[test]
    fn speakers_are_counted_over_all_territories() {
        let territory = |people: &str, percent: &str| json!({ "_population": people, "languagePopulation": { "aa": { "_populationPercent": percent }, "bb_Latn": { "_populationPercent": "1" } } });
        let info = json!({ "supplemental": { "territoryInfo": { "X": territory("6000000", "50"), "Y": territory("4000000", "60") } } });
        assert_eq!(spoken_by(MANY, &info), BTreeSet::from(["aa".to_owned()]));
    }
}
