// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "exposition/series_text.h"
#include "model/labels.h"
#include "model/metadata.h"
#include "model/time.h"

namespace hearth::exposition {

enum class Entry : std::uint8_t {
    kSample, ///< See ScrapeParser::sample().
    kHelp,   ///< See metadataName() and text().
    kType,   ///< See metadataName() and type().
    kUnit,   ///< OpenMetrics only; see metadataName() and text().
    kEnd,    ///< The input was read to its end without an error.
};

/// One sample line. `series` is the raw text from the first byte of the name to the end of the name or its `}`.
struct SampleLine {
    std::string_view series;
    double value = 0;
    std::optional<model::TimestampMs> time;
};

/// An exemplar as exposed; its labels are built on demand.
struct ExemplarText {
    std::string_view labels; ///< Raw, with the braces.
    double value = 0;
    std::optional<model::TimestampMs> time;
};

/// What a scrape loop remembers of one line of the previous body, by offsets into that body: 12 bytes a line.
struct KnownLine {
    std::uint32_t begin = 0;
    std::uint32_t seriesSize = 0; ///< 0 for HELP, TYPE and UNIT.
    std::uint32_t lineSize = 0;   ///< With the final LF; equal to seriesSize where the line had none.
};

enum class LineMatch : std::uint8_t {
    kDifferent,  ///< Nothing was read: call next().
    kSameSeries, ///< The same series with new numbers, now in sample() and exemplar().
    kSameLine,   ///< The very same bytes, which were skipped: value, time and exemplar are those of the last time.
};

/// Reads what a target exposes, as leniently as Prometheus's scraper does: syntax is checked, meaning is not
/// (Prometheus: model/textparse). Pull style, one entry a call; views point into the body, which must outlive the
/// parser. Memory is bounded by one line. The first error ends the parse.
///
/// The scrape loop's fast path. It keeps the previous body and, in order, a KnownLine with the series reference and
/// last value of each entry. Before each next() it offers the KnownLine that followed the last match:
///
///     switch (parser.tryLine(previousBody, known[i].line)) {
///     case LineMatch::kSameLine:   append(known[i].ref, known[i].value); break;       // no number parsed
///     case LineMatch::kSameSeries: append(known[i].ref, parser.sample().value); break; // no hash, no labels
///     case LineMatch::kDifferent:  // parser.next(), then look for sample().series among the later lines
///     }
///
/// A loop that keeps its series texts elsewhere uses trySample().
/// Threads: thread-compatible.
class ScrapeParser {
  public:
    ScrapeParser(std::string_view body, TextFormat format);

    /// The next entry; comments and blank lines are skipped. kInvalidArgument with `line N: reason` and the range.
    Result<Entry> next();

    /// Compares what comes next with a line of the previous scrape. Costs one memcmp of the series and one of the rest.
    LineMatch tryLine(std::string_view previousBody, KnownLine known);
    /// Reads the next line if it is a sample of exactly this series text; false (and nothing read) where it is not, or
    /// where only next() can tell what is wrong with it.
    bool trySample(std::string_view series);

    /// After kSample, kSameSeries or a successful trySample().
    const SampleLine& sample() const { return m_sample; }
    /// The exemplar of that line. Only OpenMetrics has them.
    const std::optional<ExemplarText>& exemplar() const { return m_exemplar; }
    /// Appends the labels of that line to `out`, see SeriesText::appendTo(). Duplicates are not looked for.
    void appendLabels(std::vector<model::Labels::Pair>& out);
    /// The labels of that line; kInvalidArgument where a name stands twice.
    Result<model::Labels> labels();
    /// The labels of the exemplar; empty where there is none.
    Result<model::Labels> exemplarLabels() const;

    /// The type stated by the latest TYPE line, whatever its name (the type of a series is no more than that).
    model::MetricType type() const { return m_type; }
    /// After kHelp, kType, kUnit: the family's name.
    const std::string& metadataName() const { return m_metadataName; }
    /// After kHelp, kUnit: the text with escapes undone.
    const std::string& text() const { return m_text; }

    /// The entry just read, for the next scrape to compare with.
    KnownLine line() const;

  private:
    using Failure = std::unexpected<Error>;

    Result<Entry> nextPrometheus();
    Result<Entry> readPrometheusSample(const char* at);
    Result<std::optional<Entry>> readPrometheusComment(const char* at);

    Result<Entry> nextOpenMetrics();
    Result<Entry> readOpenMetricsSample(const char* at);
    Result<const char*> readOpenMetricsTime(const char* at, std::optional<model::TimestampMs>& time);
    Result<const char*> readExemplar(const char* at);
    Result<Entry> readOpenMetricsMetadata(const char* at);
    Result<Entry> readUnit();
    Result<Entry> readEof(const char* at);

    Result<const char*> readSeries(const char* at);
    Result<const char*> readValue(const char* at, double& value, std::string_view what);
    Result<const char*> readMetadataName(const char* at, std::string_view keyword);
    Result<Entry> readType(std::string_view word, const char* at);
    bool finishKnownSeries(const char* at);
    void setHelp(std::string_view raw, bool quotes);
    Failure failAt(const char* at, std::string reason) const;

    const char* const m_begin;
    const char* const m_end;
    const TextFormat m_format;

    const char* m_next;             ///< Where the next entry is looked for.
    const char* m_entry;            ///< Where the latest entry begins.
    std::uint32_t m_seriesSize = 0; ///< Of the latest entry.
    bool m_labelsScanned = false;   ///< Whether m_series holds the latest sample's labels.

    SampleLine m_sample;
    std::optional<ExemplarText> m_exemplar;
    SeriesText m_series;
    model::MetricType m_type = model::MetricType::kUnknown;
    std::string m_metadataName;
    std::string m_text;
};

} // namespace hearth::exposition
