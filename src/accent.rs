//! The accent color and what is derived from it, so that every text stays readable on any accent.
//!
//! Contrast is that of WCAG 2.2: 4.5 to 1 for text.

/// What the pages need to know of the accent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accent {
    /// `#rrggbb`, as the settings say.
    color: String,
    /// Text on the accent.
    ink: &'static str,
    /// Links on light ground.
    link: [u8; 3],
    /// Links on dark ground.
    link_in_the_dark: [u8; 3],
}

/// The least contrast of links with their ground: more than WCAG asks for, because some grounds
/// are tinted.
const LEAST: f64 = 6.0;
/// The ground of the default site theme on which links read worst, light and dark: `--sunken`.
const LIGHT: [u8; 3] = [0xf2, 0xf3, 0xf5];
const DARK: [u8; 3] = [0x1d, 0x20, 0x25];

impl Accent {
    /// Derives the colors from `#rrggbb`.
    pub fn of(color: &str) -> Accent {
        let rgb = parse(color);
        Accent {
            color: color.to_owned(),
            ink: ink_on(color),
            link: readable(rgb, [0; 3], LIGHT),
            link_in_the_dark: readable(rgb, [255; 3], DARK),
        }
    }

    /// The rules that style sheets end with.
    pub fn rules(&self) -> String {
        let hex = |[r, g, b]: [u8; 3]| format!("#{r:02x}{g:02x}{b:02x}");
        let (color, ink) = (&self.color, self.ink);
        let (link, dark) = (hex(self.link), hex(self.link_in_the_dark));
        format!(
            ":root{{--accent:{color};--accent-ink:{ink};--link:{link}}}\n\
             @media screen and (prefers-color-scheme:dark){{:root{{--link:{dark}}}}}\n"
        )
    }
}

/// Black or white, whichever contrasts more with `#rrggbb`. One of the two always has 4.5 to 1.
pub fn ink_on(color: &str) -> &'static str {
    let ground = parse(color);
    if contrast(ground, [255; 3]) >= contrast(ground, [0; 3]) { "#ffffff" } else { "#000000" }
}

/// The color nearest to `color`, on the way to black or white, that can be read on a ground.
fn readable(color: [u8; 3], end: [u8; 3], ground: [u8; 3]) -> [u8; 3] {
    let mixed = |percent: u16| {
        let mix = |at: usize| {
            let parts = u16::from(color[at]) * (100 - percent) + u16::from(end[at]) * percent;
            u8::try_from(parts / 100).expect("a mean of two bytes is a byte")
        };
        [mix(0), mix(1), mix(2)]
    };
    (0..=100).map(mixed).find(|mixed| contrast(*mixed, ground) >= LEAST).unwrap_or(end)
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: [u8; 3]) -> f64 {
    let [r, g, b] = color.map(|byte| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// The settings have checked that it is `#rrggbb`.
fn parse(color: &str) -> [u8; 3] {
    [1, 3, 5].map(|at| {
        let digits = color.get(at..at + 2).expect("a color has six digits");
        u8::from_str_radix(digits, 16).expect("a color has hexadecimal digits")
    })
}

#[cfg(test)]
mod tests {
    use super::{Accent, DARK, LEAST, LIGHT, contrast, ink_on, parse};

    #[test]
    fn every_accent_gives_readable_links_and_buttons() {
        let steps = || (0..=255_u8).step_by(17);
        for (r, g, b) in steps()
            .flat_map(|r| steps().map(move |g| (r, g)))
            .flat_map(|(r, g)| steps().map(move |b| (r, g, b)))
        {
            let color = format!("#{r:02x}{g:02x}{b:02x}");
            let accent = Accent::of(&color);
            assert!(contrast(accent.link, LIGHT) >= LEAST, "{accent:?}");
            assert!(contrast(accent.link_in_the_dark, DARK) >= LEAST, "{accent:?}");
            assert!(contrast(parse(accent.ink), [r, g, b]) >= 4.5, "{accent:?}");
        }
    }

    #[test]
    fn an_accent_that_can_be_read_stays_as_it_is() {
        let rules = Accent::of("#123a7a").rules();
        assert!(rules.starts_with(":root{--accent:#123a7a;--accent-ink:#ffffff;--link:#123a7a}"));
    }

    #[test]
    fn ink_reads_on_its_color() {
        assert_eq!(ink_on("#1f5fbf"), "#ffffff");
        assert_eq!(ink_on("#ffd500"), "#000000");
    }
}
