// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/body_reader.h"

#include "scrape/series_labels.h"

namespace hearth::scrape {

std::optional<model::TimestampMs> BodyReader::ownTime(const exposition::SampleLine& line) const {
    return m_context.options.honorTimestamps ? line.time : std::nullopt;
}

bool BodyReader::tracked(const exposition::SampleLine& line) const {
    return !ownTime(line) || m_context.options.trackTimestampsStaleness;
}

bool BodyReader::overLimit() const {
    const auto limit = m_context.options.limits.samples;
    return limit > 0 && m_counts.kept > limit;
}

Result<void> BodyReader::read(std::string_view body, exposition::TextFormat format) {
    exposition::ScrapeParser parser(body, format);
    for (;;) {
        if (parser.trySample(m_context.series.expected())) {
            const auto& line = parser.sample();
            take(m_context.series.takeExpected(tracked(line)), line);
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
    if (const auto* known = m_context.series.find(line.series)) {
        const bool dropped = (known->flags & SeriesCache::kDropped) != 0;
        take(m_context.series.add(line.series, known->ref, dropped, tracked(line)), line);
        return {};
    }
    // Over the limit the scrape is lost already: the rest is only counted.
    if (overLimit()) {
        ++m_counts.scraped;
        ++m_counts.kept;
        return {};
    }
    const auto entry = resolve(parser, tracked(line));
    if (!entry) {
        ++m_counts.scraped;
        return std::unexpected(entry.error());
    }
    take(*entry, line);
    return {};
}

Result<SeriesCache::Entry> BodyReader::resolve(exposition::ScrapeParser& parser, bool tracked) {
    m_pairs.clear();
    parser.appendLabels(m_pairs);
    const auto labels = seriesLabels(m_pairs, m_context.targetLabels, m_context.options);
    if (!labels) {
        m_counts.labelLimitExceeded = labels.error().code() == ErrorCode::kLimit;
        return std::unexpected(labels.error());
    }
    const auto text = parser.sample().series;
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
    const auto own = ownTime(line);
    if ((entry.flags & SeriesCache::kRepeated) != 0 && !own) {
        ++m_counts.duplicates;
        return;
    }
    const auto time = own.value_or(m_context.scrapeTime);
    if (time > m_context.scrapeTime + kMaxAhead) {
        ++m_counts.outOfBounds;
        return;
    }
    m_samples.push_back({entry.ref, time, line.value});
}

} // namespace hearth::scrape
