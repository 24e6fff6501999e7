// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fmt/format.h>

#include "simulation/tsdb_model/run.h"

namespace hearth::tests {
namespace {

constexpr int kMostScrapes = 40;

std::vector<SampleModel::Sample> samplesOf(const SeriesBatch& batch) {
    std::vector<SampleModel::Sample> samples;
    for (const auto& item : batch.items) {
        samples.push_back({item.time, valueOf(item)});
    }
    return samples;
}

} // namespace

std::vector<int> Run::drawSeries(Dice& dice) {
    std::vector<int> series;
    const auto share = 1 + dice.below(4);
    for (int i = 0; i < kLastingSeries; ++i) {
        if (dice.below(4) < share) {
            series.push_back(i);
        }
    }
    if (dice.oneIn(4)) {
        series.push_back(m_churn++);
    } else if (m_churn > kLastingSeries && dice.oneIn(4)) {
        series.push_back(m_churn - 1);
    }
    return series;
}

/// Samples at and shortly after now, newer than all that the series ever had.
Run::Transaction Run::drawTransaction(Dice& dice, const std::vector<int>& series, int mostItems) {
    Transaction transaction;
    for (const auto one : series) {
        SeriesBatch batch{one, {}};
        auto& newest = m_newest.try_emplace(one, 0).first->second;
        auto time = std::max(m_clock.nowMs(), newest + 1);
        const bool histograms = m_source.drawHistograms(one, dice);
        const auto count = dice.between(1, mostItems);
        for (auto items = count; items > 0; --items) {
            batch.items.push_back(m_source.next(one, time, histograms, count == 1, dice));
            newest = time;
            time += dice.between(1, 100);
        }
        transaction.push_back(std::move(batch));
    }
    return transaction;
}

Run::Problem Run::appendSeries(storage::Appender& appender, const SeriesBatch& batch, Dice& dice) {
    for (int attempt = 0;; ++attempt) {
        auto known = m_refs.find(batch.series);
        if (known == m_refs.end() || attempt > 0 || dice.oneIn(2)) {
            const auto ref = appender.series(labelsOf(batch.series));
            if (!ref) {
                return expectFailure("series", ref.error());
            }
            known = m_refs.insert_or_assign(batch.series, *ref).first;
        }
        std::vector<storage::RefSample> floats;
        std::vector<storage::RefHistogram> histograms;
        std::vector<storage::Rejection> rejected;
        const auto flush = [&] {
            appender.append(floats, rejected);
            appender.appendHistograms(histograms, rejected);
            floats.clear();
            histograms.clear();
        };
        for (const auto& item : batch.items) {
            if (item.histogram ? !floats.empty() : !histograms.empty()) {
                flush(); // what is handed over is in the order of time
            }
            if (item.histogram) {
                histograms.push_back({known->second, item.time, *item.histogram});
            } else {
                floats.push_back({known->second, item.time, item.number});
            }
        }
        flush();
        if (rejected.empty()) {
            return {};
        }
        if (rejected.front().reason != storage::RejectReason::kUnknownSeries || attempt > 0) {
            return fmt::format("{} is rejected: {}", labelsOf(batch.series).toString(),
                               storage::rejectReasonText(rejected.front().reason));
        }
        m_refs.erase(known);
    }
}

/// Nothing where something fails that is expected to: the transaction is then incomplete and must not be committed.
Run::Problem Run::append(storage::Appender& appender, const Transaction& transaction, Dice& dice) {
    for (const auto& batch : transaction) {
        if (auto problem = appendSeries(appender, batch, dice); !problem.empty()) {
            return problem;
        }
    }
    return {};
}

Run::Problem Run::commit(storage::Appender& appender, const Transaction& transaction) {
    const auto number = ++m_commits;
    const auto done = appender.commit();
    const bool taken = done || done.error().code() == ErrorCode::kIo; // only the sync failed
    for (const auto& batch : transaction) {
        const auto name = labelsOf(batch.series).toString();
        if (taken) {
            m_model.committed(name, samplesOf(batch), number, m_options.syncAtCommit && done);
        } else {
            m_model.commitFailed(name, samplesOf(batch));
        }
    }
    return done ? Problem() : expectFailure("commit", done.error());
}

Run::Problem Run::scrape(Dice& dice) {
    const auto count = dice.between(1, kMostScrapes);
    const auto interval =
        dice.pick<model::DurationMs>({model::kSecondMs, 15 * model::kSecondMs, model::kMinuteMs, 5 * model::kMinuteMs});
    const auto series = drawSeries(dice);
    say(fmt::format("  {} scrapes of {} series every {}", count, series.size(), model::formatDuration(interval)));
    for (int i = 0; i < count; ++i) {
        m_clock.advance(std::chrono::milliseconds(interval));
        const auto transaction = drawTransaction(dice, series, 1);
        const auto appender = m_db->appender();
        if (m_troubled && m_db->refusal()) {
            return {};
        }
        const auto failures = m_log.size();
        if (auto problem = append(*appender, transaction, dice); !problem.empty() || m_log.size() != failures) {
            return problem;
        }
        if (auto problem = commit(*appender, transaction); !problem.empty() || m_log.size() != failures) {
            return problem;
        }
    }
    return dice.oneIn(3) ? compare("after scrapes") : Problem();
}

Run::Problem Run::overlap(Dice& dice) {
    if (m_troubled && m_db->refusal()) {
        return {};
    }
    const auto reader = m_db->querier(kAllTime);
    const auto before = m_model;
    const auto count = static_cast<int>(dice.between(2, 3));
    const auto all = drawSeries(dice);
    std::vector<std::unique_ptr<storage::Appender>> appenders;
    std::vector<Transaction> transactions;
    for (int i = 0; i < count; ++i) {
        std::vector<int> own;
        std::ranges::copy_if(all, std::back_inserter(own), [&](int series) { return series % count == i; });
        appenders.push_back(m_db->appender());
        transactions.push_back(drawTransaction(dice, own, 3));
        const auto failures = m_log.size();
        if (auto problem = append(*appenders.back(), transactions.back(), dice);
            !problem.empty() || m_log.size() != failures) {
            return problem;
        }
    }
    if (auto problem = compare("while appenders are open"); !problem.empty()) {
        return problem;
    }
    for (int i = count - 1; i >= 0; --i) {
        if (dice.oneIn(4)) {
            appenders[static_cast<std::size_t>(i)]->rollback();
        } else if (auto problem =
                       commit(*appenders[static_cast<std::size_t>(i)], transactions[static_cast<std::size_t>(i)]);
                   !problem.empty()) {
            return problem;
        }
    }
    if (!reader) {
        return "querier: " + reader.error().message();
    }
    Problem problem;
    const auto observed = readQuerier(**reader, {}, kAllTime, problem);
    if (problem.empty()) {
        problem = before.differenceLive(observed);
    }
    return problem.empty() ? compare("after all have ended") : "seen by a reader of before: " + problem;
}

Run::Problem Run::outOfOrder(Dice& dice) {
    if (m_troubled && m_db->refusal()) {
        return {};
    }
    const auto appender = m_db->appender();
    Transaction taken;
    for (const auto one : drawSeries(dice)) {
        const auto name = labelsOf(one).toString();
        SeriesBatch batch{one, {}};
        auto time = m_clock.nowMs() - dice.between(0, m_options.outOfOrderWindow * 5 / 4);
        const bool histograms = m_source.drawHistograms(one, dice);
        for (auto items = dice.between(1, 40); items > 0; --items, time += dice.between(1, 60'000)) {
            if (time < m_clock.nowMs() && !m_model.holds(name, time)) {
                batch.items.push_back(m_source.next(one, time, histograms, false, dice));
            }
        }
        const auto ref = appender->series(labelsOf(one));
        if (!ref) {
            return expectFailure("series", ref.error());
        }
        m_refs[one] = *ref;
        std::erase_if(batch.items, [&](const SeriesBatch::Item& item) {
            std::vector<storage::Rejection> rejected;
            if (item.histogram) {
                const storage::RefHistogram sample{*ref, item.time, *item.histogram};
                appender->appendHistograms(std::span(&sample, 1), rejected);
            } else {
                const storage::RefSample sample{*ref, item.time, item.number};
                appender->append(std::span(&sample, 1), rejected);
            }
            return !rejected.empty();
        });
        for (const auto& item : batch.items) {
            auto& newest = m_newest.try_emplace(one, 0).first->second;
            newest = std::max(newest, item.time);
        }
        taken.push_back(std::move(batch));
    }
    if (auto problem = commit(*appender, taken); !problem.empty()) {
        return problem;
    }
    return compare("after out-of-order samples");
}

Run::Problem Run::deleteSeries(Dice& dice) {
    const auto end = m_clock.nowMs() - dice.between(-model::kMinuteMs, 3 * m_options.chunkRange);
    const model::TimeRange range{dice.oneIn(5) ? model::kMinTimestamp : end - dice.between(0, 2 * m_options.chunkRange),
                                 end};
    const bool byName = dice.oneIn(3);
    const auto value = fmt::to_string(dice.below(byName ? 3 : kLastingSeries));
    const auto matcher = byName ? model::Matcher::create(model::MatchType::kEqual, "__name__", "m" + value)
                                : model::Matcher::create(model::MatchType::kEqual, "i", value);
    const std::vector<model::Matchers> sets{{*matcher}};
    const auto done = m_db->deleteSeries(range, sets);
    say(fmt::format("  {} from {} to {}", byName ? "m" + value : "i=" + value, range.begin, range.end));
    for (int series = 0; series < kLastingSeries; ++series) {
        const auto labels = labelsOf(series);
        if (byName ? labels.metricName() == "m" + value : labels.value("i") == value) {
            m_model.deleted(labels.toString(), range, done.has_value());
        }
    }
    if (!done) {
        return expectFailure("deleteSeries", done.error());
    }
    return compare("after deletion");
}

} // namespace hearth::tests
