// SPDX-License-Identifier: GPL-3.0-or-later
#include "exposition/scrape_parser.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

#include "base/text.h"
#include "exposition/number.h"
#include "exposition/scan.h"

namespace hearth::exposition {
namespace {

/// Offsets are kept in 32 bits.
constexpr std::size_t kMaxBodyBytes = std::numeric_limits<std::uint32_t>::max();
/// Foreign text is quoted in messages up to here.
constexpr std::size_t kMaxQuotedBytes = 80;

} // namespace

ScrapeParser::ScrapeParser(std::string_view body, TextFormat format)
    : m_begin(body.data())
    , m_end(body.data() + body.size())
    , m_format(format)
    , m_next(m_begin)
    , m_entry(m_begin) {}

Result<Entry> ScrapeParser::next() {
    if (static_cast<std::size_t>(m_end - m_begin) > kMaxBodyBytes) {
        return fail(ErrorCode::kLimit, fmt::format("the body exceeds {} bytes", kMaxBodyBytes));
    }
    m_labelsScanned = false;
    return m_format == TextFormat::kPrometheus ? nextPrometheus() : nextOpenMetrics();
}

bool ScrapeParser::trySample(std::size_t seriesSize) {
    const auto* at = m_next + seriesSize;
    if (at == m_end || *at != ' ') { // next() decides about other blanks
        return false;
    }
    double value = 0;
    at = readNumber(at + 1, m_end, value);
    if (at == nullptr || at == m_end) {
        return false;
    }
    model::TimestampMs time = 0;
    const bool hasTime = *at == ' ' && m_format == TextFormat::kPrometheus;
    if (hasTime) {
        at = readDigits(at + 1, m_end, time);
    }
    if (at == nullptr || at == m_end || *at != '\n') {
        return false;
    }
    m_entry = m_next;
    // Field by field: copies of what was just put together piece by piece wait for the pieces.
    m_sample.series = {m_next, seriesSize};
    m_sample.value = value;
    m_sample.time.reset();
    if (hasTime) {
        m_sample.time = time;
    }
    m_exemplar.reset();
    m_labelsScanned = false;
    m_next = at + 1;
    return true;
}

void ScrapeParser::scanLabels() {
    if (!m_labelsScanned) {
        const auto* const begin = m_sample.series.data();
        m_labelsScanned = m_series.scan(begin, begin + m_sample.series.size(), m_format).has_value();
    }
}

void ScrapeParser::appendLabels(std::vector<model::Labels::Pair>& out) {
    scanLabels();
    m_series.appendTo(out, m_type);
}

bool ScrapeParser::appendLabelViews(std::vector<RawLabel>& out) {
    scanLabels();
    return m_series.appendViews(out, m_type);
}

Result<model::Labels> ScrapeParser::labels() {
    std::vector<model::Labels::Pair> pairs;
    appendLabels(pairs);
    return labelsFromExposed(std::move(pairs));
}

Result<model::Labels> ScrapeParser::exemplarLabels() const {
    std::vector<model::Labels::Pair> pairs;
    if (m_exemplar) {
        SeriesText text;
        const auto* const begin = m_exemplar->labels.data();
        if (text.scanLabels(begin, begin + m_exemplar->labels.size(), m_format)) {
            text.appendTo(pairs, model::MetricType::kUnknown);
        }
    }
    return labelsFromExposed(std::move(pairs));
}

Result<const char*> ScrapeParser::readSeries(const char* at) {
    m_entry = at;
    auto after = m_series.scan(at, m_end, m_format);
    if (!after) {
        return failAt(after.error().at, std::move(after.error().reason));
    }
    m_labelsScanned = true;
    m_sample = {{at, static_cast<std::size_t>(*after - at)}, 0, std::nullopt};
    m_exemplar.reset();
    return *after;
}

/// The whole token up to the next blank or line feed must be a number.
Result<const char*> ScrapeParser::readValue(const char* at, double& value, std::string_view what) {
    const auto* const tokenEnd = std::find_if(at, m_end, [this](char c) {
        return c == ' ' || c == '\n' || (c == '\t' && m_format == TextFormat::kPrometheus);
    });
    if (tokenEnd == at) {
        return failAt(at, fmt::format("expected {}", what));
    }
    if (readNumber(at, tokenEnd, value) != tokenEnd) {
        const std::string_view token(at, std::min<std::size_t>(tokenEnd - at, kMaxQuotedBytes));
        return failAt(at, fmt::format("expected {}, found {}, which is no number", what, quoteGo(token)));
    }
    return tokenEnd;
}

Result<const char*> ScrapeParser::readMetadataName(const char* at, std::string_view keyword) {
    const bool isQuoted = at != m_end && *at == '"';
    const auto* const after = isQuoted ? scan::quoted(at, m_end, m_format == TextFormat::kPrometheus)
                                       : scan::name(at, m_end, scan::kMetricStart, scan::kMetricRest);
    if (after == at) {
        return failAt(at, fmt::format("expected a metric name after {}", keyword));
    }
    m_metadataName.clear();
    const std::string_view name(at, static_cast<std::size_t>(after - at));
    appendUnescaped(m_metadataName, isQuoted ? name.substr(1, name.size() - 2) : name);
    if (!isValidUtf8(m_metadataName)) {
        return failAt(at, fmt::format("the metric name {} is not valid UTF-8", quoteGo(m_metadataName)));
    }
    return after;
}

Result<Entry> ScrapeParser::readType(std::string_view word, const char* at) {
    using enum model::MetricType;
    const auto type =
        m_format == TextFormat::kPrometheus && word == "untyped" ? kUnknown : model::parseMetricType(word);
    const bool isKnown = type && (m_format == TextFormat::kOpenMetrics || word == "untyped" || *type == kCounter ||
                                  *type == kGauge || *type == kHistogram || *type == kSummary);
    if (!isKnown) {
        return failAt(at, fmt::format("invalid metric type {}", quoteGo(word.substr(0, kMaxQuotedBytes))));
    }
    m_type = *type;
    return Entry::kType;
}

void ScrapeParser::setHelp(std::string_view raw, bool quotes) {
    m_text.clear();
    appendUnescaped(m_text, raw, quotes);
}

ScrapeParser::Failure ScrapeParser::failAt(const char* at, std::string reason) const {
    const auto lineNumber = 1 + std::count(m_begin, at, '\n');
    const auto offset = static_cast<std::uint32_t>(at - m_begin);
    const auto* const lineEnd = std::find(at, m_end, '\n');
    return fail(ErrorCode::kInvalidArgument, fmt::format("line {}: {}", lineNumber, reason),
                {offset, std::max(offset, static_cast<std::uint32_t>(lineEnd - m_begin))});
}

} // namespace hearth::exposition
