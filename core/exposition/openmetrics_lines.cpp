// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of OpenMetrics 1.0: single spaces, no free comments, `# EOF` at the end.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>

#include "base/text.h"
#include "exposition/number.h"
#include "exposition/scan.h"
#include "exposition/scrape_parser.h"

namespace hearth::exposition {
namespace {

constexpr double kMillisecondsPerSecond = 1000;

/// Truncates; beyond 64 bits the nearest there is, which every store refuses as out of bounds.
model::TimestampMs millisecondsOf(double seconds) {
    constexpr double kBound = 9.2233720368547748e18; // the greatest double below 2^63
    return static_cast<model::TimestampMs>(std::clamp(seconds * kMillisecondsPerSecond, -kBound, kBound));
}

bool beginsWith(const char* at, const char* end, std::string_view text) {
    return end - at >= static_cast<std::ptrdiff_t>(text.size()) && std::memcmp(at, text.data(), text.size()) == 0;
}

/// Where OpenMetrics 1.0 allows exemplars: counters and buckets.
bool allowsExemplars(std::string_view name) {
    return name.ends_with("_total") || name.ends_with("_bucket");
}

} // namespace

Result<Entry> ScrapeParser::nextOpenMetrics() {
    const auto* const at = m_next;
    m_entry = at;
    if (at == m_end) {
        return failAt(at, "data does not end with # EOF");
    }
    if (beginsWith(at, m_end, "# EOF")) {
        return readEof(at + 5);
    }
    if (*at == '#') {
        return readOpenMetricsMetadata(at);
    }
    return readOpenMetricsSample(at);
}

Result<Entry> ScrapeParser::readEof(const char* at) {
    if (at != m_end && *at == '\n') {
        ++at;
    }
    if (at != m_end) {
        return failAt(at, "unexpected data after # EOF");
    }
    // The end stays the end, however often it is asked for.
    return Entry::kEnd;
}

Result<Entry> ScrapeParser::readOpenMetricsSample(const char* at) {
    at = HEARTH_TRY(readSeries(at));
    if (at == m_end || *at != ' ') {
        return failAt(at, "expected one space and a value after the series");
    }
    at = HEARTH_TRY(readValue(at + 1, m_sample.value, "a value after the series"));
    if (at != m_end && *at == ' ' && !beginsWith(at, m_end, " # {")) {
        at = HEARTH_TRY(readOpenMetricsTime(at + 1, m_sample.time));
    }
    if (beginsWith(at, m_end, " # {")) {
        at = HEARTH_TRY(readExemplar(at + 3));
    }
    if (at == m_end || *at != '\n') {
        return failAt(at, at == m_end ? "data does not end with # EOF" : "expected the end of the line");
    }
    m_next = at + 1;
    return Entry::kSample;
}

Result<const char*> ScrapeParser::readOpenMetricsTime(const char* at, std::optional<model::TimestampMs>& time) {
    double seconds = 0;
    const auto* const after = HEARTH_TRY(readValue(at, seconds, "a timestamp in seconds"));
    if (!std::isfinite(seconds)) {
        return failAt(at, "invalid timestamp: it must be a finite number of seconds");
    }
    time = millisecondsOf(seconds);
    return after;
}

Result<const char*> ScrapeParser::readExemplar(const char* at) {
    const auto name = m_series.name();
    if (!allowsExemplars(name)) {
        return failAt(at, fmt::format("metric name {} does not support exemplars", name));
    }
    SeriesText labels;
    auto after = labels.scanLabels(at, m_end, m_format);
    if (!after) {
        return failAt(after.error().at, std::move(after.error().reason));
    }
    if (!labels.name().empty()) {
        return failAt(at, "an exemplar has labels only, no metric name");
    }
    m_exemplar = ExemplarText{{at, static_cast<std::size_t>(*after - at)}, 0, std::nullopt};
    if (*after == m_end || **after != ' ') {
        return failAt(*after, "expected one space and a value after the exemplar's labels");
    }
    at = HEARTH_TRY(readValue(*after + 1, m_exemplar->value, "a value after the exemplar's labels"));
    if (at != m_end && *at == ' ') {
        at = HEARTH_TRY(readOpenMetricsTime(at + 1, m_exemplar->time));
    }
    return at;
}

Result<Entry> ScrapeParser::readOpenMetricsMetadata(const char* at) {
    const bool isHelp = beginsWith(at, m_end, "# HELP ");
    const bool isType = beginsWith(at, m_end, "# TYPE ");
    if (!isHelp && !isType && !beginsWith(at, m_end, "# UNIT ")) {
        return failAt(at, "only # HELP, # TYPE, # UNIT and # EOF may begin with #");
    }
    const std::string_view keyword(at + 2, 4);
    at = HEARTH_TRY(readMetadataName(at + 7, keyword));
    if (at == m_end || *at != ' ') {
        return failAt(at, fmt::format("expected one space and a text in {}", keyword));
    }
    const auto* const end = std::find(at, m_end, '\n');
    if (end == m_end) {
        return failAt(end, "data does not end with # EOF");
    }
    const std::string_view raw(at + 1, static_cast<std::size_t>(end - at - 1));
    m_next = end + 1;
    if (isType) {
        return readType(raw, at + 1);
    }
    if (!isValidUtf8(raw)) {
        return failAt(at, fmt::format("the text of {} {} is not valid UTF-8", keyword, quoteGo(m_metadataName)));
    }
    setHelp(raw, true);
    return isHelp ? Result<Entry>(Entry::kHelp) : readUnit();
}

Result<Entry> ScrapeParser::readUnit() {
    const auto& unit = m_text;
    const bool isSuffix = m_metadataName.size() > unit.size() && m_metadataName.ends_with(unit) &&
                          m_metadataName[m_metadataName.size() - unit.size() - 1] == '_';
    if (!unit.empty() && !isSuffix) {
        return failAt(m_entry,
                      fmt::format("unit {} not a suffix of metric {}", quoteGo(unit), quoteGo(m_metadataName)));
    }
    return Entry::kUnit;
}

} // namespace hearth::exposition
