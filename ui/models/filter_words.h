// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "model/labels.h"

/// What the filter fields of all pages have in common: words that must all hold.
/// Threads: thread-safe.
namespace hearth::ui {

/// One word of a filter text; quotes keep spaces and take away the meaning of ':' and '='.
struct FilterWord {
    QString text;        ///< Without the quotes.
    qsizetype begin = 0; ///< Where it stands, in UTF-16 units.
    qsizetype end = 0;
    bool quoted = false;

    /// What follows `key`, such as `state:`, where the word begins with it.
    std::optional<QString> after(QLatin1String key) const;
};

std::vector<FilterWord> filterWords(const QString& text);

/// Whether `text` has `word`, unquoted.
bool hasFilterWord(const QString& text, const QString& word);
/// `text` with the word, or without it where it was there.
QString toggledFilterWord(const QString& text, const QString& word);

/// Where and why a text is no filter. Offsets in UTF-16 units.
struct FilterProblem {
    qsizetype begin = 0;
    qsizetype end = 0;
    QString message;
};

/// `name=value` or `name!=value`: the whole value of a label; a label that is missing is empty.
struct LabelCondition {
    std::string name;
    std::string value;
    bool equal = true;

    /// Nothing for words whose left side is no name that a label can have: `http://x?a=b` is text.
    static std::optional<LabelCondition> parse(const FilterWord& word);
    bool accepts(const model::Labels& labels) const { return (labels.value(name) == value) == equal; }
};

} // namespace hearth::ui
