// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::engine {

/// Replaces a file, as a whole or not at all, so that this user alone may read it (0600); missing directories are made
/// for this user alone (0700). kIo. Threads: thread-safe.
Result<void> writePrivateFile(const std::string& path, std::string_view contents);

} // namespace hearth::engine
