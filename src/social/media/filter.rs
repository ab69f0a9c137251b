//! Filters: how a picture's colours are made to look. Each is said once, as functions of the CSS property `filter`: browsers
//! preview it as they paint, and the server does the same arithmetic to the pixels (Filter Effects Module Level 1, §13).

use std::fmt::Write;

use image::DynamicImage;

store::text_enum! {
    /// A look of a picture's colours.
    pub Filter {
        /// Late sun.
        Warm = "warm",
        /// Early shade.
        Cool = "cool",
        /// Like a print that hung in a window.
        Faded = "faded",
        /// More colour.
        Vivid = "vivid",
        /// No colour.
        Monochrome = "monochrome",
        /// Brown, as the first photographs.
        Sepia = "sepia",
        /// Deeper shadows, brighter lights.
        Bold = "bold",
        /// The opposite of that.
        Soft = "soft",
        /// Dark and bluish.
        Night = "night",
        /// No colour, hard light.
        Noir = "noir",
        /// Rosy.
        Dawn = "dawn",
        /// Pale, with hardly a shadow.
        Mist = "mist",
    }
}

/// A function of the property `filter`. Where nothing else is said, 1 changes nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Function {
    /// §13.1.6 `brightness()`.
    Brightness(f32),
    /// §13.1.7 `contrast()`.
    Contrast(f32),
    /// §13.1.3 `saturate()`.
    Saturate(f32),
    /// §13.1.2 `sepia()`: 0 changes nothing.
    Sepia(f32),
    /// §13.1.1 `grayscale()`: 0 changes nothing.
    Grayscale(f32),
    /// §13.1.4 `hue-rotate()`, in degrees: 0 changes nothing.
    HueRotate(f32),
}

use Function::{Brightness, Contrast, Grayscale, HueRotate, Saturate, Sepia};

/// What becomes of red, green and blue from 0 to 1: a row for each, with what is added at its end.
type Matrix = [[f32; 4]; 3];

impl Filter {
    /// What it is made of; the first comes first.
    fn functions(self) -> &'static [Function] {
        match self {
            Self::Warm => &[Sepia(0.25), Saturate(1.25), Brightness(1.03)],
            Self::Cool => &[HueRotate(12.0), Saturate(0.85), Brightness(1.05)],
            Self::Faded => &[Contrast(0.8), Brightness(1.1), Saturate(0.75)],
            Self::Vivid => &[Saturate(1.5), Contrast(1.08)],
            Self::Monochrome => &[Grayscale(1.0)],
            Self::Sepia => &[Sepia(0.9)],
            Self::Bold => &[Contrast(1.35)],
            Self::Soft => &[Contrast(0.88), Brightness(1.08)],
            Self::Night => &[HueRotate(15.0), Saturate(0.6), Brightness(0.78), Contrast(1.1)],
            Self::Noir => &[Grayscale(1.0), Contrast(1.45), Brightness(0.95)],
            Self::Dawn => &[Sepia(0.3), HueRotate(-15.0), Saturate(1.35), Brightness(1.05)],
            Self::Mist => &[Contrast(0.7), Brightness(1.2), Saturate(0.6)],
        }
    }

    /// The rules by which browsers preview all of them: `.filter-warm { filter: … }` and so on.
    pub fn styles() -> String {
        let mut styles =
            "/* Made from the filters that the server bakes into pictures. */\n@layer component {\n".to_owned();
        for filter in Self::ALL {
            let functions: Vec<String> = filter.functions().iter().map(|function| function.css()).collect();
            // Writing to a text cannot fail.
            let _ = writeln!(styles, "  .filter-{filter} {{ filter: {}; }}", functions.join(" "));
        }
        styles.push_str("}\n");
        styles
    }

    /// Gives a picture this look. What is transparent stays so.
    pub(super) fn apply(self, image: &mut DynamicImage) {
        let steps: Vec<Matrix> = self.functions().iter().map(|function| function.matrix()).collect();
        match image {
            DynamicImage::ImageRgb8(pixels) => pixels.pixels_mut().for_each(|pixel| pixel.0 = through(&steps, pixel.0)),
            DynamicImage::ImageRgba8(pixels) => pixels.pixels_mut().for_each(|pixel| {
                let [red, green, blue, alpha] = pixel.0;
                let [red, green, blue] = through(&steps, [red, green, blue]);
                pixel.0 = [red, green, blue, alpha];
            }),
            // Pictures here are one or the other.
            _ => {}
        }
    }
}

impl Function {
    fn css(self) -> String {
        match self {
            Brightness(amount) => format!("brightness({amount})"),
            Contrast(amount) => format!("contrast({amount})"),
            Saturate(amount) => format!("saturate({amount})"),
            Sepia(amount) => format!("sepia({amount})"),
            Grayscale(amount) => format!("grayscale({amount})"),
            HueRotate(degrees) => format!("hue-rotate({degrees}deg)"),
        }
    }

    fn matrix(self) -> Matrix {
        match self {
            Brightness(a) => [[a, 0.0, 0.0, 0.0], [0.0, a, 0.0, 0.0], [0.0, 0.0, a, 0.0]],
            Contrast(a) => {
                let offset = 0.5 - 0.5 * a;
                [[a, 0.0, 0.0, offset], [0.0, a, 0.0, offset], [0.0, 0.0, a, offset]]
            }
            // §9.6: feColorMatrix of the type `saturate`.
            Saturate(s) => [
                [0.213 + 0.787 * s, 0.715 - 0.715 * s, 0.072 - 0.072 * s, 0.0],
                [0.213 - 0.213 * s, 0.715 + 0.285 * s, 0.072 - 0.072 * s, 0.0],
                [0.213 - 0.213 * s, 0.715 - 0.715 * s, 0.072 + 0.928 * s, 0.0],
            ],
            Sepia(amount) => {
                let s = 1.0 - amount;
                [
                    [0.393 + 0.607 * s, 0.769 - 0.769 * s, 0.189 - 0.189 * s, 0.0],
                    [0.349 - 0.349 * s, 0.686 + 0.314 * s, 0.168 - 0.168 * s, 0.0],
                    [0.272 - 0.272 * s, 0.534 - 0.534 * s, 0.131 + 0.869 * s, 0.0],
                ]
            }
            Grayscale(amount) => {
                let s = 1.0 - amount;
                [
                    [0.2126 + 0.7874 * s, 0.7152 - 0.7152 * s, 0.0722 - 0.0722 * s, 0.0],
                    [0.2126 - 0.2126 * s, 0.7152 + 0.2848 * s, 0.0722 - 0.0722 * s, 0.0],
                    [0.2126 - 0.2126 * s, 0.7152 - 0.7152 * s, 0.0722 + 0.9278 * s, 0.0],
                ]
            }
            // §9.6: feColorMatrix of the type `hueRotate`.
            HueRotate(degrees) => {
                let (sin, cos) = degrees.to_radians().sin_cos();
                [
                    [
                        0.213 + cos * 0.787 - sin * 0.213,
                        0.715 - cos * 0.715 - sin * 0.715,
                        0.072 - cos * 0.072 + sin * 0.928,
                        0.0,
                    ],
                    [
                        0.213 - cos * 0.213 + sin * 0.143,
                        0.715 + cos * 0.285 + sin * 0.140,
                        0.072 - cos * 0.072 - sin * 0.283,
                        0.0,
                    ],
                    [
                        0.213 - cos * 0.213 - sin * 0.787,
                        0.715 - cos * 0.715 + sin * 0.715,
                        0.072 + cos * 0.928 + sin * 0.072,
                        0.0,
                    ],
                ]
            }
        }
    }
}

/// A pixel after each step; none of them leaves what can be shown.
fn through(steps: &[Matrix], pixel: [u8; 3]) -> [u8; 3] {
    let full = f32::from(u8::MAX);
    let mut colour = pixel.map(|value| f32::from(value) / full);
    for matrix in steps {
        let [red, green, blue] = colour;
        colour = matrix.map(|[r, g, b, more]| (r * red + g * green + b * blue + more).clamp(0.0, 1.0));
    }
    // It is between 0 and 255.
    colour.map(|value| (value * full).round() as u8)
}
