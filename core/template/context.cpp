// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/context.h"

#include <fmt/format.h>

namespace hearth::templates {

Result<void> Context::check() {
    m_nextCheck = m_steps + kCheckEvery;
    if (m_steps > m_limits.steps) {
        return fail(ErrorCode::kLimit, fmt::format("exceeded maximum number of steps ({})", m_limits.steps));
    }
    if (m_stop.stop_requested()) {
        return fail(ErrorCode::kCanceled, "execution canceled");
    }
    return {};
}

Result<void> Context::charge(std::uint64_t bytes) {
    m_bytes += bytes;
    if (m_bytes > m_limits.totalBytes) {
        return fail(ErrorCode::kLimit, fmt::format("exceeded maximum memory ({} bytes)", m_limits.totalBytes));
    }
    constexpr std::uint64_t kBytesPerStep = 64;
    return step(bytes / kBytesPerStep);
}

} // namespace hearth::templates
