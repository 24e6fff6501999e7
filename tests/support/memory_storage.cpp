// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/memory_storage.h"

#include <algorithm>
#include <set>
#include <utility>

namespace hearth::tests {

class MemorySeries final : public storage::Series {
  public:
    MemorySeries(MemoryStorage& storage, const MemoryStorage::Stored& stored, model::Labels labels,
                 model::TimeRange visible)
        : m_storage(storage)
        , m_stored(stored)
        , m_labels(std::move(labels))
        , m_visible(visible) {}

    const model::Labels& labels() const override { return m_labels; }
    model::Labels takeLabels() override { return std::exchange(m_labels, {}); }

    Result<void> read(model::TimeRange range, storage::Columns& out) override {
        range = {std::max(range.begin, m_visible.begin), std::min(range.end, m_visible.end)};
        const auto isInside = [&](model::TimestampMs time) { return time >= range.begin && time <= range.end; };
        if (std::ranges::any_of(m_stored.foreign, isInside)) {
            m_storage.m_foreignRead = true;
        }
        const storage::Columns& samples = m_stored.samples;
        const auto first = std::ranges::lower_bound(samples.times, range.begin) - samples.times.begin();
        const auto last = std::max(std::ranges::upper_bound(samples.times, range.end) - samples.times.begin(), first);
        out.times.insert(out.times.end(), samples.times.begin() + first, samples.times.begin() + last);
        out.values.insert(out.values.end(), samples.values.begin() + first, samples.values.begin() + last);
        for (const auto& histogram : samples.histograms) {
            if (isInside(histogram.time)) {
                m_storage.m_histogramRead = true;
                out.histograms.push_back(histogram);
            }
        }
        return {};
    }

  private:
    MemoryStorage& m_storage;
    const MemoryStorage::Stored& m_stored;
    model::Labels m_labels;
    const model::TimeRange m_visible;
};

class MemoryQuerier final : public storage::Querier {
  public:
    MemoryQuerier(MemoryStorage& storage, model::TimeRange range)
        : m_storage(storage)
        , m_range(range) {}

    Result<storage::SeriesList> select(bool sorted, const storage::SelectHints& hints,
                                       std::span<const model::Matcher> matchers, std::stop_token stop) override {
        if (stop.stop_requested()) {
            return fail(ErrorCode::kCanceled, "canceled");
        }
        storage::SeriesList list;
        for (const MemoryStorage::Stored* series : matching(matchers)) {
            const bool isNarrow = !sorted && hints.labelsNeeded != nullptr;
            auto labels = isNarrow ? series->labels.only(*hints.labelsNeeded) : series->labels;
            list.push_back(std::make_unique<MemorySeries>(m_storage, *series, std::move(labels), m_range));
        }
        if (sorted) {
            std::ranges::sort(list, {}, [](const auto& series) -> const model::Labels& { return series->labels(); });
        }
        return list;
    }

    Result<std::vector<std::string>> labelNames(std::span<const model::Matcher> matchers, std::stop_token) override {
        std::set<std::string> names;
        for (const MemoryStorage::Stored* series : matching(matchers)) {
            for (const model::LabelView& label : series->labels) {
                names.emplace(label.name);
            }
        }
        return std::vector(names.begin(), names.end());
    }

    Result<std::vector<std::string>> labelValues(const std::string& name, std::span<const model::Matcher> matchers,
                                                 std::stop_token) override {
        std::set<std::string> values;
        for (const MemoryStorage::Stored* series : matching(matchers)) {
            if (series->labels.has(name)) {
                values.emplace(series->labels.value(name));
            }
        }
        return std::vector(values.begin(), values.end());
    }

  private:
    std::vector<const MemoryStorage::Stored*> matching(std::span<const model::Matcher> matchers) const {
        std::vector<const MemoryStorage::Stored*> found;
        for (const auto& series : m_storage.m_series) {
            if (model::matchesAll(series->labels, matchers)) {
                found.push_back(series.get());
            }
        }
        return found;
    }

    MemoryStorage& m_storage;
    const model::TimeRange m_range;
};

MemoryStorage::Stored& MemoryStorage::stored(const model::Labels& labels) {
    Stored*& entry = m_byLabels[labels];
    if (entry == nullptr) {
        m_series.push_back(std::make_unique<Stored>(Stored{labels, {}, {}}));
        entry = m_series.back().get();
    }
    return *entry;
}

void MemoryStorage::add(const model::Labels& labels, model::TimestampMs time, double value) {
    storage::Columns& samples = stored(labels).samples;
    const auto place = std::ranges::lower_bound(samples.times, time);
    const auto index = place - samples.times.begin();
    if (place != samples.times.end() && *place == time) {
        samples.values[static_cast<std::size_t>(index)] = value;
        return;
    }
    samples.times.insert(place, time);
    samples.values.insert(samples.values.begin() + index, value);
}

void MemoryStorage::addHistogram(const model::Labels& labels, model::TimestampMs time, model::HistogramValue value) {
    auto& histograms = stored(labels).samples.histograms;
    const auto place = std::ranges::lower_bound(histograms, time, {}, &model::HistogramSample::time);
    if (place != histograms.end() && place->time == time) {
        place->value = std::move(value);
    } else {
        histograms.insert(place, {time, std::move(value)});
    }
}

void MemoryStorage::addForeign(const model::Labels& labels, model::TimestampMs time) {
    stored(labels).foreign.push_back(time);
}

void MemoryStorage::clear() {
    m_byLabels.clear();
    m_series.clear();
}

Result<std::unique_ptr<storage::Querier>> MemoryStorage::querier(model::TimeRange range) {
    return std::make_unique<MemoryQuerier>(*this, range);
}

} // namespace hearth::tests
