//! Charts as SVG, drawn by hand: bars on a scale of powers of ten, readable in light and in dark.

use std::fmt::Write;

/// A chart of bars, in groups.
#[derive(Debug)]
pub struct Chart<'a> {
    /// What is drawn.
    pub title: &'a str,
    /// The unit of all values.
    pub unit: &'a str,
    /// A value that is asked for, drawn as a line, and what it is called.
    pub limit: Option<(f64, &'a str)>,
    /// In order from above.
    pub groups: Vec<Group<'a>>,
}

/// Bars that belong together.
#[derive(Debug)]
pub struct Group<'a> {
    /// What they have in common.
    pub name: String,
    /// A name and a value each; no value where nothing could be measured.
    pub bars: Vec<(&'a str, Option<f64>)>,
}

const WIDTH: f64 = 760.0;
const NAMES_WIDTH: f64 = 130.0;
const VALUES_WIDTH: f64 = 90.0;
const SCALE_WIDTH: f64 = WIDTH - NAMES_WIDTH - VALUES_WIDTH;
const BAR_HEIGHT: f64 = 18.0;
const ROW_HEIGHT: f64 = 24.0;
const GROUP_HEIGHT: f64 = 34.0;
const HEAD_HEIGHT: f64 = 44.0;
const FOOT_HEIGHT: f64 = 34.0;

/// Colours that keep a contrast of 4.5 for text and 3 for bars on white and on black.
const STYLE: &str = "text{font:14px system-ui,sans-serif;fill:#222}\
.title{font-weight:600;font-size:16px}.group{font-weight:600}.soft{fill:#595959;font-size:12px}\
.bar{fill:#8a8f98}.own{fill:#b3261e}.line{stroke:#ddd}.limit{stroke:#222;stroke-dasharray:4 3}\
@media(prefers-color-scheme:dark){text{fill:#eee}.soft{fill:#b0b0b0}.own{fill:#ff8a80}.line{stroke:#444}\
.limit{stroke:#eee}}";

impl Chart<'_> {
    /// The drawing; the bars of `own` stand out.
    pub fn svg(&self, own: &str) -> String {
        let values = self.groups.iter().flat_map(|group| &group.bars);
        let values = values.filter_map(|(_, value)| *value);
        let values: Vec<f64> = values.chain(self.limit.map(|(value, _)| value)).collect();
        let scale = Scale::of(&values);
        let rows: usize = self.groups.iter().map(|group| group.bars.len()).sum();
        let bottom =
            HEAD_HEIGHT + GROUP_HEIGHT * self.groups.len() as f64 + ROW_HEIGHT * rows as f64;
        let height = bottom + FOOT_HEIGHT;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
             height=\"{height}\" role=\"img\" aria-labelledby=\"title description\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n<style>{STYLE}</style>\n",
            escaped(self.title),
            escaped(&self.description())
        );
        let title = format!("{} ({})", self.title, self.unit);
        line(&mut svg, "title", (0.0, 20.0), "start", &title);
        for power in scale.first..=scale.last {
            let x = scale.x(10_f64.powi(power));
            rule(&mut svg, "line", x, HEAD_HEIGHT, bottom);
            let name = short(10_f64.powi(power));
            line(&mut svg, "soft", (x, bottom + 16.0), "middle", &name);
        }
        let mut y = HEAD_HEIGHT;
        for group in &self.groups {
            line(&mut svg, "group", (0.0, y + 22.0), "start", &group.name);
            y += GROUP_HEIGHT;
            for (name, value) in &group.bars {
                let middle = y + BAR_HEIGHT / 2.0 + 5.0;
                line(&mut svg, "", (NAMES_WIDTH - 10.0, middle), "end", name);
                let end = value.map_or(NAMES_WIDTH, |value| scale.x(value));
                let class = if *name == own { "own" } else { "bar" };
                let width = end - NAMES_WIDTH;
                write(
                    &mut svg,
                    format_args!(
                        "<rect class=\"{class}\" x=\"{NAMES_WIDTH}\" y=\"{y}\" width=\"{width:.1}\" \
                         height=\"{BAR_HEIGHT}\" rx=\"2\"/>\n"
                    ),
                );
                let text = value.map_or("not measured".to_owned(), short);
                line(&mut svg, "", (end + 6.0, middle), "start", &text);
                y += ROW_HEIGHT;
            }
        }
        if let Some((value, name)) = self.limit {
            let x = scale.x(value);
            rule(&mut svg, "limit", x, HEAD_HEIGHT, bottom);
            line(&mut svg, "soft", (x, HEAD_HEIGHT - 6.0), "middle", name);
        }
        svg.push_str("</svg>\n");
        svg
    }

    /// All values in words, for those who do not see the bars.
    fn description(&self) -> String {
        let groups = self.groups.iter().map(|group| {
            let bars = group.bars.iter().map(|(name, value)| match value {
                Some(value) => format!("{name} {} {}", short(*value), self.unit),
                None => format!("{name} not measured"),
            });
            format!("{}: {}.", group.name, bars.collect::<Vec<_>>().join(", "))
        });
        groups.collect::<Vec<_>>().join(" ")
    }
}

/// A scale from one power of ten to another.
#[derive(Debug, PartialEq)]
struct Scale {
    first: i32,
    last: i32,
}

impl Scale {
    fn of(values: &[f64]) -> Self {
        let powers = values.iter().filter(|value| **value > 0.0);
        let powers = powers.map(|value| value.log10());
        let (low, high) = powers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), power| {
            (low.min(power), high.max(power))
        });
        if low > high {
            return Self { first: 0, last: 1 };
        }
        let first = low.floor() as i32;
        // The lowest value has a bar as well.
        let first = first - i32::from(low - f64::from(first) < 0.1);
        let last = (high.ceil() as i32).max(first + 1);
        Self { first, last }
    }

    fn x(&self, value: f64) -> f64 {
        let powers = f64::from(self.last - self.first);
        let part = (value.max(f64::MIN_POSITIVE).log10() - f64::from(self.first)) / powers;
        NAMES_WIDTH + SCALE_WIDTH * part.clamp(0.0, 1.0)
    }
}

/// A number with two or three digits that mean something.
pub fn short(value: f64) -> String {
    let digits = match value.abs() {
        0.0 => 0,
        size if size >= 1000.0 => return grouped(value),
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.1 => 2,
        _ => 3,
    };
    let text = format!("{value:.digits$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// A whole number with a comma at each thousand.
fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn line(svg: &mut String, class: &str, (x, y): (f64, f64), anchor: &str, text: &str) {
    let text = escaped(text);
    write(
        svg,
        format_args!(
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>\n"
        ),
    );
}

fn rule(svg: &mut String, class: &str, x: f64, top: f64, bottom: f64) {
    write(
        svg,
        format_args!(
            "<line class=\"{class}\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top}\" y2=\"{bottom}\"/>\n"
        ),
    );
}

fn write(svg: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _ = svg.write_fmt(text);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let texts = [0.0, 0.0213, 0.5, 1.234, 12.34, 123.4, 12345.6].map(short);
        assert_eq!(
            texts,
            ["0", "0.021", "0.5", "1.23", "12.3", "123", "12,346"]
        );
    }

    #[test]
    fn a_scale_holds_all_values() {
        let scale = Scale::of(&[0.03, 80.0]);
        assert_eq!(scale, Scale { first: -2, last: 2 });
        assert!(scale.x(0.03) > NAMES_WIDTH);
        assert_eq!(scale.x(100.0), NAMES_WIDTH + SCALE_WIDTH);
        // A power of ten itself has a bar.
        assert_eq!(Scale::of(&[1.0]).first, -1);
        assert_eq!(Scale::of(&[]), Scale { first: 0, last: 1 });
    }

    #[test]
    fn a_chart_says_all_its_values_in_words() {
        let chart = Chart {
            title: "Search & more",
            unit: "ms",
            limit: Some((10.0, "at most")),
            groups: vec![Group {
                name: "1,000 articles".to_owned(),
                bars: vec![("ours", Some(1.5)), ("theirs", None)],
            }],
        };
        let svg = chart.svg("ours");
        assert!(svg.contains("<title id=\"title\">Search &amp; more</title>"));
        assert!(svg.contains("1,000 articles: ours 1.5 ms, theirs not measured."));
        assert_eq!(svg.matches("<rect").count(), 2);
        assert_eq!(svg.matches("class=\"own\"").count(), 1);
    }
}
