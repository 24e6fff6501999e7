// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace hearth::hostmetrics {

/// Names of the entries, sorted; kNotFound where there is no such directory.
Result<std::vector<std::string>> listDirectory(const std::string& path);

/// The number at the end of `name` after `prefix` ("cpu12" after "cpu"); nothing for another form.
std::optional<std::string> numberAfter(const std::string& name, const std::string& prefix);

} // namespace hearth::hostmetrics
