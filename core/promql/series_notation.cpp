// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/series_notation.h"

#include <charconv>
#include <optional>

#include "base/number_format.h"
#include "base/text.h"
#include "model/sample.h"
#include "promql/histogram_notation.h"
#include "promql/numeric/histogram_math.h"
#include "promql/syntax/parser.h"

namespace hearth::promql {

namespace {

constexpr std::string_view kSpaces = " \t";

std::unexpected<Error> notUnderstood(std::string_view item) {
    return fail(ErrorCode::kInvalidArgument, "bad series value " + quoteGo(item));
}

/// The next blank-separated item; a histogram in `{{...}}` is one item whatever it holds.
std::string_view takeItem(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
    std::size_t end = 0;
    while (end < text.size() && kSpaces.find(text[end]) == std::string_view::npos) {
        if (text.substr(end).starts_with("{{")) {
            const std::size_t close = text.find("}}", end);
            end = close == std::string_view::npos ? text.size() : close + 2;
        } else {
            ++end;
        }
    }
    const std::string_view item = text.substr(0, end);
    text.remove_prefix(end);
    return item;
}

std::optional<std::size_t> parseCount(std::string_view text) {
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && count <= kMaxNotatedPoints ? std::optional(count) : std::nullopt;
}

/// An item without its repetition.
struct Repeated {
    std::string_view item;
    std::size_t times = 0; ///< As written after `x`; 0 without.
    bool isRepeated = false;
};

std::optional<Repeated> splitRepetition(std::string_view item) {
    const std::size_t close = item.rfind("}}");
    const std::size_t cross = item.find('x', close == std::string_view::npos ? 0 : close);
    if (cross == std::string_view::npos) {
        return Repeated{item};
    }
    const auto times = parseCount(item.substr(cross + 1));
    return times ? std::optional(Repeated{item.substr(0, cross), *times, true}) : std::nullopt;
}

/// Where `1-2` or `1e-3+4` has the sign of its step; npos where there is none.
std::size_t findStepSign(std::string_view item) {
    for (std::size_t i = 1; i < item.size(); ++i) {
        const bool isExponent = item[i - 1] == 'e' || item[i - 1] == 'E';
        if ((item[i] == '+' || item[i] == '-') && !isExponent) {
            return i;
        }
    }
    return std::string_view::npos;
}

Result<void> appendFloats(const Repeated& repeated, std::vector<NotatedPoint>& points) {
    const std::size_t sign = repeated.isRepeated ? findStepSign(repeated.item) : std::string_view::npos;
    const auto start = parseFloat(repeated.item.substr(0, sign));
    std::optional<double> step = 0.0;
    if (sign != std::string_view::npos) {
        step = parseFloat(repeated.item.substr(sign + 1));
        step = step && repeated.item[sign] == '-' ? -*step : step;
    }
    if (!start || !step) {
        return notUnderstood(repeated.item);
    }
    double value = *start;
    for (std::size_t i = 0; i <= repeated.times; ++i) {
        points.push_back({NotatedPoint::Kind::kFloat, value});
        value += *step;
    }
    return {};
}

Result<void> appendHistograms(const Repeated& repeated, std::vector<NotatedPoint>& points) {
    const std::size_t close = repeated.item.find("}}");
    if (close == std::string_view::npos) {
        return notUnderstood(repeated.item);
    }
    auto current = std::make_shared<const model::FloatHistogram>(
        HEARTH_TRY(parseNotatedHistogram(repeated.item.substr(0, close + 2))));
    const std::string_view rest = repeated.item.substr(close + 2);
    std::optional<model::FloatHistogram> step;
    if (!rest.empty()) {
        if ((rest[0] != '+' && rest[0] != '-') || !repeated.isRepeated) {
            return notUnderstood(repeated.item);
        }
        step = HEARTH_TRY(parseNotatedHistogram(rest.substr(1)));
    }
    for (std::size_t i = 0; i <= repeated.times; ++i) {
        points.push_back({NotatedPoint::Kind::kHistogram, 0, current});
        if (step && i < repeated.times) {
            auto next = *current;
            if (!combine(next, *step, rest[0] == '-' ? -1 : 1)) {
                return notUnderstood(repeated.item);
            }
            current = std::make_shared<const model::FloatHistogram>(std::move(next));
        }
    }
    return {};
}

Result<void> appendItem(std::string_view item, std::vector<NotatedPoint>& points) {
    const auto repeated = splitRepetition(item);
    if (!repeated || points.size() + repeated->times >= kMaxNotatedPoints) {
        return notUnderstood(item);
    }
    if (repeated->item == "_") {
        points.resize(points.size() + (repeated->isRepeated ? repeated->times : 1));
    } else if (repeated->item == "stale") {
        points.push_back({NotatedPoint::Kind::kFloat, model::staleNan()});
    } else if (repeated->item.starts_with("{{")) {
        return appendHistograms(*repeated, points);
    } else {
        return appendFloats(*repeated, points);
    }
    return {};
}

/// Where the metric of a line ends: after its braces, or at the first blank.
std::size_t findMetricEnd(std::string_view line) {
    char quote = 0;
    bool inBraces = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quote != 0) {
            i += line[i] == '\\' ? 1 : 0;
            quote = i < line.size() && line[i] == quote ? 0 : quote;
        } else if (inBraces && (line[i] == '"' || line[i] == '\'')) {
            quote = line[i];
        } else if (line[i] == '{') {
            inBraces = true;
        } else if (line[i] == '}') {
            return i + 1;
        } else if (!inBraces && kSpaces.find(line[i]) != std::string_view::npos) {
            const std::size_t next = line.find_first_not_of(kSpaces, i);
            const bool bracesFollow =
                next != std::string_view::npos && line.substr(next, 2) != "{{" && line[next] == '{';
            if (!bracesFollow) {
                return i;
            }
        }
    }
    return line.size();
}

} // namespace

Result<std::vector<NotatedPoint>> parseNotatedPoints(std::string_view text) {
    std::vector<NotatedPoint> points;
    for (std::string_view item = takeItem(text); !item.empty(); item = takeItem(text)) {
        HEARTH_TRY(appendItem(item, points));
    }
    return points;
}

Result<NotatedSeries> parseNotatedSeries(std::string_view line) {
    line = trim(line);
    const std::size_t end = findMetricEnd(line);
    NotatedSeries series;
    if (const std::string_view metric = line.substr(0, end); metric != "{}") {
        series.labels = HEARTH_TRY(parseMetric(metric));
    }
    series.points = HEARTH_TRY(parseNotatedPoints(line.substr(end)));
    return series;
}

} // namespace hearth::promql
