// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/columns_edit.h"

#include <algorithm>
#include <limits>

namespace hearth::tsdb {
namespace {

constexpr auto kEnd = std::numeric_limits<model::TimestampMs>::max();

template <class Keep>
void keepOnly(model::Columns& columns, ColumnsMark since, Keep keep) {
    auto kept = since.floats;
    for (auto i = since.floats; i < columns.times.size(); ++i) {
        if (keep(columns.times[i])) {
            columns.times[kept] = columns.times[i];
            columns.values[kept++] = columns.values[i];
        }
    }
    columns.times.resize(kept);
    columns.values.resize(kept);
    const auto begin = columns.histograms.begin() + static_cast<std::ptrdiff_t>(since.histograms);
    columns.histograms.erase(
        std::remove_if(begin, columns.histograms.end(), [&](const auto& histogram) { return !keep(histogram.time); }),
        columns.histograms.end());
}

model::HistogramValue withoutHint(const model::HistogramValue& value) {
    return std::visit(
        [](const auto& histogram) -> model::HistogramValue {
            using enum model::CounterResetHint;
            if (histogram->hint == kUnknown || histogram->hint == kGauge) {
                return histogram;
            }
            auto copy = std::make_shared<std::remove_cvref_t<decltype(*histogram)>>(*histogram);
            copy->hint = kUnknown;
            return std::shared_ptr<const std::remove_cvref_t<decltype(*histogram)>>(std::move(copy));
        },
        value);
}

/// Walks the samples of columns in the order of time.
class Walk {
  public:
    explicit Walk(const model::Columns& columns)
        : m_columns(columns) {}

    bool atEnd() const { return m_float == m_columns.times.size() && m_histogram == m_columns.histograms.size(); }
    model::TimestampMs time() const { return std::min(floatTime(), histogramTime()); }
    void skip() { isFloat() ? ++m_float : ++m_histogram; }
    void takeInto(model::Columns& out, bool continues) {
        if (isFloat()) {
            out.times.push_back(m_columns.times[m_float]);
            out.values.push_back(m_columns.values[m_float++]);
            return;
        }
        const auto& histogram = m_columns.histograms[m_histogram++];
        out.histograms.push_back({histogram.time, continues ? histogram.value : withoutHint(histogram.value)});
    }

  private:
    bool isFloat() const {
        return m_float != m_columns.times.size() &&
               (m_histogram == m_columns.histograms.size() || floatTime() <= histogramTime());
    }
    model::TimestampMs floatTime() const { return m_float == m_columns.times.size() ? kEnd : m_columns.times[m_float]; }
    model::TimestampMs histogramTime() const {
        return m_histogram == m_columns.histograms.size() ? kEnd : m_columns.histograms[m_histogram].time;
    }

    const model::Columns& m_columns;
    std::size_t m_float = 0;
    std::size_t m_histogram = 0;
};

} // namespace

void trim(model::Columns& columns, ColumnsMark since, model::TimeRange range) {
    const auto begin = columns.times.begin() + static_cast<std::ptrdiff_t>(since.floats);
    const auto last =
        static_cast<std::size_t>(std::upper_bound(begin, columns.times.end(), range.end) - columns.times.begin());
    columns.times.resize(last);
    columns.values.resize(last);
    const auto start = static_cast<std::ptrdiff_t>(since.floats);
    const auto first =
        std::lower_bound(columns.times.begin() + start, columns.times.end(), range.begin) - columns.times.begin();
    columns.times.erase(columns.times.begin() + start, columns.times.begin() + first);
    columns.values.erase(columns.values.begin() + start, columns.values.begin() + first);
    const auto histograms = columns.histograms.begin() + static_cast<std::ptrdiff_t>(since.histograms);
    columns.histograms.erase(
        std::remove_if(histograms, columns.histograms.end(),
                       [&](const auto& sample) { return sample.time < range.begin || sample.time > range.end; }),
        columns.histograms.end());
}

void erase(model::Columns& columns, ColumnsMark since, std::span<const model::TimeRange> intervals) {
    if (intervals.empty()) {
        return;
    }
    keepOnly(columns, since, [&](model::TimestampMs time) {
        const auto at = std::ranges::lower_bound(intervals, time, {}, &model::TimeRange::end);
        return at == intervals.end() || time < at->begin;
    });
}

void merge(const model::Columns& a, const model::Columns& b, model::Columns& out) {
    Walk first(a);
    Walk second(b);
    const Walk* last = nullptr;
    while (!first.atEnd() || !second.atEnd()) {
        auto& next = second.atEnd() || (!first.atEnd() && first.time() <= second.time()) ? first : second;
        const auto time = next.time();
        next.takeInto(out, last == nullptr || last == &next);
        last = &next;
        for (auto* const walk : {&first, &second}) {
            while (!walk->atEnd() && walk->time() == time) {
                walk->skip();
            }
        }
    }
}

} // namespace hearth::tsdb
