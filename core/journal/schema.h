// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "journal/database.h"

namespace hearth::journal {

/// The format that this program writes; kept in the file's user_version.
inline constexpr int kSchemaVersion = 2;

/// Brings the file from whatever version it has to kSchemaVersion, in one transaction. kUnsupported where it is newer.
Result<void> migrate(Database& database);

} // namespace hearth::journal
