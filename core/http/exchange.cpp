// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include "http/transport.h"

namespace hearth::http {

Result<ClientResponse> exchange(Transport& transport, const Clock& clock, ClientRequest request, std::stop_token stop) {
    const auto deadline = clock.monotonic() + request.timeout;
    std::optional<Result<ClientResponse>> answer;
    const std::stop_callback wakeOnStop(stop, [&transport] { transport.wake(); });
    const auto id = transport.start(std::move(request),
                                    [&answer](Result<ClientResponse>&& result) { answer.emplace(std::move(result)); });
    // The transport itself ends a request at its timeout; the deadline here only bounds one wait.
    while (!answer && !stop.stop_requested()) {
        transport.poll(std::max(deadline, clock.monotonic() + std::chrono::milliseconds(100)));
    }
    if (!answer) {
        transport.cancel(id);
        return fail(ErrorCode::kCanceled, "context canceled");
    }
    return *std::move(answer);
}

} // namespace hearth::http
