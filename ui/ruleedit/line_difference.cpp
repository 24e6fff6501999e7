// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/line_difference.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

namespace hearth::ui {
namespace {

constexpr std::size_t kContext = 3;
/// Cells of the table by which the middles are compared.
constexpr std::size_t kMaxCells = 4'000'000;

using Lines = std::vector<std::string_view>;
using Kind = DifferenceLine::Kind;

struct Step {
    Kind kind;
    std::size_t before; ///< Lines of each text that lie before this one.
    std::size_t after;
};

Lines linesOf(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return lines;
}

/// Lengths of the longest common sequences of all tails of `a` and `b`, row by row.
std::vector<std::uint32_t> tailLengths(std::span<const std::string_view> a, std::span<const std::string_view> b) {
    const auto width = b.size() + 1;
    std::vector<std::uint32_t> lengths((a.size() + 1) * width, 0);
    for (auto i = a.size(); i-- > 0;) {
        for (auto j = b.size(); j-- > 0;) {
            lengths[i * width + j] = a[i] == b[j] ? lengths[(i + 1) * width + j + 1] + 1
                                                  : std::max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
        }
    }
    return lengths;
}

void addMiddle(std::vector<Step>& steps, std::span<const std::string_view> a, std::span<const std::string_view> b,
               std::size_t offset) {
    std::size_t i = 0;
    std::size_t j = 0;
    const bool whole = (a.size() + 1) * (b.size() + 1) > kMaxCells;
    const auto lengths = whole ? std::vector<std::uint32_t>() : tailLengths(a, b);
    const auto width = b.size() + 1;
    while (i < a.size() || j < b.size()) {
        const bool both = i < a.size() && j < b.size();
        if (both && !whole && a[i] == b[j]) {
            steps.push_back({Kind::kSame, offset + i++, offset + j++});
        } else if (i < a.size() &&
                   (j == b.size() || whole || lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
            steps.push_back({Kind::kRemoved, offset + i++, offset + j});
        } else {
            steps.push_back({Kind::kAdded, offset + i, offset + j++});
        }
    }
}

std::vector<Step> stepsOf(const Lines& a, const Lines& b) {
    const auto shorter = std::min(a.size(), b.size());
    std::size_t head = 0;
    while (head < shorter && a[head] == b[head]) {
        ++head;
    }
    std::size_t tail = 0;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
        ++tail;
    }
    std::vector<Step> steps;
    for (std::size_t i = 0; i < head; ++i) {
        steps.push_back({Kind::kSame, i, i});
    }
    addMiddle(steps, std::span(a).subspan(head, a.size() - head - tail),
              std::span(b).subspan(head, b.size() - head - tail), head);
    for (std::size_t i = 0; i < tail; ++i) {
        steps.push_back({Kind::kSame, a.size() - tail + i, b.size() - tail + i});
    }
    return steps;
}

std::string place(char mark, std::size_t first, std::size_t count) {
    return std::string(1, mark) + std::to_string(count == 0 ? first : first + 1) + "," + std::to_string(count);
}

void addHunk(std::vector<DifferenceLine>& lines, std::span<const Step> steps, const Lines& a, const Lines& b) {
    const auto count = [&](Kind without) {
        return static_cast<std::size_t>(std::ranges::count_if(steps, [&](const Step& s) { return s.kind != without; }));
    };
    lines.push_back({Kind::kPlace, "@@ " + place('-', steps.front().before, count(Kind::kAdded)) + " " +
                                       place('+', steps.front().after, count(Kind::kRemoved)) + " @@"});
    for (const auto& step : steps) {
        const char mark = step.kind == Kind::kSame ? ' ' : step.kind == Kind::kAdded ? '+' : '-';
        const auto text = step.kind == Kind::kAdded ? b[step.after] : a[step.before];
        lines.push_back({step.kind, mark + std::string(text)});
    }
}

} // namespace

std::vector<DifferenceLine> differenceOf(const std::string& before, const std::string& after) {
    const auto a = linesOf(before);
    const auto b = linesOf(after);
    const auto steps = stepsOf(a, b);
    const auto changed = [&](std::size_t i) { return steps[i].kind != Kind::kSame; };
    std::vector<DifferenceLine> lines;
    for (std::size_t i = 0; i < steps.size();) {
        if (!changed(i)) {
            ++i;
            continue;
        }
        const auto begin = i > kContext ? i - kContext : 0;
        auto end = i;
        for (auto last = i; end < steps.size() && end <= last + 2 * kContext; ++end) {
            last = changed(end) ? end : last;
        }
        // The search went on for as long as a further change could share its surroundings: only three lines stay.
        auto last = std::min(end, steps.size()) - 1;
        while (!changed(last)) {
            --last;
        }
        end = std::min(last + kContext + 1, steps.size());
        addHunk(lines, std::span(steps).subspan(begin, end - begin), a, b);
        i = end;
    }
    return lines;
}

} // namespace hearth::ui
