// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "simulation/tsdb_model/run.h"

namespace hearth::tests {
namespace {

bool isSupported(const auto& result) {
    return result || result.error().code() != ErrorCode::kUnsupported;
}

/// Whether a histogram that is written can be read.
bool keepsHistograms(tsdb::Db& db, model::TimestampMs now) {
    SampleSource source(true);
    Dice dice(1);
    const auto item = source.next(5, now, true, true, dice);
    const auto appender = db.appender();
    const auto ref = appender->series(labelsOf(5));
    std::vector<storage::Rejection> rejected;
    const storage::RefHistogram sample{ref.value_or(0), item.time, *item.histogram};
    appender->appendHistograms(std::span(&sample, 1), rejected);
    std::string problem;
    return rejected.empty() && appender->commit() &&
           readDb(db, {}, kAllTime, problem)[labelsOf(5).toString()].contains(now);
}

bool takesOutOfOrder(tsdb::Db& db, model::TimestampMs now) {
    const auto appender = db.appender();
    const auto ref = appender->series({{"__name__", "probe"}});
    std::vector<storage::Rejection> rejected;
    for (const auto time : {now, now - 1000}) {
        const storage::RefSample sample{ref.value_or(0), time, 1};
        appender->append(std::span(&sample, 1), rejected);
    }
    if (!rejected.empty() || !appender->commit()) {
        return false;
    }
    std::string problem;
    return readDb(db, {}, kAllTime, problem)[R"(probe)"].size() == 2;
}

} // namespace

Features Features::probe() {
    FakeFileSystem files;
    FakeClock clock;
    instrument::Registry registry;
    tsdb::DbOptions options;
    options.directory = "/probe";
    options.storageThread = false;
    options.outOfOrderWindow = model::kHourMs;
    const auto db = tsdb::Db::open(options, files, clock, registry, Log());
    if (!db) {
        return {};
    }
    const std::vector<model::Matchers> sets{
        {model::Matcher::create(model::MatchType::kEqual, "__name__", "nothing").value()}};
    Features features;
    features.deletion = isSupported((*db)->deleteSeries(kAllTime, sets));
    features.cleaning = isSupported((*db)->cleanTombstones());
    features.snapshots = isSupported((*db)->snapshot(true));
    features.histograms = keepsHistograms(**db, clock.nowMs());
    features.outOfOrder = takesOutOfOrder(**db, clock.nowMs());
    return features;
}

std::string Features::toString() const {
    return fmt::format("histograms {}, out of order {}, deletion {}, cleaning {}, snapshots {}", histograms, outOfOrder,
                       deletion, cleaning, snapshots);
}

} // namespace hearth::tests
