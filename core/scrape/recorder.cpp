// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/recorder.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "base/elapsed.h"
#include "scrape/negotiation.h"
#include "scrape/series_labels.h"

namespace hearth::scrape {
namespace {

enum Report : std::size_t {
    kUp,
    kDuration,
    kSamplesScraped,
    kSamplesKept,
    kSeriesAdded,
    kTimeout, // from here on only with `extra_scrape_metrics`
    kSampleLimit,
    kBodyBytes,
};
constexpr std::array<std::string_view, std::tuple_size_v<ReportRefs>> kReportNames{
    "up",
    "scrape_duration_seconds",
    "scrape_samples_scraped",
    "scrape_samples_post_metric_relabeling",
    "scrape_series_added",
    "scrape_timeout_seconds",
    "scrape_sample_limit",
    "scrape_body_size_bytes",
};

/// Buffers larger than this are given back after a scrape.
constexpr std::size_t kKeptSamples = 65'536;

} // namespace

void Recorder::record(const Scrape& scrape, const Result<Fetched>& fetched) {
    auto outcome = store(scrape, fetched);
    const auto seconds = secondsSince(scrape.started, m_clock);
    m_metrics.duration.observe(seconds);
    scrape.status.set({.health = outcome.error ? Health::kDown : Health::kUp,
                       .lastError = outcome.error ? outcome.error->message() : std::string(),
                       .lastScrape = scrape.time,
                       .lastSeconds = seconds,
                       .lastSamples = outcome.counts.scraped});
}

Recorder::Outcome Recorder::store(const Scrape& scrape, const Result<Fetched>& fetched) {
    Outcome outcome;
    if (!fetched) {
        outcome.error = fetched.error();
        if (fetched.error().code() == ErrorCode::kLimit) {
            outcome.bodyBytes = -1;
            m_metrics.bodySizeExceeded.increment();
        }
        storeFailure(scrape, outcome);
        return outcome;
    }
    outcome.bodyBytes = static_cast<std::int64_t>(fetched->body.size());
    // A second try resolves all labels anew, where the storage had removed series that the cache still named.
    if (!storeOnce(scrape, *fetched, outcome, false)) {
        scrape.memory.series.forgetTexts();
        scrape.memory.reports = {};
        storeOnce(scrape, *fetched, outcome, true);
    }
    return outcome;
}

bool Recorder::storeOnce(const Scrape& scrape, const Fetched& fetched, Outcome& outcome, bool lastTry) {
    m_samples.clear();
    m_rejected.clear();
    auto appender = m_storage.appender();
    SeriesCache::Pass series(scrape.memory.series);
    FamilyStore::Pass families(scrape.status.families);
    BodyReader reader({.options = scrape.options,
                       .targetLabels = scrape.target.labels,
                       .scrapeTime = scrape.time,
                       .appender = *appender,
                       .series = series,
                       .families = families},
                      m_samples);
    Result<void> read;
    if (!fetched.body.empty()) {
        const auto format = formatOf(fetched.contentType, scrape.options);
        read = format ? reader.read(fetched.body, *format) : std::unexpected(format.error());
    }
    outcome.counts = reader.counts();
    if (!read) {
        outcome.error = std::move(read).error();
        appender->rollback();
        storeFailure(scrape, outcome);
        return true;
    }
    families.finish();
    const auto bodySamples = m_samples.size();
    addReport(scrape, outcome, *appender);
    appender->append(m_samples, m_rejected);
    appendMarkers(series.vanished(), scrape.time, *appender);
    if (!lastTry && hasUnknownSeries()) {
        appender->rollback();
        return false;
    }
    if (auto committed = appender->commit(); !committed) {
        outcome.error = std::move(committed).error();
        return true;
    }
    series.accept(families.orderVersion());
    countRejections(scrape, outcome.counts, bodySamples);
    if (m_samples.capacity() > kKeptSamples) {
        m_samples = {};
    }
    return true;
}

/// Nothing of a failed scrape is kept: all that was alive ends here.
void Recorder::storeFailure(const Scrape& scrape, Outcome& outcome) {
    if (outcome.counts.sampleLimitExceeded) {
        m_metrics.sampleLimitExceeded.increment();
    }
    if (outcome.counts.labelLimitExceeded) {
        m_metrics.labelLimitExceeded.increment();
    }
    m_samples.clear();
    m_rejected.clear();
    auto appender = m_storage.appender();
    addReport(scrape, outcome, *appender);
    appender->append(m_samples, m_rejected);
    if (hasUnknownSeries()) {
        scrape.memory.reports = {};
    }
    appendMarkers(scrape.memory.series.liveSeries(), scrape.time, *appender);
    if (auto committed = appender->commit(); !committed) {
        m_log.warn("could not store the report of a failed scrape",
                   {{"target", scrape.target.url}, {"err", committed.error().message()}});
        return;
    }
    scrape.memory.series.markedStale();
}

/// The last thing that an appender is given. A marker that comes late is dropped, for somebody else goes on with the
/// series; so is one of a series that is gone.
void Recorder::appendMarkers(std::span<const storage::SeriesRef> refs, model::TimestampMs time,
                             storage::Appender& appender) {
    if (refs.empty()) {
        return;
    }
    m_markers.clear();
    for (const auto ref : refs) {
        m_markers.push_back({ref, time, model::staleNan()});
    }
    m_rejectedMarkers.clear();
    appender.discardOutOfOrder();
    appender.append(m_markers, m_rejectedMarkers);
}

void Recorder::addReport(const Scrape& scrape, const Outcome& outcome, storage::Appender& appender) {
    const auto add = [&](std::size_t which, double value) { addReportSample(scrape, which, value, appender); };
    add(kUp, outcome.error ? 0 : 1);
    add(kDuration, secondsSince(scrape.started, m_clock));
    add(kSamplesScraped, static_cast<double>(outcome.counts.scraped));
    add(kSamplesKept, static_cast<double>(outcome.counts.kept));
    add(kSeriesAdded, static_cast<double>(outcome.counts.seriesAdded));
    if (scrape.options.extraScrapeMetrics) {
        add(kTimeout, static_cast<double>(scrape.target.timeout) / 1000);
        add(kSampleLimit, static_cast<double>(scrape.options.limits.samples));
        add(kBodyBytes, static_cast<double>(outcome.bodyBytes));
    }
}

void Recorder::addReportSample(const Scrape& scrape, std::size_t which, double value, storage::Appender& appender) {
    auto& ref = scrape.memory.reports[which];
    if (ref == 0) {
        const auto made = appender.series(reportLabels(kReportNames[which], scrape.target.labels));
        if (!made) {
            return; // the storage takes nothing now; commit() says why
        }
        ref = *made;
    }
    m_samples.push_back({ref, scrape.time, value});
}

bool Recorder::hasUnknownSeries() const {
    return std::ranges::any_of(m_rejected,
                               [](const auto& r) { return r.reason == storage::RejectReason::kUnknownSeries; });
}

void Recorder::countRejections(const Scrape& scrape, const BodyCounts& counts, std::size_t samples) {
    auto duplicates = counts.duplicates;
    auto outOfBounds = counts.outOfBounds;
    std::uint64_t outOfOrder = 0;
    for (const auto& rejection : m_rejected) {
        if (rejection.index >= samples) {
            continue; // a report: somebody newer was there first
        }
        switch (rejection.reason) {
        case storage::RejectReason::kDuplicate:
            ++duplicates;
            break;
        case storage::RejectReason::kOutOfOrder:
            ++outOfOrder;
            break;
        default:
            ++outOfBounds;
            break;
        }
    }
    m_metrics.duplicateTimestamp.increment(duplicates);
    m_metrics.outOfOrder.increment(outOfOrder);
    m_metrics.outOfBounds.increment(outOfBounds);
    if (duplicates + outOfOrder + outOfBounds > 0) {
        m_log.warn("some samples of a scrape were not stored", {{"scrape_pool", scrape.options.jobName},
                                                                {"target", scrape.target.url},
                                                                {"duplicate", std::to_string(duplicates)},
                                                                {"out_of_order", std::to_string(outOfOrder)},
                                                                {"out_of_bounds", std::to_string(outOfBounds)}});
    }
    if (counts.exemplarsOutOfOrder > 0) {
        m_metrics.exemplarOutOfOrder.increment(counts.exemplarsOutOfOrder);
        m_log.warn("some exemplars of a scrape were out of order",
                   {{"scrape_pool", scrape.options.jobName},
                    {"target", scrape.target.url},
                    {"dropped", std::to_string(counts.exemplarsOutOfOrder)}});
    }
}

void Recorder::markEnded(const Target& target, const PoolOptions& options, TargetMemory& memory,
                         model::TimestampMs time) {
    auto ended = memory.series.liveSeries();
    std::ranges::copy_if(memory.reports, std::back_inserter(ended), [](storage::SeriesRef ref) { return ref != 0; });
    if (ended.empty()) {
        return;
    }
    auto appender = m_storage.appender();
    appendMarkers(ended, time, *appender);
    memory.series.markedStale();
    if (auto committed = appender->commit(); !committed) {
        m_log.warn("could not mark the series of a removed target as ended",
                   {{"scrape_pool", options.jobName}, {"target", target.url}, {"err", committed.error().message()}});
    }
}

} // namespace hearth::scrape
