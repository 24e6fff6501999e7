// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/target_filter.h"

#include <algorithm>
#include <array>

namespace hearth::ui {
namespace {

/// As the API writes them; these words are typed, so they are not translated.
constexpr std::array<std::pair<const char*, datasource::TargetHealth>, 3> kStateWords{{
    {"up", datasource::TargetHealth::kUp},
    {"down", datasource::TargetHealth::kDown},
    {"unknown", datasource::TargetHealth::kUnknown},
}};

/// One word of the filter text; quotes keep spaces and take away the meaning of ':' and '='.
struct Word {
    QString text;
    qsizetype begin = 0;
    qsizetype end = 0;
    bool quoted = false;
};

Word readWord(const QString& text, qsizetype begin) {
    Word word;
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

std::vector<Word> readWords(const QString& text) {
    std::vector<Word> words;
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

} // namespace

TargetFilter TargetFilter::parse(const QString& text, std::optional<Problem>* problem) {
    TargetFilter filter;
    for (const auto& word : readWords(text)) {
        if (auto reason = filter.addWord(word.text, word.quoted)) {
            if (problem != nullptr) {
                *problem = Problem{word.begin, word.end, *reason};
            }
            return {};
        }
    }
    return filter;
}

std::optional<QString> TargetFilter::addWord(const QString& word, bool quoted) {
    if (!quoted && word.startsWith(QLatin1String("state:"))) {
        return addState(word.mid(6).toLower());
    }
    if (!quoted && word.startsWith(QLatin1String("pool:"))) {
        m_pools << word.mid(5).toLower();
        return {};
    }
    if ((quoted || !addLabel(word)) && !word.isEmpty()) {
        m_words << word.toLower();
    }
    return {};
}

std::optional<QString> TargetFilter::addState(const QString& state) {
    for (const auto& [word, health] : kStateWords) {
        if (state == QLatin1String(word)) {
            m_healths.push_back(health);
            return {};
        }
    }
    return tr("“%1” is no state. States are up, down and unknown.").arg(state);
}

/// `name=value` or `name!=value` where the name is one that a label can have; an address such as `http://x?a=b` is
/// text.
bool TargetFilter::addLabel(const QString& word) {
    const auto at = word.indexOf(QLatin1Char('='));
    if (at <= 0) {
        return false;
    }
    const bool equal = word[at - 1] != QLatin1Char('!');
    const auto name = word.left(equal ? at : at - 1).toStdString();
    if (!model::isLegacyLabelName(name)) {
        return false;
    }
    m_labels.push_back({name, word.mid(at + 1).toStdString(), equal});
    return true;
}

bool TargetFilter::acceptsPool(const TargetPool& pool) const {
    return std::ranges::all_of(m_pools,
                               [&](const QString& part) { return pool.name.contains(part, Qt::CaseInsensitive); });
}

bool TargetFilter::acceptsRow(const TargetRow& row) const {
    const auto& target = row.target;
    return (m_healths.empty() || std::ranges::find(m_healths, target.health) != m_healths.end()) &&
           std::ranges::all_of(m_labels,
                               [&](const LabelCondition& condition) {
                                   return (target.labels.value(condition.name) == condition.value) == condition.equal;
                               }) &&
           std::ranges::all_of(m_words, [&](const QString& word) { return row.haystack.contains(word); });
}

} // namespace hearth::ui
