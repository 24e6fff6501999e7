// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "base/error.h"
#include "template/lexer.h"
#include "template/tree.h"

namespace hearth::templates {

/// A number or character constant as a node, under all the types that hold it without loss.
Result<std::unique_ptr<NumberNode>> parseNumber(const Token& token);

} // namespace hearth::templates
