// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/body_reader.h"

#include "scrape/fingerprint.h"
#include "scrape/series_labels.h"

namespace hearth::scrape {
namespace {

/// What the cache remembers of a gap: how many families were described so far and the type in force behind it.
constexpr unsigned kTypeShift = 32;

std::uint64_t gapMeaning(std::uint32_t families, model::MetricType type) {
    return std::uint64_t{static_cast<std::uint8_t>(type)} << kTypeShift | families;
}

} // namespace

bool BodyReader::hasOwnTime(const exposition::SampleLine& line) const {
    return line.time.has_value() && m_context.options.honorTimestamps;
}

model::TimestampMs BodyReader::timeOf(const exposition::SampleLine& line) const {
    return hasOwnTime(line) ? *line.time : m_context.scrapeTime;
}

bool BodyReader::tracked(const exposition::SampleLine& line) const {
    return !hasOwnTime(line) || m_context.options.trackTimestampsStaleness;
}

bool BodyReader::overLimit() const {
    const auto limit = m_context.options.limits.samples;
    return limit > 0 && m_counts.kept > limit;
}

Result<void> BodyReader::read(std::string_view body, exposition::TextFormat format) {
    exposition::ScrapeParser parser(body, format);
    m_format = format;
    m_gap = body.data();
    for (;;) {
        if (takeKnown(parser)) {
            continue;
        }
        const auto entry = HEARTH_TRY(parser.next());
        if (entry == exposition::Entry::kEnd) {
            break;
        }
        if (auto done = readOther(parser, entry); !done) {
            return done;
        }
    }
    if (overLimit()) {
        m_counts.sampleLimitExceeded = true;
        return fail(ErrorCode::kLimit, "sample limit exceeded");
    }
    return {};
}

/// The format is part of it: the other one reads the same bytes differently.
SeriesCache::Text BodyReader::textOf(std::string_view text) const {
    return {fingerprint(text, static_cast<std::uint64_t>(m_format)), text.size()};
}

/// Whether what the scrape before exposed next came again, and was taken.
bool BodyReader::takeKnown(exposition::ScrapeParser& parser) {
    auto& series = m_context.series;
    const auto* const known = series.expected();
    const auto rest = parser.rest();
    if (known == nullptr || rest.size() <= known->size || textOf(rest.substr(0, known->size)).print != known->print) {
        return false;
    }
    if (known->isGap()) {
        return skipKnownGap(parser, *known);
    }
    if (!parser.trySample(known->size)) {
        return false;
    }
    const auto& line = parser.sample();
    if (m_gap != rest.data()) [[unlikely]] {
        closeGap(rest.data(), parser.type());
    }
    take(series.takeExpected(tracked(line)), line);
    m_gap = parser.rest().data();
    return true;
}

bool BodyReader::skipKnownGap(exposition::ScrapeParser& parser, const SeriesCache::Entry& gap) {
    // Comments that were read before it, or families in another order: it is not what it was.
    if (m_gap != parser.rest().data() || m_context.series.gapVersion() != m_context.families.orderVersion()) {
        return false;
    }
    m_context.families.skipTo(static_cast<std::uint32_t>(gap.ref));
    parser.skip(gap.size, static_cast<model::MetricType>(gap.ref >> kTypeShift));
    m_context.series.takeExpectedGap();
    m_gap = parser.rest().data();
    return true;
}

/// A series begins at `end`: remembers what stood before it.
void BodyReader::closeGap(const char* end, model::MetricType type) {
    if (m_gap != end) {
        m_context.series.addGap(textOf({m_gap, static_cast<std::size_t>(end - m_gap)}),
                                gapMeaning(m_context.families.position(), type));
    }
}

Result<void> BodyReader::readOther(exposition::ScrapeParser& parser, exposition::Entry entry) {
    switch (entry) {
    case exposition::Entry::kHelp:
        m_context.families.setHelp(parser.metadataName(), parser.text());
        return {};
    case exposition::Entry::kType:
        m_context.families.setType(parser.metadataName(), parser.type());
        return {};
    case exposition::Entry::kUnit:
        m_context.families.setUnit(parser.metadataName(), parser.text());
        return {};
    default:
        return readNewLine(parser);
    }
}

Result<void> BodyReader::readNewLine(exposition::ScrapeParser& parser) {
    const auto& line = parser.sample();
    const auto text = textOf(line.series);
    auto& series = m_context.series;
    if (const auto* known = series.expected(); known != nullptr && known->isGap()) {
        series.passGap(); // what was read in its place is in m_gap
    }
    closeGap(line.series.data(), parser.type());
    m_gap = parser.rest().data();
    SeriesCache::Entry entry;
    if (const auto* known = series.expected(); known != nullptr && !known->isGap() && known->is(text)) {
        entry = series.takeExpected(tracked(line)); // the line has what only next() reads
    } else if (const auto* old = series.find(text); old != nullptr) {
        entry = series.add(text, old->ref, (old->flags & SeriesCache::kDropped) != 0, tracked(line));
    } else if (overLimit()) { // the scrape is lost already: the rest is only counted
        ++m_counts.scraped;
        ++m_counts.kept;
        return {};
    } else {
        auto resolved = resolve(parser, text, tracked(line));
        if (!resolved) {
            ++m_counts.scraped;
            return std::unexpected(std::move(resolved).error());
        }
        entry = *resolved;
    }
    take(entry, line);
    keepExemplar(parser, entry);
    return {};
}

/// Nothing where relabelling drops the series.
Result<std::optional<model::Labels>> BodyReader::labelsOf(exposition::ScrapeParser& parser) {
    m_views.clear();
    if (parser.appendLabelViews(m_views)) {
        if (auto merged = mergedLabels(m_views, m_context.targetLabels, m_context.options)) {
            return merged;
        }
    }
    m_pairs.clear();
    parser.appendLabels(m_pairs);
    return seriesLabels(m_pairs, m_context.targetLabels, m_context.options);
}

Result<SeriesCache::Entry> BodyReader::resolve(exposition::ScrapeParser& parser, const SeriesCache::Text& text,
                                               bool tracked) {
    const auto labels = labelsOf(parser);
    if (!labels) {
        m_counts.labelLimitExceeded = labels.error().code() == ErrorCode::kLimit;
        return std::unexpected(labels.error());
    }
    if (!*labels) {
        return m_context.series.add(text, 0, true, tracked);
    }
    const auto ref = HEARTH_TRY(m_context.appender.series(**labels));
    ++m_counts.seriesAdded;
    return m_context.series.add(text, ref, false, tracked);
}

void BodyReader::take(const SeriesCache::Entry& entry, const exposition::SampleLine& line) {
    ++m_counts.scraped;
    if ((entry.flags & SeriesCache::kDropped) != 0) {
        return;
    }
    ++m_counts.kept;
    if ((entry.flags & SeriesCache::kRepeated) != 0 && !hasOwnTime(line)) {
        ++m_counts.duplicates;
        return;
    }
    const auto time = timeOf(line);
    if (time > m_context.scrapeTime + kMaxAhead) {
        ++m_counts.outOfBounds;
        return;
    }
    m_samples.push_back({entry.ref, time, line.value});
}

/// As Prometheus: a series' exemplar is offered even where its sample was not taken, and what becomes of it fails no
/// scrape.
void BodyReader::keepExemplar(const exposition::ScrapeParser& parser, const SeriesCache::Entry& entry) {
    if (!parser.exemplar() || (entry.flags & SeriesCache::kDropped) != 0) {
        return;
    }
    auto labels = parser.exemplarLabels();
    if (!labels) {
        return; // a name twice: nothing can be looked up by it
    }
    const auto sampleTime = timeOf(parser.sample());
    const model::Exemplar exemplar{.labels = std::move(*labels),
                                   .time = parser.exemplar()->time.value_or(sampleTime),
                                   .value = parser.exemplar()->value};
    if (m_context.appender.exemplar(entry.ref, exemplar) == storage::RejectReason::kExemplarOutOfOrder) {
        ++m_counts.exemplarsOutOfOrder;
    }
}

} // namespace hearth::scrape
