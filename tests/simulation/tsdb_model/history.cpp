// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/tsdb_model/history.h"

#include <array>
#include <utility>

namespace hearth::tests {
namespace {

struct Share {
    StepKind kind;
    std::string_view text;
    unsigned weight;
};

constexpr std::array<Share, kStepKinds> kShares{{
    {StepKind::kScrape, "scrape", 30},
    {StepKind::kOverlap, "overlapping appenders", 7},
    {StepKind::kOutOfOrder, "out of order", 7},
    {StepKind::kMaintain, "maintain", 9},
    {StepKind::kAdvance, "advance", 5},
    {StepKind::kCompact, "compact", 10},
    {StepKind::kDelete, "delete", 5},
    {StepKind::kClean, "clean tombstones", 2},
    {StepKind::kSnapshot, "snapshot", 2},
    {StepKind::kQuery, "query", 4},
    {StepKind::kReopen, "reopen", 3},
    {StepKind::kKill, "kill", 4},
    {StepKind::kPowerCut, "power cut", 6},
    {StepKind::kCrash, "crash", 6},
    {StepKind::kFill, "fill", 3},
    {StepKind::kFailing, "failing calls", 3},
    {StepKind::kHeal, "heal", 5},
}};

StepKind drawKind(Dice& dice) {
    constexpr unsigned kTotal = [] {
        unsigned total = 0;
        for (const auto& share : kShares) {
            total += share.weight;
        }
        return total;
    }();
    auto at = dice.below(kTotal);
    for (const auto& share : kShares) {
        if (at < share.weight) {
            return share.kind;
        }
        at -= share.weight;
    }
    std::unreachable();
}

} // namespace

std::string_view toText(StepKind kind) {
    return kShares[static_cast<std::size_t>(kind)].text;
}

History drawHistory(std::uint64_t seed, std::size_t steps) {
    Dice dice(seed);
    History history{dice.source()(), {}};
    for (std::size_t i = 0; i < steps; ++i) {
        const auto kind = drawKind(dice);
        history.steps.push_back({kind, dice.source()()});
    }
    return history;
}

} // namespace hearth::tests
