// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
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

/// Reads what a target exposes, as leniently as Prometheus's scraper does: syntax is checked, meaning is not
/// (Prometheus: model/textparse). Pull style, one entry a call; views point into the body, which must outlive the
/// parser. Memory is bounded by one line. The first error ends the parse.
///
/// The scrape loop's fast path: as a target hardly changes, the loop knows what comes next. Before each next() it looks
/// at rest(), and where that begins with
///
///   - a series text of the scrape before: trySample(its size) reads only the numbers behind it, no labels;
///   - the comments that stood there in the scrape before: skip(their size, the type they stated).
///
/// Threads: thread-compatible.
class ScrapeParser {
  public:
    ScrapeParser(std::string_view body, TextFormat format);

    /// The next entry; comments and blank lines are skipped. kInvalidArgument with `line N: reason` and the range.
    Result<Entry> next();

    /// What was not read yet.
    std::string_view rest() const { return {m_next, static_cast<std::size_t>(m_end - m_next)}; }
    /// rest() begins with a whole series text of this size, as SampleLine::series gave it before: reads that line.
    /// False (and nothing read) where the line goes on in a way that only next() understands: exemplars, free blanks,
    /// errors.
    bool trySample(std::size_t seriesSize);
    /// rest() begins with whole lines that were read before, none of them a sample, after which type() was `type`:
    /// leaves them out.
    void skip(std::size_t size, model::MetricType type) {
        m_next += size;
        m_type = type;
    }

    /// After kSample or a successful trySample().
    const SampleLine& sample() const { return m_sample; }
    /// The exemplar of that line. Only OpenMetrics has them.
    const std::optional<ExemplarText>& exemplar() const { return m_exemplar; }
    /// Appends the labels of that line to `out`, see SeriesText::appendTo(). Duplicates are not looked for.
    void appendLabels(std::vector<model::Labels::Pair>& out);
    /// The same as views into the body, see SeriesText::appendViews().
    bool appendLabelViews(std::vector<RawLabel>& out);
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
    void scanLabels();
    void setHelp(std::string_view raw, bool quotes);
    Failure failAt(const char* at, std::string reason) const;

    const char* const m_begin;
    const char* const m_end;
    const TextFormat m_format;

    const char* m_next;           ///< Where the next entry is looked for.
    const char* m_entry;          ///< Where the latest entry begins.
    bool m_labelsScanned = false; ///< Whether m_series holds the latest sample's labels.

    SampleLine m_sample;
    std::optional<ExemplarText> m_exemplar;
    SeriesText m_series;
    model::MetricType m_type = model::MetricType::kUnknown;
    std::string m_metadataName;
    std::string m_text;
};

} // namespace hearth::exposition
