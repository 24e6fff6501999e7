// SPDX-License-Identifier: GPL-3.0-or-later
#include "yaml/text_lines.h"

#include <algorithm>

namespace hearth::yaml {

TextLines::TextLines(std::string_view text) {
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto size = end == std::string_view::npos ? text.size() : end + 1;
        m_lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    m_endsWithReturn = !m_lines.empty() && m_lines.front().ends_with("\r\n");
}

std::string_view TextLines::line(std::size_t index) const {
    auto line = m_lines[index];
    line = line.substr(0, line.find_last_not_of("\r\n") + 1);
    return line;
}

std::size_t TextLines::indentOf(std::size_t index) const {
    return std::min(line(index).find_first_not_of(' '), line(index).size());
}

LineRange TextLines::blockAt(std::size_t begin, std::size_t indent) const {
    LineRange range{begin, begin + 1};
    for (auto i = begin + 1; i < size(); ++i) {
        if (isBlank(i)) {
            continue;
        }
        if (indentOf(i) > indent) {
            range.end = i + 1;
        } else if (!isComment(i)) {
            break;
        }
    }
    return range;
}

void TextLines::replace(LineRange range, std::string lines) {
    m_replacements.push_back({range, std::move(lines)});
}

std::string TextLines::text() const {
    auto replacements = m_replacements;
    std::ranges::stable_sort(replacements, {}, [](const auto& replacement) { return replacement.range.begin; });
    std::string out;
    std::size_t next = 0;
    const auto copyUntil = [&](std::size_t end) {
        for (; next < end; ++next) {
            out += m_lines[next];
        }
    };
    for (const auto& [range, lines] : replacements) {
        copyUntil(range.begin);
        const auto eol = m_endsWithReturn ? std::string_view("\r\n") : std::string_view("\n");
        if (!lines.empty() && !out.empty() && out.back() != '\n') {
            out += eol;
        }
        for (const char c : lines) {
            c == '\n' ? out += eol : out += c;
        }
        next = std::max(next, range.end);
    }
    copyUntil(size());
    return out;
}

} // namespace hearth::yaml
