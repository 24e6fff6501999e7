// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "simulation/tsdb_model/run.h"

namespace hearth::tests {

Result<void> Run::open() {
    m_refs.clear();
    m_db.reset();
    m_registry = std::make_unique<instrument::Registry>();
    m_options.random = seededRandom(m_history.optionsSeed + ++m_lives);
    m_db = HEARTH_TRY(tsdb::Db::open(m_options, m_files, m_clock, *m_registry, Log()));
    return {};
}

/// The database is gone when it returns, and with the power what was not synced.
void Run::endDb(End end, Dice& dice) {
    if (end == End::kPowerCut) {
        m_files.heal();
        m_files.powerCut(dice.source());
    } else {
        m_files.endProcess();
    }
    m_files.freezeFromCall(1); // whatever the destructors do
    m_db.reset();
    m_files.heal();
}

Run::Problem Run::restart(End end, Dice& dice) {
    if (end == End::kClose) {
        if (auto closed = m_db->close()) {
            m_model.synced();
        } else if (auto problem = expectFailure("close", closed.error()); !problem.empty()) {
            return problem;
        }
        m_db.reset();
        m_files.heal();
    } else {
        endDb(end, dice);
    }
    m_frozen = m_syncsFail = false;
    if (dice.oneIn(4)) {
        bool powerWasCut = false;
        if (auto problem = crashWhileOpening(dice, powerWasCut); !problem.empty()) {
            return problem;
        }
        end = powerWasCut ? End::kPowerCut : end;
    }
    // A full disk is no reason not to open.
    if (auto opened = open(); !opened) {
        return "it does not open: " + opened.error().message();
    }
    return checkAfterOpen(end);
}

/// Recovery itself ends at any of its calls.
Run::Problem Run::crashWhileOpening(Dice& dice, bool& powerWasCut) {
    const auto call = 1 + dice.below(20);
    say(fmt::format("  opening ends at call {}", call));
    m_files.freezeFromCall(call);
    (void)open();
    powerWasCut = dice.oneIn(2);
    m_files.heal();
    endDb(powerWasCut ? End::kPowerCut : End::kKill, dice);
    return {};
}

Run::Problem Run::checkAfterOpen(End end) {
    const auto damages = m_db->damages();
    const auto& logDamages = m_db->replayReport().damages;
    if (!damages.empty() || !logDamages.empty()) {
        return damages.empty()
                   ? fmt::format("damage reported in {}: {}", logDamages.front().segment, logDamages.front().reason)
                   : fmt::format("damage reported in {}: {}", damages.front().path, damages.front().reason);
    }
    noteRetention();
    Problem problem;
    const auto observed = readDb(*m_db, {}, kAllTime, problem);
    if (!problem.empty()) {
        return problem;
    }
    const bool powerCut = end == End::kPowerCut;
    problem = powerCut ? m_model.differenceAfterPowerCut(observed) : m_model.differenceAfterRestart(observed);
    if (!problem.empty()) {
        return fmt::format("after {}: {}", powerCut ? "a power cut" : "a restart", problem);
    }
    m_model.adopt(observed, powerCut);
    say(fmt::format("  {} samples, {} blocks", m_model.sampleCount(), m_db->blocks().size()));
    return {};
}

Run::Problem Run::crash(Dice& dice) {
    const auto call = 1 + dice.below(dice.pick({5, 20, 80}));
    m_files.freezeFromCall(call);
    m_troubled = m_frozen = true;
    const auto what = dice.pick({StepKind::kScrape, StepKind::kMaintain, StepKind::kCompact, StepKind::kCompact,
                                 StepKind::kCompact, StepKind::kDelete, StepKind::kClean, StepKind::kSnapshot});
    say(fmt::format("  in {} at call {}", toText(what), call));
    auto problem = step({what, dice.source()()});
    if (problem.empty()) {
        problem = restart(dice.oneIn(3) ? End::kKill : End::kPowerCut, dice);
    }
    return problem.empty() ? heal() : problem;
}

void Run::fill(Dice& dice) {
    const auto room = dice.below(dice.pick({10, 5000, 50'000}));
    say(fmt::format("  {} bytes are left", room));
    m_files.setCapacity(m_files.usedBytes() + room);
    m_troubled = true;
}

void Run::failCalls(Dice& dice) {
    const auto call = 1 + dice.below(15);
    const auto count = dice.pick<std::size_t>({1, 1, 2, 5, 1000});
    say(fmt::format("  {} from the {}th", count, call));
    m_files.failCalls(call, count);
    m_troubled = m_syncsFail = true;
}

Run::Problem Run::heal() {
    m_files.heal();
    m_files.setCapacity(std::nullopt);
    if (m_troubled) {
        (void)m_db->maintain();
    }
    m_troubled = m_syncsFail = m_frozen = false;
    if (auto done = m_db->maintain(); !done) {
        return "the disk is well and maintain() fails: " + done.error().message();
    }
    m_model.synced();
    if (const auto refusal = m_db->refusal()) {
        return "the disk is well and samples are refused: " + refusal->message();
    }
    return compare("after the disk is well");
}

} // namespace hearth::tests
