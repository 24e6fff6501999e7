// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/linked_annotation.h"

#include <QRegularExpression>
#include <QUrl>
#include <algorithm>
#include <array>

#include "models/plain_text.h"

namespace hearth::ui {
namespace {

QString escaped(const QString& text) {
    auto markup = text.toHtmlEscaped();
    return markup.replace(QLatin1Char('\n'), QStringLiteral("<br>"));
}

/// Marks that write all that follows backwards, ours included.
bool turnsAround(QChar c) {
    return c == QChar(0x202d) || c == QChar(0x202e);
}

int rankOf(const std::string& name) {
    constexpr std::array<const char*, 4> kFirst{"summary", "description", "runbook_url", "runbook"};
    return static_cast<int>(std::ranges::find(kFirst, name) - kFirst.begin());
}

} // namespace

QString breakable(const QString& text) {
    constexpr int kLongWord = 32;
    constexpr QChar kBreak(0x200b);
    QString broken;
    int run = 0;
    bool address = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto c = turnsAround(text[i]) ? QChar(QChar::ReplacementCharacter) : text[i];
        run = c.isSpace() ? 0 : run + 1;
        address = run == 1 ? text.mid(i, 4) == QLatin1String("http") : address && run > 0;
        broken += c;
        if (run > 0 && run % kLongWord == 0 && !address && !c.isHighSurrogate()) {
            broken += kBreak;
        }
    }
    return broken;
}

bool isWebAddress(const QString& url) {
    const QUrl parsed(url, QUrl::StrictMode);
    return parsed.isValid() && !parsed.host().isEmpty() &&
           (parsed.scheme() == QLatin1String("http") || parsed.scheme() == QLatin1String("https"));
}

QString withLinks(const QString& text, qsizetype maxLength) {
    static const QRegularExpression kAddress(QStringLiteral("https?://[^\\s<>\"'`\\\\^{}|]+"));
    const auto shown = text.size() > maxLength ? text.left(maxLength) + QChar(0x2026) : text;
    QString markup;
    qsizetype at = 0;
    auto matches = kAddress.globalMatch(shown);
    while (matches.hasNext()) {
        const auto match = matches.next();
        auto url = match.captured();
        while (!url.isEmpty() && QStringLiteral(".,;:!?)…").contains(url.back())) {
            url.chop(1);
        }
        if (!isWebAddress(url)) {
            continue;
        }
        markup += escaped(shown.mid(at, match.capturedStart() - at));
        markup += QStringLiteral("<a href=\"%1\">%1</a>").arg(url.toHtmlEscaped());
        at = match.capturedStart() + url.size();
    }
    return markup + escaped(shown.mid(at));
}

std::vector<std::pair<QString, QString>> inReadingOrder(const std::map<std::string, std::string>& annotations) {
    std::vector<const std::pair<const std::string, std::string>*> order;
    for (const auto& annotation : annotations) {
        order.push_back(&annotation);
    }
    std::ranges::stable_sort(order, {}, [](const auto* annotation) { return rankOf(annotation->first); });
    std::vector<std::pair<QString, QString>> texts;
    for (const auto* annotation : order) {
        texts.emplace_back(toQString(annotation->first), toQString(annotation->second));
    }
    return texts;
}

} // namespace hearth::ui
