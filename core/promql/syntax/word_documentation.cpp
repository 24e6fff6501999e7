// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "promql/syntax/completion.h"

namespace hearth::promql {
namespace {

struct WordHelp {
    std::string_view word;
    std::string_view documentation;
};

constexpr std::array kWords{
    WordHelp{"!=", "The label has another value."},
    WordHelp{"!~", "The whole value does not match the regular expression."},
    WordHelp{"=", "The label has this value."},
    WordHelp{"=~", "The whole value matches the regular expression."},
    WordHelp{"@", "Looks at a fixed time, in seconds since 1970."},
    WordHelp{"anchored", "Counts from the last sample before the range, without stretching the result."},
    WordHelp{"and", "Keeps the elements on the left that have a partner on the right."},
    WordHelp{"atan2", "The arc tangent of left by right, in radians."},
    WordHelp{"bool", "Yields 0 or 1 instead of dropping elements."},
    WordHelp{"by", "Makes one group for each combination of these labels."},
    WordHelp{"end()", "The end of the query's range."},
    WordHelp{"fill", "What a missing partner on either side counts as."},
    WordHelp{"fill_left", "What a missing element on the left counts as."},
    WordHelp{"fill_right", "What a missing element on the right counts as."},
    WordHelp{"group_left", "Several elements on the left may share one on the right, whose listed labels they get."},
    WordHelp{"group_right", "Several elements on the right may share one on the left, whose listed labels they get."},
    WordHelp{"ignoring", "Elements are partners when all labels but these agree."},
    WordHelp{"max_of", "The longer of two durations."},
    WordHelp{"min_of", "The shorter of two durations."},
    WordHelp{"offset", "Looks at an earlier time."},
    WordHelp{"on", "Elements are partners when these labels agree."},
    WordHelp{"or", "All elements on the left, and those on the right that have no partner there."},
    WordHelp{"range()", "The length of the query's range."},
    WordHelp{"smoothed", "Interpolates the values at the borders of the range."},
    WordHelp{"start()", "The start of the query's range."},
    WordHelp{"step()", "The step of the query."},
    WordHelp{"unless", "Keeps the elements on the left that have no partner on the right."},
    WordHelp{"without", "Makes one group for each combination of the other labels."},
};
static_assert(std::ranges::is_sorted(kWords, {}, &WordHelp::word));

} // namespace

std::string_view wordDocumentation(std::string_view word) {
    const auto found = std::ranges::lower_bound(kWords, word, {}, &WordHelp::word);
    return found != kWords.end() && found->word == word ? found->documentation : std::string_view{};
}

} // namespace hearth::promql
