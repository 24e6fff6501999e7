// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::yaml {

/// Lines [begin, end) of a text, counted from 0.
struct LineRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A text by lines, some of which are to be replaced. Threads: thread-compatible; lives no longer than the text.
class TextLines {
  public:
    explicit TextLines(std::string_view text);

    std::size_t size() const { return m_lines.size(); }
    /// Without its end.
    std::string_view line(std::size_t index) const;
    /// Blanks before the first character.
    std::size_t indentOf(std::size_t index) const;
    bool isBlank(std::size_t index) const { return indentOf(index) == line(index).size(); }
    bool isComment(std::size_t index) const { return !isBlank(index) && line(index)[indentOf(index)] == '#'; }

    /// From `begin` on the lines that are indented deeper than `indent`, up to the last that is not blank; `begin`
    /// itself counts in any case. Comments that stand less deep belong to it only where it goes on behind them.
    LineRange blockAt(std::size_t begin, std::size_t indent) const;

    /// Puts `lines` (each with `\n` at its end) in place of the range, which may be empty. Ranges do not overlap; of
    /// several at one line the first call comes first.
    void replace(LineRange range, std::string lines);
    /// The text with its replacements, and the line ends that it has.
    std::string text() const;

  private:
    struct Replacement {
        LineRange range;
        std::string lines;
    };

    std::vector<std::string_view> m_lines; ///< With their ends.
    std::vector<Replacement> m_replacements;
    bool m_endsWithReturn = false;
};

} // namespace hearth::yaml
