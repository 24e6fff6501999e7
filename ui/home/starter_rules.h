// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <stop_token>

#include "datasource/data_source.h"

namespace hearth::ui {

/// How many of a server's alerting rules are those that a first start brought along. 0 where a person has added others:
/// then the person knows of them.
/// Threads: any.
Result<std::size_t> countStarterRules(datasource::DataSource& source, std::stop_token stop);

} // namespace hearth::ui
