// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/pacer.h"

#include <algorithm>

namespace hearth::tsdb {
namespace {

constexpr double kSmallestShare = 0.001;

} // namespace

Pacer::Pacer(double share, Clock& clock, std::stop_token stop)
    : m_share(std::clamp(share, kSmallestShare, 1.0))
    , m_clock(clock)
    , m_stop(std::move(stop))
    , m_workBegan(clock.monotonic()) {}

Nanoseconds Pacer::waitFor(Nanoseconds worked) const {
    const auto wait = static_cast<double>(worked.count()) * (1 - m_share) / m_share;
    return Nanoseconds(static_cast<Nanoseconds::rep>(std::min(wait, static_cast<double>(kMaxWait.count()))));
}

Result<void> Pacer::pause() {
    const auto now = m_share < 1 ? m_clock.monotonic() : m_workBegan;
    if (now - m_workBegan >= kMinWork) {
        std::unique_lock lock(m_mutex);
        m_clock.waitUntil(lock, m_never, now + waitFor(now - m_workBegan), m_stop, [] { return false; });
        m_workBegan = m_clock.monotonic();
    }
    if (m_stop.stop_requested()) {
        return fail(ErrorCode::kCanceled, "stopped");
    }
    return {};
}

} // namespace hearth::tsdb
