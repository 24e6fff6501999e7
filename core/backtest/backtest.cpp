// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/backtest.h"

#include <fmt/format.h>

#include "backtest/past_rule.h"

namespace hearth::backtest {
namespace {

Result<Instants> instantsOf(const datasource::BacktestQuery& query) {
    if (query.interval <= 0 || query.offset < 0 || query.offset >= query.interval) {
        return fail(ErrorCode::kInvalidArgument, "the interval must be positive, and its offset less than it");
    }
    if (query.range.begin < 0 || query.range.begin > query.range.end) {
        return fail(ErrorCode::kInvalidArgument, "the range must begin after 1970 and before it ends");
    }
    auto past = (query.range.begin - query.offset) % query.interval;
    past += past < 0 ? query.interval : 0;
    Instants instants{.first = query.range.begin + (past == 0 ? 0 : query.interval - past), .interval = query.interval};
    if (instants.first > query.range.end) {
        return fail(ErrorCode::kInvalidArgument, "the range is so short that no evaluation falls into it");
    }
    instants.count = static_cast<std::size_t>((query.range.end - instants.first) / query.interval) + 1;
    if (instants.count > kMaxSteps) {
        return fail(ErrorCode::kLimit, fmt::format("the range has {} evaluations, more than {}; choose a shorter one, "
                                                   "or a longer interval",
                                                   instants.count, kMaxSteps));
    }
    return instants;
}

} // namespace

Result<std::unique_ptr<datasource::Backtest>> makeBacktest(const datasource::BacktestQuery& query,
                                                           datasource::DataSource& source, Surroundings surroundings,
                                                           std::stop_token stop) {
    PastRule::Parts parts{.query = query, .surroundings = std::move(surroundings)};
    parts.instants = HEARTH_TRY(instantsOf(query));
    parts.plan = HEARTH_TRY(planOf(query.expression, parts.surroundings.parse));
    const auto histograms = parts.plan.threshold ? Histograms::kDrop : Histograms::kZero;
    parts.history = HEARTH_TRY(fetchHistory(source, parts.plan.fetched, parts.instants, histograms, stop));
    parts.gaps = HEARTH_TRY(findGaps(source, parts.plan, parts.instants, stop));
    if (query.withNotifications && parts.surroundings.notifying) {
        parts.notifying = parts.surroundings.notifying();
    }
    return std::make_unique<PastRule>(std::move(parts));
}

} // namespace hearth::backtest
