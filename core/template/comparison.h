// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "template/value.h"

namespace hearth::templates {

/// Go's eq and lt: integers compare with integers of either sign, all else only with its own kind.
Result<bool> isEqual(const Value& a, const Value& b);
Result<bool> isLess(const Value& a, const Value& b);

} // namespace hearth::templates
