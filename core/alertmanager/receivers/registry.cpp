// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/registry.h"

namespace hearth::alertmanager {

std::span<const IntegrationKind> integrationKinds() {
    return {};
}

} // namespace hearth::alertmanager
