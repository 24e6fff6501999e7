// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/gaps.h"

#include <algorithm>
#include <optional>
#include <string>

#include "backtest/history.h"
#include "base/sleep_detector.h"

namespace hearth::backtest {
namespace {

using datasource::BacktestGap;

/// Every scrape writes `up`: when the last one was.
constexpr const char* kLastScrape = "max(timestamp(up))";

enum class Past : std::uint8_t { kKnown, kMissing, kBeforeData, kOff, kAsleep };

std::string anyOf(const std::vector<std::string>& selectors) {
    std::string out;
    for (const auto& selector : selectors) {
        out += out.empty() ? "" : " or ";
        out += "count(" + selector + ")";
    }
    return out;
}

/// What a question without labels yields at each instant. Nothing where the server cannot say.
Result<std::optional<std::vector<std::optional<double>>>>
ask(datasource::DataSource& source, const std::string& expression, const Instants& instants, std::stop_token stop) {
    const auto history = fetchHistory(source, expression, instants, Histograms::kDrop, std::move(stop));
    if (!history) {
        if (history.error().code() == ErrorCode::kCanceled) {
            return std::unexpected(history.error());
        }
        return std::nullopt;
    }
    if (!history->failed.empty()) {
        return std::nullopt;
    }
    std::vector<std::optional<double>> out(instants.count);
    for (const auto& series : history->series) {
        for (std::size_t i = 0; i < series.values.size(); ++i) {
            out[*instants.indexOf(series.timestamps[i])] = series.values[i];
        }
    }
    return out;
}

/// How old the last scrape of a server at work may be: seconds.
double usualAge(const std::vector<std::optional<double>>& lastScrapes, const Instants& instants) {
    std::vector<double> ages;
    for (std::size_t i = 0; i < lastScrapes.size(); ++i) {
        if (lastScrapes[i]) {
            ages.push_back(static_cast<double>(instants.at(i)) / model::kSecondMs - *lastScrapes[i]);
        }
    }
    const auto middle = ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / 2);
    std::ranges::nth_element(ages, middle);
    return 2 * *middle + 1;
}

/// Tells in which of the missing instants nothing was collected. That shows only when the last samples are out of
/// sight, but began soon after the last scrape.
void findOffTimes(const std::vector<std::optional<double>>& lastScrapes, const Instants& instants,
                  std::vector<Past>& past) {
    if (std::ranges::none_of(lastScrapes, [](const auto& scrape) { return scrape.has_value(); })) {
        return; // nothing is scraped there at all
    }
    const auto usual = usualAge(lastScrapes, instants);
    for (std::size_t i = 0; i < past.size(); ++i) {
        if (past[i] != Past::kMissing || lastScrapes[i]) {
            continue;
        }
        past[i] = Past::kOff;
        for (auto j = i; j > 0 && past[j - 1] != Past::kOff && lastScrapes[i - 1]; --j) {
            const auto age = static_cast<double>(instants.at(j - 1)) / model::kSecondMs - *lastScrapes[i - 1];
            if (age <= usual) {
                break;
            }
            past[j - 1] = Past::kOff;
        }
    }
}

/// A range that begins without scrapes: whether the source has any from before it. One that cannot say has none.
Result<bool> hasScrapesBefore(datasource::DataSource& source, model::TimestampMs time, std::stop_token stop) {
    const auto found = source.series({.selectors = {"up"}, .start = 0, .end = time, .limit = 1}, std::move(stop));
    if (!found && found.error().code() == ErrorCode::kCanceled) {
        return std::unexpected(found.error());
    }
    return found && !found->items.empty();
}

Result<void> findBeginning(datasource::DataSource& source, const Instants& instants, std::stop_token stop,
                           std::vector<Past>& past) {
    if (past.front() != Past::kOff || HEARTH_TRY(hasScrapesBefore(source, instants.first, std::move(stop)))) {
        return {};
    }
    const auto end = std::ranges::find_if(past, [](Past one) { return one != Past::kOff; });
    std::fill(past.begin(), end, Past::kBeforeData);
    return {};
}

/// Where the server keeps account of its sleeps. After waking nothing is evaluated for a while.
Result<void> addKnownSleeps(datasource::DataSource& source, const Instants& instants, std::stop_token stop,
                            std::vector<Past>& past) {
    constexpr auto kGrace = std::chrono::duration_cast<std::chrono::milliseconds>(kSleepGrace).count();
    const auto sleeps = source.sleeps({instants.first, instants.last()}, std::move(stop));
    if (!sleeps) {
        return sleeps.error().code() == ErrorCode::kCanceled ? Result<void>(std::unexpected(sleeps.error()))
                                                             : Result<void>();
    }
    for (const auto& sleep : *sleeps) {
        for (auto i = instants.from(sleep.begin + 1); i < instants.count && instants.at(i) < sleep.end + kGrace; ++i) {
            past[i] = Past::kAsleep;
        }
    }
    return {};
}

BacktestGap::Reason reasonOf(Past past) {
    using enum BacktestGap::Reason;
    return past == Past::kAsleep       ? kAsleep
           : past == Past::kOff        ? kOff
           : past == Past::kBeforeData ? kBeforeData
                                       : kMissing;
}

/// A sleep reaches as far as nothing was collected around it.
bool belongTogether(Past before, Past after) {
    const auto isOff = [](Past past) { return past == Past::kOff || past == Past::kAsleep; };
    return before == after || (isOff(before) && isOff(after));
}

std::vector<BacktestGap> gapsOf(const std::vector<Past>& past, const Instants& instants) {
    std::vector<BacktestGap> gaps;
    for (std::size_t i = 0; i < past.size(); ++i) {
        if (past[i] == Past::kKnown) {
            continue;
        }
        if (i == 0 || !belongTogether(past[i - 1], past[i])) {
            gaps.push_back({.begin = instants.at(i), .end = instants.at(i), .reason = reasonOf(past[i])});
        }
        gaps.back().end = instants.at(i);
        if (past[i] == Past::kAsleep) {
            gaps.back().reason = BacktestGap::Reason::kAsleep;
        }
    }
    return gaps;
}

} // namespace

Result<std::vector<BacktestGap>> findGaps(datasource::DataSource& source, const Plan& plan, const Instants& instants,
                                          std::stop_token stop) {
    std::vector<Past> past(instants.count, Past::kKnown);
    const auto counts =
        plan.selectors.empty() ? std::nullopt : HEARTH_TRY(ask(source, anyOf(plan.selectors), instants, stop));
    for (std::size_t i = 0; counts && i < past.size(); ++i) {
        past[i] = (*counts)[i] ? Past::kKnown : Past::kMissing;
    }
    if (std::ranges::find(past, Past::kMissing) != past.end()) {
        if (const auto scrapes = HEARTH_TRY(ask(source, kLastScrape, instants, stop))) {
            findOffTimes(*scrapes, instants, past);
        }
    }
    HEARTH_TRY(addKnownSleeps(source, instants, stop, past));
    HEARTH_TRY(findBeginning(source, instants, stop, past));
    return gapsOf(past, instants);
}

} // namespace hearth::backtest
