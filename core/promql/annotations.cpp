// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/annotations.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace hearth::promql {

namespace {

/// A query over very many metrics could say the same of each; beyond this nobody reads on.
constexpr std::size_t kMaxNotes = 10'000;

template <class Notes>
std::vector<std::string> sentences(const Notes& notes, std::string_view kind, std::string_view omitted,
                                   std::string_view query, std::size_t limit) {
    std::vector<std::string> lines;
    const std::size_t shown = limit == 0 ? notes.size() : std::min(limit, notes.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const TextPosition place = positionOf(query, notes[i].where.begin);
        lines.push_back(fmt::format("PromQL {}: {} ({}:{})", kind, notes[i].text, place.line, place.column));
    }
    if (shown < notes.size()) {
        lines.push_back(fmt::format("{} more {} annotations omitted", notes.size() - shown, omitted));
    }
    return lines;
}

} // namespace

void Annotations::warning(std::string text, SourceRange where) {
    add(m_warnings, std::move(text), where);
}

void Annotations::info(std::string text, SourceRange where) {
    add(m_infos, std::move(text), where);
}

void Annotations::add(std::vector<Note>& notes, std::string text, SourceRange where) {
    const std::lock_guard lock(m_mutex);
    const auto same = std::ranges::find(notes, text, &Note::text);
    if (same != notes.end()) {
        // Threads race for the first place; the leftmost one makes the answer the same every time.
        same->where = std::min(same->where, where, [](auto a, auto b) { return a.begin < b.begin; });
    } else if (notes.size() < kMaxNotes) {
        notes.push_back({std::move(text), where});
    }
}

std::vector<std::string> Annotations::warnings(std::string_view query, std::size_t limit) const {
    const std::lock_guard lock(m_mutex);
    return sentences(m_warnings, "warning", "warning", query, limit);
}

std::vector<std::string> Annotations::infos(std::string_view query, std::size_t limit) const {
    const std::lock_guard lock(m_mutex);
    return sentences(m_infos, "info", "info", query, limit);
}

} // namespace hearth::promql
