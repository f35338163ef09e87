"""What may stand in a drawing: elements and attributes of SVG 1.1 that only draw."""

from __future__ import annotations

ELEMENTS = frozenset(
    """
    svg g defs symbol use title desc style
    path rect circle ellipse line polyline polygon text tspan
    linearGradient radialGradient stop clipPath mask pattern marker
    filter feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA
    feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset
    """.split()  # noqa: SIM905 - a list of words is easier to read without quotes
)
WITH_TEXT = frozenset({"text", "tspan", "title", "desc"})
ATTRIBUTES = frozenset(
    """
    id class x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points dx dy rotate width height viewBox
    preserveAspectRatio transform pathLength version offset in in2 result mode type values
    tableValues slope intercept amplitude exponent operator k1 k2 k3 k4 radius stdDeviation
    gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform
    clipPathUnits maskUnits maskContentUnits filterUnits primitiveUnits markerWidth markerHeight
    markerUnits refX refY orient textLength lengthAdjust
    clip-path clip-rule color color-interpolation color-interpolation-filters direction display
    dominant-baseline alignment-baseline baseline-shift fill fill-opacity fill-rule filter
    flood-color flood-opacity font-family font-size font-stretch font-style font-variant
    font-weight letter-spacing marker-end marker-mid marker-start mask mix-blend-mode isolation
    opacity overflow paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    text-anchor text-decoration text-rendering unicode-bidi vector-effect visibility word-spacing
    writing-mode
    """.split()  # noqa: SIM905 - a list of words is easier to read without quotes
)
