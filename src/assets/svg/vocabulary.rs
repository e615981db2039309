//! The elements, attributes, and properties of a drawing that may pass. All others do not.

/// What part an element plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It holds other elements and shows nothing itself.
    Group,
    /// It shows something itself.
    Shape,
    /// It shows the text in it.
    Text,
    /// It is shown only where something refers to it.
    Resource,
    /// It belongs to a resource, whatever it looks like.
    Part,
    /// It moves or loads what cannot be carried over.
    Motion,
    /// A document of another kind, which may show text.
    ForeignObject,
}

/// The role of an element of the SVG namespace, if it has one.
pub(super) fn role(element: &str) -> Option<Role> {
    Some(match element {
        "svg" | "g" | "a" | "switch" => Role::Group,
        "path" | "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "image"
        | "use" => Role::Shape,
        "text" | "tspan" | "textPath" => Role::Text,
        "defs" | "symbol" | "clipPath" | "mask" | "marker" | "pattern" | "linearGradient"
        | "radialGradient" | "filter" => Role::Resource,
        "stop"
        | "feBlend"
        | "feColorMatrix"
        | "feComponentTransfer"
        | "feComposite"
        | "feConvolveMatrix"
        | "feDiffuseLighting"
        | "feDisplacementMap"
        | "feDistantLight"
        | "feDropShadow"
        | "feFlood"
        | "feFuncA"
        | "feFuncB"
        | "feFuncG"
        | "feFuncR"
        | "feGaussianBlur"
        | "feMerge"
        | "feMergeNode"
        | "feMorphology"
        | "feOffset"
        | "fePointLight"
        | "feSpecularLighting"
        | "feSpotLight"
        | "feTile"
        | "feTurbulence" => Role::Part,
        "animate" | "animateColor" | "animateMotion" | "animateTransform" | "set" => Role::Motion,
        "foreignObject" => Role::ForeignObject,
        _ => return None,
    })
}

/// What an attribute holds.
#[derive(Clone, Copy)]
pub(super) enum Content {
    /// Numbers, units, and the names of transformations.
    Numbers,
    /// The commands of a path.
    Path,
    /// Keywords.
    Keywords,
    /// The name of a step in a filter.
    Name,
    /// The value of a property, which may refer to an element.
    Property,
}

/// What the attribute holds, if it may pass.
pub(super) fn content(attribute: &str) -> Option<Content> {
    let contents = [
        (NUMBERS, Content::Numbers),
        (KEYWORDS, Content::Keywords),
        (PRESENTATION, Content::Property),
        ("d", Content::Path),
        ("in in2 result", Content::Name),
    ];
    let found = contents.into_iter().find(|(names, _)| holds(names, attribute));
    found.map(|(_, content)| content)
}

/// Every attribute that may pass.
#[cfg(test)]
pub(super) fn attributes() -> impl Iterator<Item = &'static str> {
    let lists = [NUMBERS, KEYWORDS, PRESENTATION, "d in in2 result"];
    lists.into_iter().flat_map(|names| names.split(' '))
}

/// Whether a property may pass in a style.
pub(super) fn is_property(name: &str) -> bool {
    holds(PRESENTATION, name) || holds(STYLE_ONLY, name)
}

/// Whether elements take the value of a property over from the element they lie in.
pub(super) fn is_inherited(property: &str) -> bool {
    holds(INHERITED, property)
}

/// Whether `word` is one of the words of a list.
pub(super) fn holds(words: &str, word: &str) -> bool {
    words.split(' ').any(|listed| listed == word)
}

/// The steps of a filter that exist before it.
pub(super) const FILTER_SOURCES: &str = "\
    BackgroundAlpha BackgroundImage FillPaint SourceAlpha SourceGraphic StrokePaint";

/// The words that stand among numbers.
pub(super) const UNITS: &str = "\
    auto ch cm deg e em ex grad ic in lh matrix mm none pc pt px q rad rem reverse rlh rotate scale \
    skewX skewY start translate turn vh vmax vmin vw";

/// The letters of path data, with that of exponents.
pub(super) const PATH_LETTERS: &str = "AaCcHhLlMmQqSsTtVvZze";

/// The functions in a property that neither load nor remember anything, in lower case.
pub(super) const FUNCTIONS: &str = "\
    blur brightness calc circle clamp color color-mix contrast drop-shadow ellipse grayscale hsl \
    hsla hue-rotate hwb inset invert lab lch light-dark matrix max min oklab oklch opacity polygon \
    rect rgb rgba rotate saturate scale scalex scaley sepia skew skewx skewy translate translatex \
    translatey";

const NUMBERS: &str = "\
    amplitude azimuth baseFrequency bias cx cy diffuseConstant divisor dx dy elevation exponent fr \
    fx fy gradientTransform height intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength \
    limitingConeAngle markerHeight markerWidth numOctaves offset order orient pathLength \
    patternTransform points pointsAtX pointsAtY pointsAtZ r radius refX refY rotate rx ry scale \
    seed slope specularConstant specularExponent startOffset stdDeviation surfaceScale tableValues \
    targetX targetY textLength transform values viewBox width x x1 x2 y y1 y2 z";

const KEYWORDS: &str = "\
    clipPathUnits edgeMode filterUnits gradientUnits lengthAdjust markerUnits maskContentUnits \
    maskUnits method mode operator patternContentUnits patternUnits preserveAlpha \
    preserveAspectRatio primitiveUnits spacing spreadMethod stitchTiles type xChannelSelector \
    yChannelSelector";

/// Properties that are also attributes.
const PRESENTATION: &str = "\
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation \
    color-interpolation-filters color-rendering direction dominant-baseline fill fill-opacity \
    fill-rule filter flood-color flood-opacity font-family font-size font-size-adjust font-stretch \
    font-style font-variant font-weight image-rendering letter-spacing lighting-color marker-end \
    marker-mid marker-start mask mask-type opacity overflow shape-rendering stop-color \
    stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin \
    stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering \
    transform-origin unicode-bidi vector-effect visibility word-spacing writing-mode";

/// Properties that stand in a style only, and those that hide an element.
const STYLE_ONLY: &str = "\
    cx cy display font font-kerning height isolation line-height marker mix-blend-mode paint-order \
    r rx ry text-align text-decoration-color text-decoration-line text-decoration-style \
    text-transform transform transform-box white-space width x y";

const INHERITED: &str = "\
    clip-rule color color-interpolation color-interpolation-filters color-rendering direction \
    dominant-baseline fill fill-opacity fill-rule font font-family font-kerning font-size \
    font-size-adjust font-stretch font-style font-variant font-weight image-rendering \
    letter-spacing line-height marker marker-end marker-mid marker-start paint-order \
    shape-rendering stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin \
    stroke-miterlimit stroke-opacity stroke-width text-align text-anchor text-rendering \
    text-transform white-space word-spacing writing-mode";
