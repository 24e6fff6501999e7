// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/function_table.h"

namespace hearth::templates {

FunctionTable::FunctionTable(std::span<const Function> host) {
    for (const auto& function : builtinFunctions()) {
        m_functions[function.name] = &function;
    }
    for (const auto& function : host) {
        m_functions[function.name] = &function;
    }
}

const Function* FunctionTable::find(std::string_view name) const {
    const auto found = m_functions.find(name);
    return found == m_functions.end() ? nullptr : found->second;
}

} // namespace hearth::templates
