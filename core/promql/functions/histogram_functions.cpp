// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

#include "base/number_format.h"
#include "base/text.h"
#include "promql/functions/call_site.h"
#include "promql/functions/histogram_notes.h"
#include "promql/functions/native_histogram.h"
#include "promql/label_drop.h"
#include "promql/numeric/bucket_quantile.h"
#include "promql/numeric/histogram_quantile.h"
#include "promql/numeric/quantile.h"

namespace hearth::promql {

namespace {

const std::string kBucketLabel = "le";

struct BucketRow {
    double upperBound = 0;
    std::uint32_t row = 0;
};

/// One classic histogram: its rows sorted by bound.
struct ClassicHistogram {
    SeriesKey key; ///< Without `le`.
    std::vector<BucketRow> rows;
};

std::string badBucketLabel(const model::Labels& labels) {
    std::string text = fmt::format("bucket label \"{}\" is missing or has a malformed value of {}", kBucketLabel,
                                   quoteGo(labels.value(kBucketLabel)));
    if (!labels.metricName().empty()) {
        text += " for metric name " + quoteGo(labels.metricName());
    }
    return text;
}

/// The classic histograms of a vector.
struct Histograms {
    std::size_t arg; ///< Whose buckets these are.
    Table table;
    std::vector<ClassicHistogram> list;
};

using KnownHistograms = std::unordered_map<model::Labels, std::size_t, model::LabelsHash>;

/// A native and a classic histogram of the same name and labels say the same thing twice: neither counts.
void dropConflicts(Histograms& histograms, const KnownHistograms& known, const CallSite& site) {
    Table& table = histograms.table;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const auto cells = table.row(row);
        const auto classic = known.find(table.keys()[row].labels);
        if (classic == known.end() || !holdsHistograms(cells, site.context().histograms)) {
            continue;
        }
        for (std::size_t step = 0; step < cells.size(); ++step) {
            bool conflict = false;
            for (const BucketRow& bucket : histograms.list[classic->second].rows) {
                double& count = table.row(bucket.row)[step];
                if (isHistogram(cells[step]) && !isAbsent(count) && !isHistogram(count)) {
                    conflict = true;
                    count = absentValue();
                }
            }
            if (conflict) {
                cells[step] = absentValue();
                site.context().annotations.warning(
                    withMetricName("vector contains a mix of classic and native histograms",
                                   table.keys()[row].labels.metricName()),
                    site.where(histograms.arg));
            }
        }
    }
}

bool holdsOnlyNative(std::span<const double> cells) {
    return std::ranges::all_of(cells, [](double cell) { return isAbsent(cell) || isHistogram(cell); });
}

/// Of argument `arg`; series that are not buckets are left out with a warning.
Result<Histograms> readHistograms(const CallSite& site, std::size_t arg) {
    Histograms histograms{arg, HEARTH_TRY(site.mixedTable(arg)), {}};
    const Table& table = histograms.table;
    KnownHistograms known;
    for (std::uint32_t row = 0; row < table.size(); ++row) {
        const SeriesKey& key = table.keys()[row];
        if (holdsOnlyNative(table.row(row))) {
            continue;
        }
        const std::string_view text = key.labels.value(kBucketLabel);
        const std::optional<double> bound = parseFloat(text);
        if (!bound) {
            site.context().annotations.warning(badBucketLabel(key.labels), site.where(arg));
            continue;
        }
        model::Labels labels = key.labels.without(std::span(&kBucketLabel, 1));
        const auto [entry, isNew] = known.try_emplace(labels, histograms.list.size());
        if (isNew) {
            histograms.list.push_back({{std::move(labels), key.dropName}, {}});
        }
        histograms.list[entry->second].rows.push_back({*bound, row});
    }
    dropConflicts(histograms, known, site);
    for (ClassicHistogram& histogram : histograms.list) {
        std::ranges::stable_sort(histogram.rows, {}, &BucketRow::upperBound);
    }
    return histograms;
}

/// The buckets that have a value at `step`.
void bucketsAt(const ClassicHistogram& histogram, const Table& table, std::size_t step,
               std::vector<ClassicBucket>& out) {
    out.clear();
    for (const BucketRow& bucket : histogram.rows) {
        const double count = table.row(bucket.row)[step];
        if (!isAbsent(count) && !isHistogram(count)) {
            out.push_back({bucket.upperBound, count});
        }
    }
}

/// Collects over all steps what had to be repaired, to say it once.
struct Repairs {
    MonotonicityFix worst;
    std::size_t samples = 0;
    model::TimestampMs first = 0;
    model::TimestampMs last = 0;

    void add(const MonotonicityFix& fix, model::TimestampMs time) {
        if (!fix.forced) {
            return;
        }
        if (samples++ == 0) {
            worst = fix;
            first = time;
        }
        worst.lowestBound = std::min(worst.lowestBound, fix.lowestBound);
        worst.highestBound = std::max(worst.highestBound, fix.highestBound);
        worst.largestDifference = std::max(worst.largestDifference, fix.largestDifference);
        last = time;
    }

    std::string text() const {
        return fmt::format("input to histogram_quantile needed to be fixed for monotonicity (see "
                           "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile), "
                           "from buckets {} to {}, with a max diff of {}, over {} samples from {} to {}",
                           messageNumber(worst.lowestBound), messageNumber(worst.highestBound),
                           messageNumber(worst.largestDifference), samples, model::formatRfc3339(first),
                           model::formatRfc3339(last));
    }
};

/// One row a histogram, `compute(buckets, step)` at each step at which it has a bucket.
template <class Compute>
Result<Table> perHistogram(const CallSite& site, const Histograms& histograms, const Compute& compute) {
    const Table& table = histograms.table;
    std::vector<SeriesKey> keys;
    for (const ClassicHistogram& histogram : histograms.list) {
        keys.push_back(withNameDropped(histogram.key, site.context().options));
    }
    Table result(table.width(), site.context().budget);
    HEARTH_TRY(result.create(std::move(keys)));
    HEARTH_TRY(result.charge(histograms.list.size() * table.width()));
    const auto body = [&](std::size_t index, Scratch&) -> Result<void> {
        std::vector<ClassicBucket> buckets;
        Repairs repairs;
        for (std::size_t step = 0; step < table.width(); ++step) {
            bucketsAt(histograms.list[index], table, step, buckets);
            if (!buckets.empty()) {
                MonotonicityFix fix;
                result.row(index)[step] = compute(buckets, step, fix);
                repairs.add(fix, site.steps.at(step));
            }
        }
        if (repairs.samples > 0) {
            site.context().annotations.info(repairs.text(), site.where(histograms.arg));
        }
        return {};
    };
    HEARTH_TRY(site.context().forEach(histograms.list.size(), body));
    return uniteDuplicates(std::move(result), Duplicates::kMerge);
}

void tell(const CallSite& site, const Histograms& histograms, const SeriesKey& key, std::string text) {
    site.context().annotations.info(withMetricName(std::move(text), key.labels.metricName()),
                                    site.where(histograms.arg));
}

/// What classic histograms yield, and beside it what native ones do.
Result<Table> withNative(const CallSite& site, const Histograms& histograms, Table classic,
                         const NativeFigure& figure) {
    if (site.context().histograms.empty()) {
        return classic;
    }
    Table native = HEARTH_TRY(figuresOfNative(histograms.table, figure, site.context()));
    std::vector<Table> both;
    both.push_back(std::move(native));
    both.push_back(std::move(classic));
    return concatenate(both, site.steps.count, site.context().budget);
}

Result<Table> quantileTable(const CallSite& site, const Histograms& histograms, const Column& q, SourceRange where) {
    const auto compute = [&](std::vector<ClassicBucket>& buckets, std::size_t step, MonotonicityFix& fix) {
        return bucketQuantile(q[step], buckets, fix);
    };
    for (const double one : q) {
        if (isUnusualQuantile(one)) {
            site.context().annotations.warning(quantileWarning(one), where);
        }
    }
    const NativeFigure figure = [&](const model::FloatHistogram& histogram, std::size_t step, const SeriesKey& key) {
        auto effect = NanEffect::kNone;
        const double quantile = nativeQuantile(q[step], histogram, effect);
        if (effect != NanEffect::kNone) {
            const auto* const outcome = effect == NanEffect::kNan ? "NaN" : "skewed higher";
            tell(site, histograms, key,
                 fmt::format("input to histogram_quantile has NaN observations, result is {}", outcome));
        }
        return quantile;
    };
    return withNative(site, histograms, HEARTH_TRY(perHistogram(site, histograms, compute)), figure);
}

} // namespace

Result<StreamPtr> callHistogramQuantile(const CallSite& site) {
    const Column q = HEARTH_TRY(site.scalar(0));
    const Histograms histograms = HEARTH_TRY(readHistograms(site, 1));
    return std::make_unique<TableStream>(HEARTH_TRY(quantileTable(site, histograms, q, site.where(0))));
}

Result<StreamPtr> callHistogramQuantiles(const CallSite& site) {
    constexpr std::size_t kFirstQuantile = 2;
    const std::string& label = site.text(1);
    if (!model::isLabelName(label)) {
        return fail(ErrorCode::kInternal, fmt::format("invalid label name in histogram_quantiles(): {}", label));
    }
    const Histograms histograms = HEARTH_TRY(readHistograms(site, 0));
    std::vector<Table> parts;
    for (std::size_t arg = kFirstQuantile; arg < site.argCount(); ++arg) {
        const Column q = HEARTH_TRY(site.scalar(arg));
        Table part = HEARTH_TRY(quantileTable(site, histograms, q, site.where(arg)));
        std::string value;
        appendFloatOpenMetrics(value, q.front());
        for (SeriesKey& key : part.keys()) {
            key.labels = model::LabelsBuilder(key.labels).set(label, value).labels();
        }
        parts.push_back(std::move(part));
    }
    return std::make_unique<TableStream>(HEARTH_TRY(concatenate(parts, site.steps.count, site.context().budget)));
}

Result<StreamPtr> callHistogramFraction(const CallSite& site) {
    const Column lower = HEARTH_TRY(site.scalar(0));
    const Column upper = HEARTH_TRY(site.scalar(1));
    const Histograms histograms = HEARTH_TRY(readHistograms(site, 2));
    const auto compute = [&](std::vector<ClassicBucket>& buckets, std::size_t step, MonotonicityFix&) {
        return bucketFraction(lower[step], upper[step], buckets);
    };
    const NativeFigure figure = [&](const model::FloatHistogram& histogram, std::size_t step, const SeriesKey& key) {
        auto effect = NanEffect::kNone;
        const double fraction = nativeFraction(lower[step], upper[step], histogram, effect);
        if (effect != NanEffect::kNone) {
            tell(site, histograms, key,
                 "input to histogram_fraction has NaN observations, which are excluded from all fractions");
        }
        return fraction;
    };
    Table classic = HEARTH_TRY(perHistogram(site, histograms, compute));
    return std::make_unique<TableStream>(HEARTH_TRY(withNative(site, histograms, std::move(classic), figure)));
}

} // namespace hearth::promql
