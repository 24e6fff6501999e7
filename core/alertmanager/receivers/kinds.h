// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "alertmanager/receivers/registry.h"

/// Each kind is defined in a source file of its own.
namespace hearth::alertmanager {

extern const IntegrationKind kWebhookKind;
extern const IntegrationKind kEmailKind;

} // namespace hearth::alertmanager
