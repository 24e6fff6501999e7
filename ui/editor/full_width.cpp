// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/full_width.h"

namespace hearth::ui {
namespace {

constexpr char16_t kIdeographicSpace = 0x3000;
constexpr char16_t kFirst = 0xff01; // ！
constexpr char16_t kLast = 0xff5e;  // ～
constexpr char16_t kShift = kFirst - u'!';

/// The character itself where it is no full-width one.
QChar narrow(QChar c) {
    const auto unit = c.unicode();
    if (unit == kIdeographicSpace) {
        return u' ';
    }
    return unit >= kFirst && unit <= kLast ? QChar(static_cast<char16_t>(unit - kShift)) : c;
}

} // namespace

// A quote that is full-width begins a string too, as it will once it is replaced.
QString withoutFullWidth(const QString& text) {
    auto result = text;
    QChar quote;
    bool inComment = false;
    for (qsizetype i = 0; i < result.size(); ++i) {
        const auto c = narrow(result[i]);
        if (inComment) {
            inComment = c != '\n';
        } else if (quote.isNull()) {
            result[i] = c;
            inComment = c == '#';
            quote = c == '"' || c == '\'' || c == '`' ? c : QChar();
        } else if (c == '\\' && quote != '`') {
            ++i;
        } else if (c == quote || (c == '\n' && quote != '`')) {
            result[i] = c;
            quote = QChar();
        }
    }
    return result;
}

bool hasFullWidth(const QString& text) {
    return withoutFullWidth(text) != text;
}

} // namespace hearth::ui
