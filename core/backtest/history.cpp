// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/history.h"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>
#include <utility>

#include "backtest/backtest.h"

namespace hearth::backtest {
namespace {

using datasource::BacktestSeries;

/// The first piece shows how many series there are; further ones are as large as this many samples.
constexpr std::size_t kFirstPoints = 2'000;
constexpr std::size_t kPieceSamples = 2'000'000;
/// How often pieces that fail are asked again in halves, and after how many failures an expression that was never
/// evaluated counts as wrong.
constexpr std::size_t kMaxHalvings = 2'000;
constexpr std::size_t kMaxFailures = 32;

/// Whether the server understood the question and could not answer it.
bool failedToEvaluate(const Error& error) {
    return error.code() == ErrorCode::kInternal || error.code() == ErrorCode::kLimit;
}

/// Gathers the pieces of an answer, newest first.
class Fetcher {
  public:
    Fetcher(datasource::DataSource& source, const std::string& expression, const Instants& instants,
            Histograms histograms, std::stop_token stop)
        : m_source(source)
        , m_expression(expression)
        , m_instants(instants)
        , m_histograms(histograms)
        , m_stop(std::move(stop)) {}

    Result<History> fetch() {
        auto points = kFirstPoints;
        for (auto end = m_instants.count; end > 0;) {
            const auto begin = end - std::min(end, points);
            const auto before = m_samples;
            HEARTH_TRY(fetchPiece(begin, end));
            const auto perPoint = std::max<std::size_t>(1, (m_samples - before) / (end - begin));
            points = std::clamp<std::size_t>(kPieceSamples / perPoint, 1, kMaxPoints);
            end = begin;
        }
        return finish();
    }

  private:
    /// A series as it comes: pieces in the order of asking, each in the order of time.
    struct Growing {
        model::Labels labels;
        std::vector<std::vector<model::Sample>> pieces;
    };

    /// Of the instants [begin, end).
    Result<void> fetchPiece(std::size_t begin, std::size_t end) {
        if (m_stop.stop_requested()) {
            return fail(ErrorCode::kCanceled, "the question was cancelled");
        }
        auto answer = m_source.queryRange({.expression = m_expression,
                                           .range = {m_instants.at(begin), m_instants.at(end - 1)},
                                           .step = m_instants.interval},
                                          m_stop);
        if (answer) {
            m_wasAnswered = true;
            return take(*std::move(answer));
        }
        const bool isHopeless = m_history.failed.size() == kMaxFailures && !m_wasAnswered;
        if (!failedToEvaluate(answer.error()) || m_halvings == kMaxHalvings || isHopeless) {
            return std::unexpected(std::move(answer).error());
        }
        if (end - begin == 1) {
            m_history.failed.push_back(m_instants.at(begin));
            m_history.failure = answer.error().message();
            return {};
        }
        ++m_halvings;
        const auto middle = begin + (end - begin) / 2;
        HEARTH_TRY(fetchPiece(middle, end));
        return fetchPiece(begin, middle);
    }

    Result<void> take(model::QueryAnswer answer) {
        auto* matrix = std::get_if<model::Matrix>(&answer.value);
        if (matrix == nullptr) {
            return fail(ErrorCode::kInternal, "the answer to a range query is no matrix");
        }
        for (auto& series : *matrix) {
            if (m_histograms == Histograms::kZero) {
                addHistograms(series);
            }
            m_samples += series.samples.size();
            if (m_samples > kMaxSamples) {
                return fail(ErrorCode::kLimit,
                            fmt::format("the expression yields more than {} samples over this range; choose a shorter "
                                        "range, a longer interval, or an expression with fewer series",
                                        kMaxSamples));
            }
            if (!series.samples.empty()) {
                growing(series.labels).pieces.push_back(std::move(series.samples));
            }
        }
        return {};
    }

    static void addHistograms(model::MatrixSeries& series) {
        for (const auto& point : series.histograms) {
            series.samples.push_back({.time = point.time, .value = 0});
        }
        std::ranges::sort(series.samples, {}, &model::Sample::time);
    }

    Growing& growing(const model::Labels& labels) {
        const auto [found, isNew] = m_byLabels.try_emplace(labels, m_growing.size());
        if (isNew) {
            m_growing.push_back({.labels = labels, .pieces = {}});
        }
        return m_growing[found->second];
    }

    History finish() {
        std::ranges::sort(m_growing, {}, &Growing::labels);
        for (auto& grown : m_growing) {
            BacktestSeries series{.labels = std::move(grown.labels), .timestamps = {}, .values = {}};
            std::size_t size = 0;
            for (const auto& piece : grown.pieces) {
                size += piece.size();
            }
            series.timestamps.reserve(size);
            series.values.reserve(size);
            while (!grown.pieces.empty()) {
                append(grown.pieces.back(), series);
                grown.pieces.pop_back();
            }
            m_history.series.push_back(std::move(series));
        }
        std::ranges::sort(m_history.failed);
        return std::move(m_history);
    }

    /// Servers that move instants to where they like them would make nonsense of the rest.
    void append(const std::vector<model::Sample>& piece, BacktestSeries& series) const {
        for (const auto& sample : piece) {
            if (m_instants.indexOf(sample.time)) {
                series.timestamps.push_back(sample.time);
                series.values.push_back(sample.value);
            }
        }
    }

    datasource::DataSource& m_source;
    const std::string& m_expression;
    const Instants& m_instants;
    const Histograms m_histograms;
    const std::stop_token m_stop;
    History m_history;
    std::vector<Growing> m_growing;
    std::unordered_map<model::Labels, std::size_t, model::LabelsHash> m_byLabels;
    std::size_t m_samples = 0;
    std::size_t m_halvings = 0;
    bool m_wasAnswered = false;
};

} // namespace

Result<History> fetchHistory(datasource::DataSource& source, const std::string& expression, const Instants& instants,
                             Histograms histograms, std::stop_token stop) {
    return Fetcher(source, expression, instants, histograms, std::move(stop)).fetch();
}

} // namespace hearth::backtest
