// SPDX-License-Identifier: GPL-3.0-or-later
#include "exposition/series_text.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/number_format.h"
#include "base/text.h"
#include "exposition/number.h"
#include "exposition/scan.h"

namespace hearth::exposition {
namespace {

std::string_view between(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

std::string_view withoutQuotes(const char* begin, const char* end) {
    return between(begin + 1, end - 1);
}

/// The label whose value is a float under `type`; empty for other types.
std::string_view floatLabel(model::MetricType type) {
    switch (type) {
    case model::MetricType::kSummary:
        return "quantile";
    case model::MetricType::kHistogram:
        return "le";
    default:
        return {};
    }
}

/// Puts a float into OpenMetrics form; other text stays as it is.
void normaliseFloat(std::string& text) {
    double value = 0;
    if (readNumber(text.data(), text.data() + text.size(), value) == text.data() + text.size()) {
        text.clear();
        appendFloatOpenMetrics(text, value);
    }
}

std::string unescaped(std::string_view text) {
    std::string out;
    appendUnescaped(out, text);
    return out;
}

} // namespace

/// A position in the label list, with the rules for blanks.
struct SeriesText::Cursor {
    const char* at;
    const char* end;
    bool blanksAllowed;

    void skipBlanks() {
        if (blanksAllowed) {
            at = scan::blanks(at, end);
        }
    }
    bool isAt(char c) const { return at != end && *at == c; }
    std::unexpected<Failure> expected(std::string_view what) const {
        const auto found = at == end ? "the end of the input" : quoteGo(std::string_view(at, 1));
        return std::unexpected(Failure{fmt::format("expected {}, found {}", what, found), at});
    }
};

std::expected<const char*, SeriesText::Failure> SeriesText::scan(const char* at, const char* end, TextFormat format) {
    const auto* const nameEnd = scan::name(at, end, scan::kMetricStart, scan::kMetricRest);
    const auto name = between(at, nameEnd);
    const auto* brace = format == TextFormat::kPrometheus ? scan::blanks(nameEnd, end) : nameEnd;
    if (brace == end || *brace != '{') {
        m_labels.clear();
        m_name = name;
        if (name.empty()) {
            return Cursor{at, end, false}.expected("a metric name");
        }
        return nameEnd;
    }
    auto after = scanLabels(brace, end, format);
    if (!after) {
        return after;
    }
    if (!name.empty() && !m_name.empty()) {
        return std::unexpected(Failure{fmt::format("metric name already set while parsing: {}", quoteGo(m_name)), at});
    }
    m_name = name.empty() ? m_name : name;
    if (m_name.empty()) {
        return std::unexpected(Failure{"metric name not set while parsing", at});
    }
    return after;
}

std::expected<const char*, SeriesText::Failure> SeriesText::scanLabels(const char* at, const char* end,
                                                                       TextFormat format) {
    const bool strict = format == TextFormat::kOpenMetrics;
    m_name = {};
    m_labels.clear();
    Cursor cursor{at + 1, end, !strict};
    cursor.skipBlanks();
    bool afterComma = false;
    while (!cursor.isAt('}') || (strict && afterComma)) {
        if (auto item = scanItem(cursor, format); !item) {
            return std::unexpected(std::move(item).error());
        }
        if (m_labels.size() > kMaxLabelsPerLine) {
            return std::unexpected(Failure{fmt::format("more than {} labels", kMaxLabelsPerLine), cursor.at});
        }
        cursor.skipBlanks();
        afterComma = cursor.isAt(',');
        if (afterComma) {
            ++cursor.at;
            cursor.skipBlanks();
        } else if (strict && !cursor.isAt('}')) {
            return cursor.expected("a comma or a closing brace");
        }
    }
    const auto text = between(at, cursor.at);
    if (!isValidUtf8(text)) {
        return std::unexpected(Failure{fmt::format("invalid UTF-8 label value: {}", quoteGo(text)), at});
    }
    return cursor.at + 1;
}

/// `name="value"`, `"name"="value"`, or the metric name in quotes.
std::expected<void, SeriesText::Failure> SeriesText::scanItem(Cursor& cursor, TextFormat format) {
    const bool lineFeeds = format == TextFormat::kPrometheus;
    const bool isQuoted = cursor.isAt('"');
    const auto* const begin = cursor.at;
    const auto* const nameEnd = isQuoted ? scan::quoted(begin, cursor.end, lineFeeds)
                                         : scan::name(begin, cursor.end, scan::kLabelStart, scan::kLabelRest);
    if (nameEnd == begin) {
        return cursor.expected("a label name");
    }
    const auto name = isQuoted ? withoutQuotes(begin, nameEnd) : between(begin, nameEnd);
    cursor.at = nameEnd;
    cursor.skipBlanks();
    if (isQuoted && (cursor.isAt(',') || cursor.isAt('}'))) {
        if (!m_name.empty()) {
            return std::unexpected(
                Failure{fmt::format("metric name already set while parsing: {}", quoteGo(m_name)), begin});
        }
        m_name = name;
        return {};
    }
    if (!cursor.isAt('=')) {
        return cursor.expected("'=' after the label name");
    }
    ++cursor.at;
    cursor.skipBlanks();
    const auto* const valueEnd = scan::quoted(cursor.at, cursor.end, lineFeeds);
    if (valueEnd == cursor.at) {
        return cursor.expected("a label value in double quotes");
    }
    m_labels.push_back({name, withoutQuotes(cursor.at, valueEnd)});
    cursor.at = valueEnd;
    return {};
}

void SeriesText::appendTo(std::vector<model::Labels::Pair>& out, model::MetricType type) const {
    if (!m_name.empty()) {
        out.emplace_back(model::kMetricName, unescaped(m_name));
    }
    const auto floating = floatLabel(type);
    for (const auto& label : m_labels) {
        auto& pair = out.emplace_back(unescaped(label.name), unescaped(label.value));
        if (!floating.empty() && label.name == floating) {
            normaliseFloat(pair.second);
        }
    }
}

bool SeriesText::appendViews(std::vector<RawLabel>& out, model::MetricType type) const {
    const auto before = out.size();
    const auto floating = floatLabel(type);
    if (!m_name.empty()) {
        out.push_back({model::kMetricName, m_name});
    }
    out.insert(out.end(), m_labels.begin(), m_labels.end());
    const bool plain =
        std::all_of(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), [&](const auto& label) {
            return !label.name.contains('\\') && !label.value.contains('\\') &&
                   (floating.empty() || label.name != floating);
        });
    out.resize(plain ? out.size() : before);
    return plain;
}

Result<model::Labels> parseSeriesText(std::string_view text, TextFormat format, model::MetricType type) {
    SeriesText series;
    const auto* const end = text.data() + text.size();
    const auto after = series.scan(text.data(), end, format);
    if (!after) {
        return fail(ErrorCode::kInvalidArgument, after.error().reason);
    }
    if (*after != end) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("unexpected text after the series {}", quoteGo(text)));
    }
    std::vector<model::Labels::Pair> pairs;
    series.appendTo(pairs, type);
    return labelsFromExposed(std::move(pairs));
}

Result<model::Labels> labelsFromExposed(std::vector<model::Labels::Pair> pairs) {
    std::ranges::sort(pairs);
    const auto twice = std::ranges::adjacent_find(pairs, {}, &model::Labels::Pair::first);
    if (twice != pairs.end()) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("label name {} is not unique: invalid sample", quoteGo(twice->first)));
    }
    return model::Labels::fromPairs(std::move(pairs));
}

void appendUnescaped(std::string& out, std::string_view text, bool quotes) {
    while (true) {
        const auto backslash = text.find('\\');
        if (backslash == std::string_view::npos || backslash + 1 == text.size()) {
            out += text;
            return;
        }
        out += text.substr(0, backslash);
        const char escaped = text[backslash + 1];
        if (escaped == 'n') {
            out += '\n';
        } else if (escaped == '\\' || (quotes && escaped == '"')) {
            out += escaped;
        } else {
            out += text.substr(backslash, 2);
        }
        text.remove_prefix(backslash + 2);
    }
}

} // namespace hearth::exposition
