// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/filter_words.h"

#include <algorithm>

namespace hearth::ui {
namespace {

FilterWord readWord(const QString& text, qsizetype begin) {
    FilterWord word;
    word.begin = begin;
    word.quoted = text[begin] == QLatin1Char('"');
    bool inside = false;
    qsizetype at = begin;
    for (; at < text.size() && (inside || !text[at].isSpace()); ++at) {
        if (text[at] == QLatin1Char('"')) {
            inside = !inside;
        } else {
            word.text += text[at];
        }
    }
    word.end = at;
    return word;
}

} // namespace

std::optional<QString> FilterWord::after(QLatin1String key) const {
    return !quoted && text.startsWith(key) ? std::optional(text.mid(key.size())) : std::nullopt;
}

std::vector<FilterWord> filterWords(const QString& text) {
    std::vector<FilterWord> words;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        words.push_back(readWord(text, at));
        at = words.back().end;
    }
    return words;
}

bool hasFilterWord(const QString& text, const QString& word) {
    return std::ranges::any_of(filterWords(text), [&](const auto& each) { return !each.quoted && each.text == word; });
}

QString toggledFilterWord(const QString& text, const QString& word) {
    for (const auto& each : filterWords(text)) {
        if (!each.quoted && each.text == word) {
            return (text.left(each.begin) + text.mid(each.end)).simplified();
        }
    }
    return text.trimmed().isEmpty() ? word : text.trimmed() + QLatin1Char(' ') + word;
}

std::optional<LabelCondition> LabelCondition::parse(const FilterWord& word) {
    const auto at = word.text.indexOf(QLatin1Char('='));
    if (word.quoted || at <= 0) {
        return {};
    }
    const bool equal = word.text[at - 1] != QLatin1Char('!');
    auto name = word.text.left(equal ? at : at - 1).toStdString();
    if (!model::isLegacyLabelName(name)) {
        return {};
    }
    return LabelCondition{std::move(name), word.text.mid(at + 1).toStdString(), equal};
}

} // namespace hearth::ui
