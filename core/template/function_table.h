// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <span>
#include <string_view>

#include "template/type.h"

namespace hearth::templates {

/// The functions that a template may call: Go's built-in ones, and those of its host, which come first.
/// Threads: thread-safe (immutable).
class FunctionTable {
  public:
    /// `host` must outlive the table.
    explicit FunctionTable(std::span<const Function> host);

    /// Null where there is none.
    const Function* find(std::string_view name) const;

  private:
    std::map<std::string_view, const Function*> m_functions;
};

/// Go's built-ins. Those without a `call` are run by the evaluator itself: `and`, `or`, `call`.
std::span<const Function> builtinFunctions();

} // namespace hearth::templates
