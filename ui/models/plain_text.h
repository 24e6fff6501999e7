// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string_view>

namespace hearth::ui {

/// Foreign text for a tooltip or any other place that guesses at markup: it is shown letter by letter.
inline QString plainToolTip(const QString& text) {
    return text.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped());
}

/// The engine's UTF-8 as Qt's text.
inline QString toQString(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// For names of foreign origin on buttons and menu entries, where '&' would mark a shortcut.
inline QString withoutMnemonic(QString text) {
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

/// The name of an action without its shortcut mark: "&Home" is "Home", "ホーム(&H)" is "ホーム".
inline QString withoutMark(QString text) {
    if (const auto mark = text.lastIndexOf(QLatin1String("(&"));
        mark > 0 && text.indexOf(QLatin1Char(')'), mark) == mark + 3) {
        text.remove(mark, 4);
    }
    return text.remove(QLatin1Char('&')).trimmed();
}

} // namespace hearth::ui
