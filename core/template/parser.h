// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/error.h"
#include "template/function_table.h"
#include "template/tree.h"

namespace hearth::templates {

/// Definitions by name.
using Definitions = std::map<std::string, std::shared_ptr<const Tree>, std::less<>>;

/// Parses a text into its own tree, under `name`, and those it defines. Errors read and are placed as Go's:
/// `template: name:3: unexpected "}" in operand`.
/// Go: text/template/parse.
Result<Definitions> parse(const std::string& name, std::shared_ptr<const std::string> text,
                          const FunctionTable& functions);

} // namespace hearth::templates
