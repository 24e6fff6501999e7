// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/acknowledgement_keeper.h"

#include <algorithm>

#include "base/thread_pool.h"
#include "datasource/acknowledgement.h"

namespace hearth::engine {
namespace {

constexpr std::chrono::minutes kEvery{1};

} // namespace

AcknowledgementKeeper::AcknowledgementKeeper(datasource::AlertmanagerSource& source, Clock& clock, Log log)
    : m_source(source)
    , m_clock(clock)
    , m_log(std::move(log)) {}

AcknowledgementKeeper::~AcknowledgementKeeper() {
    m_thread.request_stop();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void AcknowledgementKeeper::begin() {
    const std::lock_guard lock(m_mutex);
    ++m_begun;
    m_needed = true;
    if (!m_thread.joinable()) {
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
    m_wake.notify_all();
}

void AcknowledgementKeeper::beginWhereNeeded() {
    const auto silences = m_source.silences({.filter = {}, .expired = false}, {});
    if (silences && std::ranges::any_of(*silences, datasource::isAcknowledgement)) {
        begin();
    }
}

void AcknowledgementKeeper::run(const std::stop_token& stop) {
    nameThisThread("acknowledge");
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (!m_needed) {
            m_wake.wait(lock, stop, [this] { return m_needed; });
            continue;
        }
        m_clock.waitUntil(lock, m_wake, m_clock.monotonic() + kEvery, stop, [] { return false; });
        if (stop.stop_requested()) {
            return;
        }
        const auto begun = m_begun;
        lock.unlock();
        const bool left = renew(stop);
        lock.lock();
        m_needed = left || begun != m_begun;
    }
}

bool AcknowledgementKeeper::renew(const std::stop_token& stop) {
    const auto round = datasource::renewAcknowledgements(m_source, m_clock.nowMs(), stop);
    if (!round) {
        m_log.error("Acknowledgements were not prolonged; tried again in a minute", {{"err", round.error().message()}});
        return true;
    }
    return round->left > 0;
}

} // namespace hearth::engine
