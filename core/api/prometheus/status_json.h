// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json_writer.h"
#include "datasource/types.h"

namespace hearth::api {

/// The value of /status/buildinfo's `data`, and all of /version.
void writeBuild(JsonWriter& json, const datasource::BuildFacts& facts);

} // namespace hearth::api
