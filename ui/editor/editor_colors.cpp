// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editor_colors.h"

#include <QColor>

namespace hearth::ui {
namespace {

using promql::HighlightKind;

struct ColorPair {
    QRgb onLight;
    QRgb onDark;
};

ColorPair colorsOf(HighlightKind kind) {
    switch (kind) {
    case HighlightKind::kFunction:
    case HighlightKind::kAggregation:
        return {0xff7a3e00, 0xffe5b567};
    case HighlightKind::kKeyword:
        return {0xff6f2da8, 0xffc792ea};
    case HighlightKind::kLabelName:
        return {0xff00627a, 0xff80cbc4};
    case HighlightKind::kString:
        return {0xff1a6b1a, 0xffa5d68c};
    case HighlightKind::kNumber:
    case HighlightKind::kDuration:
        return {0xff8a2252, 0xfff78c6c};
    case HighlightKind::kComment:
        return {0xff5f6a72, 0xff9aa5ad};
    default:
        return {0xffb00020, 0xffff8a80}; // kError
    }
}

bool isOnDark(const QPalette& palette) {
    return palette.color(QPalette::Text).lightness() > palette.color(QPalette::Base).lightness();
}

} // namespace

QTextCharFormat formatOf(HighlightKind kind, const QPalette& palette) {
    QTextCharFormat format;
    switch (kind) {
    case HighlightKind::kMetric:
    case HighlightKind::kOperator:
    case HighlightKind::kBracket:
    case HighlightKind::kPunctuation:
        return format;
    default:
        break;
    }
    const auto [onLight, onDark] = colorsOf(kind);
    format.setForeground(QColor(isOnDark(palette) ? onDark : onLight));
    if (kind == HighlightKind::kKeyword || kind == HighlightKind::kAggregation) {
        format.setFontWeight(QFont::DemiBold);
    }
    format.setFontItalic(kind == HighlightKind::kComment);
    return format;
}

QColor problemColor(const QPalette& palette) {
    return formatOf(HighlightKind::kError, palette).foreground().color();
}

} // namespace hearth::ui
