// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/sampled_storage.h"

#include <algorithm>

namespace hearth::backtest {
namespace {

using Stored = SampledStorage::Stored;

class SampledSeries final : public storage::Series {
  public:
    explicit SampledSeries(const Stored& stored)
        : m_stored(stored) {}

    const model::Labels& labels() const override { return m_stored.labels; }
    Result<void> read(model::TimeRange range, storage::Columns& out) override {
        for (const auto& sample : m_stored.samples) {
            if (sample.time >= range.begin && sample.time <= range.end) {
                out.times.push_back(sample.time);
                out.values.push_back(sample.value);
            }
        }
        return {};
    }

  private:
    const Stored& m_stored;
};

class SampledQuerier final : public storage::Querier {
  public:
    explicit SampledQuerier(const std::vector<Stored>& series)
        : m_series(series) {}

    Result<storage::SeriesList> select(bool sorted, const storage::SelectHints& /*hints*/,
                                       std::span<const model::Matcher> matchers, std::stop_token /*stop*/) override {
        storage::SeriesList list;
        for (const auto& stored : m_series) {
            if (model::matchesAll(stored.labels, matchers)) {
                list.push_back(std::make_unique<SampledSeries>(stored));
            }
        }
        if (sorted) {
            std::ranges::sort(list, {}, [](const auto& series) -> const model::Labels& { return series->labels(); });
        }
        return list;
    }
    Result<std::vector<std::string>> labelNames(std::span<const model::Matcher>, std::stop_token) override {
        return std::vector<std::string>();
    }
    Result<std::vector<std::string>> labelValues(const std::string&, std::span<const model::Matcher>,
                                                 std::stop_token) override {
        return std::vector<std::string>();
    }

  private:
    const std::vector<Stored>& m_series;
};

} // namespace

Result<std::unique_ptr<storage::Querier>> SampledStorage::querier(model::TimeRange /*range*/) {
    return std::make_unique<SampledQuerier>(m_series);
}

} // namespace hearth::backtest
