// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/server.h"

namespace hearth::http {

/// Fills `path` and `parameters` from what was sent: `target` (also in absolute form, as proxies send it) and, where
/// the content type says so, the form in `body`.
/// Threads: thread-safe.
void readTarget(ServerRequest& request);

} // namespace hearth::http
